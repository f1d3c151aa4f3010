using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Dais.App.Page;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace;
using Dais.Workspace.Planning;

namespace Dais.App.Tests.Page;

public class PlanPageTests
{
    [Fact]
    public async Task The_page_asks_nothing_of_the_network_and_runs_nothing()
    {
        var page = await TenAsync();
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex(@"<(script|iframe|object|embed|img|link)\b|\bsrc=|@import|url\(", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)), page);
        Assert.Contains("default-src &#39;none&#39;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_well_formed()
    {
        var page = await TenAsync();
        var xml = Regex.Replace(page.Replace("<!doctype html>", "", StringComparison.Ordinal), "<(?<inside>(meta|br|hr)[^>]*)>", "<${inside}/>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        var ids = XElement.Parse(xml).DescendantsAndSelf().Select(e => (string?)e.Attribute("id")).OfType<string>().ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Every_chosen_initiative_has_its_card_and_every_other_its_reason()
    {
        var (portfolio, page) = (OpenWorkspace.From(Run.Ten).Portfolio!, await TenAsync());
        Assert.All(portfolio.Initiatives, i => Assert.Contains(i.Name, page, StringComparison.Ordinal));
        Assert.Contains("Proven best", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_cards_of_a_row_overlap() => Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7]).Array[1, 30].Sample(spans =>
    {
        var portfolio = new Portfolio(new Platform(Id<Platform>.Of("p"), "p", "USD", "", DiscountRate.Of(0), new Calendar("2027-Q1", 8), []))
        {
            Initiatives = Catalog<Initiative>.Of(spans.Select((_, i) => new Initiative(Id<Initiative>.Of("i" + i), "i" + i))),
        };
        var plan = new Plan
        {
            Status = PlanStatus.Feasible,
            Policy = new(),
            Initiatives = [.. spans.Select((s, i) => new PlannedInitiative(Id<Initiative>.Of("i" + i), new(Math.Min(s.Item1, s.Item2)), new(Math.Max(s.Item1, s.Item2)), System.Collections.Immutable.ImmutableSortedDictionary<Id<Team>, System.Collections.Immutable.ImmutableArray<EngineerWeeks>>.Empty))],
        };
        var bars = Lane.Of(new PlanDocument(portfolio, plan)).Single().Bars;
        Assert.Equal(spans.Length, bars.Length);
        Assert.All(bars.GroupBy(b => b.Row), row => Assert.All(row.OrderBy(b => b.First).Zip(row.OrderBy(b => b.First).Skip(1)), pair => Assert.True(pair.First.Last < pair.Second.First)));
    });

    private static async Task<string> TenAsync()
    {
        var opened = OpenWorkspace.From(Run.Ten);
        await using var solver = Dais.Workspace.Solving.SolverProcess.Start(Run.Solver);
        var document = await PlanWorkspace.RunAsync(opened, new Policy(), new SolveLimits(), solver, cancel: TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(PlanPage.Print(document));
    }
}
