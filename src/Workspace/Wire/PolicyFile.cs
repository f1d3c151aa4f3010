using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using static Dais.Workspace.Wire.Vocabulary;
using Calendar = Dais.Engine.Quantities.Calendar;

namespace Dais.Workspace.Wire;

/// <summary>A policy as a file states it: how a plan is to be made.</summary>
public static class PolicyFile
{
    /// <summary>The table of its fields.</summary>
    public static Shape.Parts Shape { get; } = new([
        Maybe("lens", new Shape.Word(["both", "customer", "platform"]), "Whose value counts; absent is both."),
        Maybe("weights", new Shape.Parts([
            Maybe("customer", Positive, "The weight of customer value; absent is 1."),
            Maybe("platform", Positive, "The weight of platform value; absent is 1."),
        ]), "What each lens weighs."),
        Maybe("timing", new Shape.Word(["flow", "once"]), "Whether value flows from its start, or counts once; absent is flow."),
        Maybe("tail", new Shape.Number(0, Calendar.MostPeriods, Whole: true), "The quarters after the horizon in which value still counts; absent is 4."),
        Maybe("allocation", new Shape.Flag(), "Whether floors and ceilings of buckets hold (R9); absent is true."),
        Maybe("seconds", new Shape.Number(0, 86_400, Above: true), "The most seconds that planning may take; absent is 60."),
        Maybe("gap", Fraction, "The distance to the bound at which planning may stop; absent is 0."),
        Maybe("work", new Shape.Number(1, 1e12, Whole: true), "The work after which planning stops, instead of by the clock, so that it repeats; absent is no such limit."),
        Maybe("seed", new Shape.Number(0, int.MaxValue, Whole: true), "The seed of whatever is random; absent is 1."),
        Maybe("pins", new Shape.Many(new Shape.Parts([
            Needed("initiative", To("initiatives"), "The initiative."),
            Needed("finish", new Shape.Quarter(), "The quarter in which it finishes."),
        ])), "Finishes that are fixed (R8)."),
        Maybe("bans", ManyOf("initiatives"), "Initiatives that are not to be chosen (R8)."),
        Maybe("release", new Shape.Flag(), "Whether promised finishes may move, at a stated price (R8); absent is false."),
        Maybe("maxMoves", new Shape.Number(0, 1e9, Whole: true), "How many promised finishes may move; absent is any number."),
    ]);

    /// <summary>The canonical policy object in that text; nothing where there are errors.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">Its name, for the findings.</param>
    /// <param name="portfolio">The portfolio whose ids and calendar it speaks of; without one they are not looked up.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static JsonObject? Read(ReadOnlySpan<byte> bytes, string source, Portfolio? portfolio, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var own = new List<Finding>();
        var root = JsonText.Read(bytes, source, own);
        if (own.Exists(f => f.Rule == Rule.Readable))
        {
            foreach (var finding in own) findings.Add(finding);
            return null;
        }

        var ids = portfolio is null ? null : new Dictionary<string, IReadOnlySet<string>> { ["initiatives"] = portfolio.Initiatives.Select(i => i.Id.Value).ToHashSet() };
        var checking = new Checking(portfolio?.Platform.Calendar, ids, own);
        if (root is JsonObject policy) checking.Fields(Shape, policy, Place.Root);
        else checking.Wrong(Shape, root, Place.Root);
        foreach (var finding in own) findings.Add(finding with { Source = finding.Source ?? source });
        return own.Exists(f => f.IsError) ? null : Canonical.Fields(Shape, (JsonObject)root!);
    }
}
