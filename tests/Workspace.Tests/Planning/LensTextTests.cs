using System.Text;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Tests.Planning;

public class LensTextTests
{
    private static readonly Opened Ten = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten"));
    private static readonly LensStudy Study = TwoLenses.Solve(Ten.Portfolio!, new Policy(), new SolveLimits { Gap = 0.02 }, TimeProvider.System);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var once = LensReader.Read(Node.Root(LensWriter.Print(new(Ten.Portfolio!, new Policy(), Study))), Ten.Portfolio!);
        Assert.Equal(Study.Frontier.Points.Select(p => p.Finishes.ToString() + p.Supported), once.Frontier.Points.Select(p => p.Finishes.ToString() + p.Supported));
        var written = LensWriter.Print(new(Ten.Portfolio!, new Policy(), once));
        var again = LensReader.Read(Node.Root(written), Ten.Portfolio!);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(LensWriter.Print(new(Ten.Portfolio!, new Policy(), again))));
        Assert.Null(FrontierCheck.Doubt(Ten.Portfolio!, new Policy(), again));
    }

    [Fact]
    public void A_frontier_that_states_what_it_has_not_is_doubted()
    {
        var first = Study.Frontier.Points[0];
        LensStudy With(FrontierPoint point) => Study with { Frontier = Study.Frontier with { Points = Study.Frontier.Points.SetItem(0, point) } };
        Assert.Contains("states", FrontierCheck.Doubt(Ten.Portfolio!, new Policy(), With(first with { Value = first.Value with { Customer = first.Value.Customer * 0.99 } })), StringComparison.Ordinal);
        Assert.Contains("breaks a rule", FrontierCheck.Doubt(Ten.Portfolio!, new Policy(), With(first with { Finishes = first.Finishes.SetItems(first.Finishes.Select(f => KeyValuePair.Create(f.Key, new Dais.Engine.Quantities.Period(0)))) }))!.Replace("break a", "breaks a", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("wrong place", FrontierCheck.Doubt(Ten.Portfolio!, new Policy(), Study with { Frontier = Study.Frontier with { Points = [.. Study.Frontier.Points.Reverse()] } }), StringComparison.Ordinal);
    }
}
