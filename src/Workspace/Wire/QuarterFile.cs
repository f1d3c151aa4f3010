using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using static Dais.Workspace.Wire.Vocabulary;

namespace Dais.Workspace.Wire;

/// <summary>What became of a quarter, as somebody who closes it states it.</summary>
/// <remarks>As in a scenario, a field that nobody knows is an error here: nothing is kept for later readers, and closing on half of what was meant would be wrong without a sound.</remarks>
public static class QuarterFile
{
    private static readonly Kind Worklog = Kinds.Find("worklog")!;

    /// <summary>The table of its fields.</summary>
    public static Shape.Parts Shape { get; } = new([
        Needed("period", new Shape.Quarter(), "The quarter that is closed: the first of the horizon, so that none is closed twice."),
        Maybe("work", new Shape.Many(new Shape.Parts([.. Worklog.Item!.Fields.Select(f => f.Name == "period" ? f with { Required = false } : f)])), "Work of that quarter that the work log does not hold yet; its period may be left out."),
        Maybe("finished", ManyOf("initiatives"), "What was finished in it."),
        Maybe("remaining", new Shape.Map("initiatives", new Shape.Map("teams", EstimateShape, EmptyMeans: true)), "What is now thought to remain of initiatives under way, in engineer-weeks of each team; of all others it is reckoned."),
        Maybe("note", Word, "A word about it."),
    ]);

    /// <summary>The canonical object in that tree; nothing where there are errors.</summary>
    /// <param name="root">What was given.</param>
    /// <param name="portfolio">The portfolio whose ids and calendar it speaks of.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static JsonObject? Check(JsonNode? root, Portfolio portfolio, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(findings);
        var own = new List<Finding>();
        var checking = new Checking(portfolio.Platform.Calendar, Ids(portfolio), own);
        if (root is JsonObject quarter) checking.Fields(Shape, quarter, Place.Root);
        else checking.Wrong(Shape, root, Place.Root);
        foreach (var finding in own) findings.Add(Refusing(finding));
        return own.Exists(f => f.IsError || f.Rule == Rule.KnownField) ? null : Canonical.Fields(Shape, (JsonObject)root!);
    }

    /// <summary>A field that nobody knows, as the error that it is where nothing is kept.</summary>
    internal static Finding Refusing(Finding finding) => finding.Rule != Rule.KnownField ? finding : finding with
    {
        Severity = Severity.Error,
        Sentence = finding.Sentence.Replace("; it is kept, and nothing reads it.", ": nothing would read it.", StringComparison.Ordinal),
    };

    private static Dictionary<string, IReadOnlySet<string>> Ids(Portfolio portfolio) => new()
    {
        ["initiatives"] = portfolio.Initiatives.Select(i => i.Id.Value).ToHashSet(),
        ["teams"] = portfolio.Teams.Select(t => t.Id.Value).ToHashSet(),
        ["groups"] = portfolio.Groups.Select(g => g.Id.Value).ToHashSet(),
    };
}
