using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>Reads what became of the first quarter of a horizon; what is wrong with it is said before anything is closed.</summary>
internal static class QuarterReader
{
    /// <summary>The actuals in that object.</summary>
    /// <param name="root">As <see cref="QuarterFile"/> has it.</param>
    /// <param name="platform">The platform as the workspace has it.</param>
    /// <param name="portfolio">The portfolio whose first quarter it is.</param>
    /// <exception cref="InvalidException">It is not of its shape, names what is not there, or is about another quarter.</exception>
    public static (QuarterActuals Actuals, string? Note) Read(JsonNode? root, JsonNode platform, Portfolio portfolio)
    {
        var findings = new List<Finding>();
        var quarter = QuarterFile.Check(root, portfolio, findings);
        if (quarter is null) throw InvalidException.Of("quarter", [.. findings.Where(f => f.IsError)]);
        var first = portfolio.Platform.Calendar.First;
        if (quarter.Get("period").AsText() is var period && period != first) throw new InvalidException($"The quarter is {period}; only {first} can be closed, the first of the horizon.", "period", "Maybe it is closed already, or those before it are still to be closed.");
        return (new()
        {
            Work = Work(quarter.Get("work") as JsonArray ?? [], first, platform),
            Finished = [.. (quarter.Get("finished") as JsonArray ?? []).Select(i => Id<Initiative>.Of(i.AsText()!)).Distinct()],
            Remaining = Remaining(quarter.Get("remaining") as JsonObject ?? [], platform),
        }, quarter.Get("note").AsText());
    }

    private static ImmutableArray<WorkLogEntry> Work(JsonArray lines, string first, JsonNode platform)
    {
        var dated = lines.Select(l => (JsonObject)l!.DeepClone()).ToList();
        foreach (var line in dated.Where(l => l.Get("period") is null)) line["period"] = first;
        return Portfolio(platform, "worklog", dated).Worklog;
    }

    // What remains stands in a workspace as a field of the initiative: read as such.
    private static ImmutableSortedDictionary<Id<Initiative>, ImmutableSortedDictionary<Id<Team>, Engine.Quantities.Estimate>> Remaining(JsonObject remaining, JsonNode platform) =>
        Portfolio(platform, "initiatives", remaining.Select(r => new JsonObject { ["id"] = r.Key, ["status"] = "started", ["remaining"] = r.Value!.DeepClone() }))
            .Initiatives.ToImmutableSortedDictionary(i => i.Id, i => i.Remaining!);

    private static Portfolio Portfolio(JsonNode platform, string list, IEnumerable<JsonObject> things) =>
        ToPortfolio.Of(new JsonObject { ["platform"] = platform.DeepClone(), [list] = new JsonArray([.. things]) });
}
