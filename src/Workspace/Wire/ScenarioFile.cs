using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using static Dais.Workspace.Wire.Vocabulary;
using Calendar = Dais.Engine.Quantities.Calendar;

namespace Dais.Workspace.Wire;

/// <summary>A scenario as a file states it: a name, and the changes over a workspace, one after the other.</summary>
/// <remarks>
/// Unlike in a workspace, a field that nobody knows is an error here: nothing is kept for later readers, and a change with
/// a misspelt field would try something else than was meant.
/// </remarks>
public static class ScenarioFile
{
    /// <summary>The field that says what a change is: exactly one stands in it.</summary>
    private static readonly ImmutableArray<string> Sorts = ["pin", "forbid", "force", "drop", "capacity", "bucket", "value", "useCase", "effort", "propose"];

    /// <summary>The table of one change.</summary>
    private static readonly Shape.Parts Change = new(
        [
            Maybe("pin", To("initiatives"), "The initiative that is finished in exactly the quarter of finish (R8); a ban of it goes.", with: "finish"),
            Maybe("finish", new Shape.Quarter(), "With pin: the quarter, inside the horizon.", with: "pin"),
            Maybe("forbid", To("initiatives"), "The initiative that is not to be chosen (R8); a pin of it goes. It does not lift a must: see drop."),
            Maybe("force", To("initiatives"), "The initiative that has to be chosen, whenever that is best (R8); a ban of it goes."),
            Maybe("drop", To("initiatives"), "The initiative that is given up, even where it was a must, started or promised."),
            Maybe("capacity", To("teams"), "The team that has more or less capacity for initiatives; its reserves keep their engineer-weeks."),
            Maybe("add", new Shape.Periodic(Positive), "With capacity: engineer-weeks more, in every quarter or one number for each.", with: "capacity"),
            Maybe("less", new Shape.Periodic(Positive), "With capacity: engineer-weeks less, in every quarter or one number for each.", with: "capacity"),
            Maybe("bandsKeepEffort", new Shape.Flag(), "With add: whether floors and ceilings of buckets keep their engineer-weeks instead of their shares.", with: "add"),
            Maybe("bucket", To("buckets"), "The bucket with another share, floor or ceiling (R9)."),
            Maybe("share", Fraction, "With bucket: the share it is meant to have. Floor and ceiling move along by as much, unless given.", with: "bucket"),
            Maybe("min", Fraction, "With bucket: the floor; 0 is none.", with: "bucket"),
            Maybe("max", Fraction, "With bucket: the ceiling; 1 is none.", with: "bucket"),
            Maybe("value", To("initiatives"), "The initiative that is worth more or, where negative, less a year."),
            Maybe("customer", Any, "With value: money units a year more to customers.", with: "value"),
            Maybe("platform", Any, "With value: money units a year more to the platform.", with: "value"),
            Maybe("useCase", To("useCases"), "The use case that is worth more or, where negative, less a year.", with: "growth"),
            Maybe("growth", Any, "With useCase: money units a year more growth; where negative, all its parts shrink in proportion by so much together.", with: "useCase"),
            Maybe("effort", To("initiatives"), "The initiative that takes more or less effort on every team.", with: "times"),
            Maybe("times", new Shape.Number(0, 1000), "With effort: the factor; 0.8 is four fifths of it.", with: "effort"),
            Maybe("propose", Kinds.Find("initiatives")!.Item!, "An initiative that the workspace does not hold, or another one in the place of that id."),
        ],
        Choice: new(Sorts));

    /// <summary>The table of the file.</summary>
    public static Shape.Parts Shape { get; } = new([
        Maybe("name", Word, "What people call it; absent is the name of the file."),
        Needed("changes", new Shape.Many(Change), "What is different, in order: a later change sees the earlier ones."),
    ]);

    /// <summary>The canonical scenario in that tree; nothing where there are errors.</summary>
    /// <param name="root">What was read.</param>
    /// <param name="portfolio">The base whose ids and calendar it speaks of.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static JsonObject? Check(JsonNode? root, Portfolio portfolio, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(findings);
        var own = new List<Finding>();
        var checking = new Checking(portfolio.Platform.Calendar, Ids(root, portfolio), own);
        if (root is not JsonObject scenario)
        {
            checking.Wrong(Shape, root, Place.Root);
        }
        else
        {
            checking.Fields(Shape, scenario, Place.Root);
            if (scenario.Get("changes") is JsonArray changes) Together(changes, portfolio.Platform.Calendar, own);
        }

        foreach (var finding in own) findings.Add(QuarterFile.Refusing(finding));
        return own.Exists(f => f.IsError || f.Rule == Rule.KnownField) ? null : Canonical.Fields(Shape, (JsonObject)root!);
    }

    /// <summary>The ids that there are; those of proposed initiatives too, and whether they come early enough is seen when the changes are made.</summary>
    private static Dictionary<string, IReadOnlySet<string>> Ids(JsonNode? root, Portfolio portfolio)
    {
        var proposed = ((root as JsonObject)?.Get("changes") as JsonArray ?? []).OfType<JsonObject>().Select(c => (c.Get("propose") as JsonObject)?.Get("id").AsText()).OfType<string>();
        return new()
        {
            ["initiatives"] = portfolio.Initiatives.Select(i => i.Id.Value).Concat(proposed).ToHashSet(),
            ["teams"] = portfolio.Teams.Select(t => t.Id.Value).ToHashSet(),
            ["buckets"] = portfolio.Buckets.Select(b => b.Id.Value).ToHashSet(),
            ["useCases"] = portfolio.UseCases.Select(u => u.Id.Value).ToHashSet(),
            ["capabilities"] = portfolio.Capabilities.Select(c => c.Id.Value).ToHashSet(),
            ["groups"] = portfolio.Groups.Select(g => g.Id.Value).ToHashSet(),
            ["outcomes"] = portfolio.Outcomes.Select(o => o.Id.Value).ToHashSet(),
        };
    }

    /// <summary>What only makes sense of several fields of a change together.</summary>
    private static void Together(JsonArray changes, Calendar calendar, List<Finding> findings)
    {
        for (var k = 0; k < changes.Count; k++)
        {
            if (changes[k] is not JsonObject change) continue;
            var at = Place.Root["changes"][k];
            if (change.Get("capacity") is not null) One(change, at, findings, "capacity", "add", "less");
            if (change.Get("value") is not null) One(change, at, findings, "value", "customer", "platform");
            if (change.Get("bucket") is not null && change.Get("share") is null && change.Get("min") is null && change.Get("max") is null)
                findings.Add(Finding.Error(Rule.OneOf, at.ToString(), "It has none of share, min, max: the bucket would stay as it is.", "Maybe \"share\": 0.35 is meant."));
            foreach (var name in new[] { "add", "less" })
            {
                if (change.Get(name) is JsonArray list && list.Count != calendar.Count)
                    findings.Add(Finding.Error(Rule.PerPeriodLength, at[name].ToString(), $"It has {list.Count} number{(list.Count == 1 ? "" : "s")}; the horizon has {calendar.Count} quarters.", "Maybe one number for all of them is meant, or zeros are missing."));
            }
        }
    }

    private static void One(JsonObject change, Place at, List<Finding> findings, string sort, params string[] fields)
    {
        var given = fields.Where(f => change.Get(f) is not null).ToList();
        if (given.Count == 1) return;
        findings.Add(Finding.Error(
            Rule.OneOf,
            at.ToString(),
            $"With \"{sort}\" stands {(given.Count == 0 ? "none" : string.Join(" and ", given))} of {string.Join(", ", fields)}; allowed is exactly one.",
            given.Count == 0 ? $"Maybe \"{fields[0]}\" is missing." : "Maybe two changes are meant."));
    }
}
