using System.Text;
using CsCheck;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Tests.Planning;

public class PlanTextTests
{
    private static readonly Opened Ten = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten"));
    private static readonly Lazy<byte[]> Printed = new(() => PlanWriter.Print(new(Ten.Portfolio!, Solve()) { Revision = PlanWorkspace.RevisionOf(Ten) }));

    [Fact]
    public void What_is_written_is_read_again_and_keeps_every_rule()
    {
        var again = PlanReader.Read(Printed.Value, Ten.Portfolio!);
        Assert.Equal(Encoding.UTF8.GetString(Printed.Value), Encoding.UTF8.GetString(PlanWriter.Print(again)));
        Assert.Empty(PlanChecker.Check(Ten.Portfolio!, again.Plan));
    }

    [Fact]
    public void What_the_workspace_states_keeps_all_its_digits()
    {
        var third = Ten.Portfolio! with { Buckets = Catalog<Bucket>.Of(Ten.Portfolio!.Buckets.Select(b => b with { Min = Share.Of(0.1 / 3), Max = Share.Of(2 / 3.0) })) };
        Assert.NotEmpty(third.Buckets);
        var plan = Planner.Solve(third, new(), new SolveLimits { Seconds = 20 }, TimeProvider.System);
        Assert.Empty(PlanChecker.Check(third, PlanReader.Read(PlanWriter.Print(new(third, plan)), third).Plan));
    }

    [Fact]
    public void A_plan_without_what_Dais_adds_is_read_too()
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(Printed.Value)!.AsObject();
        foreach (var name in node.Select(p => p.Key).SkipWhile(n => n != "conflicts").Skip(1).ToList()) node.Remove(name);
        var again = PlanReader.Read(Encoding.UTF8.GetBytes(node.ToJsonString()), Ten.Portfolio!);
        Assert.NotEmpty(again.Plan.Initiatives);
        Assert.Equal(Solve().Capacity.Value, again.Plan.Capacity.Value, 9);
    }

    [Fact]
    public void The_reasons_in_the_text_are_those_of_the_explanation()
    {
        var plan = Solve();
        var explanation = Explanation.Of(Ten.Portfolio!, plan);
        var json = System.Text.Json.JsonDocument.Parse(PlanWriter.Print(new(Ten.Portfolio!, plan) { Explanation = explanation })).RootElement;
        Assert.Equal(explanation.LeftOut.Select(l => l.Sentence), json.GetProperty("left").EnumerateArray().Select(l => l.GetProperty("reason").GetString()));
    }

    [Fact]
    public void Whatever_is_done_to_the_text_reading_ends_in_a_plan_or_a_sentence() =>
        Gen.Select(Gen.Int[0, Printed.Value.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 4].Sample(edits =>
        {
            var text = Printed.Value.ToList();
            foreach (var (at, value, kind) in edits)
            {
                var place = Math.Min(at, text.Count - 1);
                if (kind == 0) text[place] = value;
                else if (kind == 1) text.RemoveRange(place, Math.Min(value, text.Count - place - 1));
                else if (kind == 2) text.InsertRange(place, text.GetRange(place, Math.Min(value, text.Count - place)));
                else text[place] = "0123456789-.eE\"{}[],:n"u8.ToArray()[value % 22];
            }

            try
            {
                PlanReader.Read(text.ToArray(), Ten.Portfolio!);
            }
            catch (DocumentException e)
            {
                Assert.NotEmpty(e.Message);
            }
        });

    private static Plan Solve() => Planner.Solve(Ten.Portfolio!, new Policy(), new SolveLimits { BreakTies = false }, TimeProvider.System);
}
