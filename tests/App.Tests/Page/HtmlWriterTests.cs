using CsCheck;
using Dais.App.Page;

namespace Dais.App.Tests.Page;

public class HtmlWriterTests
{
    [Fact]
    public void Whatever_the_text_is_it_opens_no_element_and_ends_no_attribute() => Gen.String.Sample(text =>
    {
        var html = new HtmlWriter();
        using (html.Open("p", ("title", text))) html.Text(text);
        var inside = html.ToString()["<!doctype html>\n<p title=\"".Length..^"</p>\n\n".Length];
        Assert.DoesNotContain('<', inside);
        Assert.Equal(2, inside.Split("\">").Length);
        Assert.DoesNotContain('\'', inside);
    });

    [Theory]
    [InlineData("script")]
    [InlineData("onclick")]
    [InlineData("a b")]
    [InlineData("x>")]
    [InlineData("")]
    public void Names_that_could_do_harm_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => new HtmlWriter().Open(name));
        Assert.Throws<ArgumentException>(() => new HtmlWriter().Open("p", (name, "x")));
    }

    [Fact]
    public void A_style_sheet_cannot_end_its_element() => Assert.Throws<ArgumentException>(() => new HtmlWriter().Style("</style><b>"));

    [Fact]
    public void An_element_left_open_is_a_fault()
    {
        var html = new HtmlWriter();
        html.Open("p");
        Assert.Throws<InvalidOperationException>(html.ToString);
    }
}
