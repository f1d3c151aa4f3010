using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>The changes of a scenario in words, each a sentence that says what is so then.</summary>
public static class ScenarioWords
{
    /// <summary>One sentence for each change, in order.</summary>
    /// <param name="scenario">The changes.</param>
    /// <param name="setup">What they are made on.</param>
    public static ImmutableArray<string> Of(Scenario scenario, Setup setup)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(setup);
        var sentences = ImmutableArray.CreateBuilder<string>();
        foreach (var change in scenario.Changes)
        {
            var after = change.Apply(setup);
            sentences.Add(Of(change, setup.Portfolio, after.Portfolio));
            setup = after;
        }

        return sentences.DrainToImmutable();
    }

    private static string Of(ScenarioChange change, Portfolio before, Portfolio after)
    {
        string Name(Id<Initiative> id) => after.Initiatives[id].Name;
        return change switch
        {
            ScenarioChange.Pin pin => $"{Name(pin.Initiative)} is finished in {after.Platform.Calendar.Label(pin.Finish)}.",
            ScenarioChange.Forbid ban => $"{Name(ban.Initiative)} is not chosen.",
            ScenarioChange.Force force => $"{Name(force.Initiative)} is chosen, whenever that is best.",
            ScenarioChange.Drop drop => $"{Name(drop.Initiative)} is given up.",
            ScenarioChange.AddCapacity add => $"{after.Teams[add.Team].Name} has {Each(add.More, "more", after.Platform.Calendar)} for initiatives{(add.BandsKeepEffort ? "; the buckets' floors and ceilings keep their engineer-weeks" : "")}.",
            ScenarioChange.TakeCapacity take => $"{after.Teams[take.Team].Name} has {Each(take.Less, "less", after.Platform.Calendar)} for initiatives.",
            ScenarioChange.ChangeShare share => Bucket(before.Buckets[share.Bucket], after.Buckets[share.Bucket]),
            ScenarioChange.AddValue value => $"{Name(value.Initiative)} is worth {Money(value.Yearly, after.Platform)} to {(value.ToPlatform ? "the platform" : "customers")}.",
            ScenarioChange.AddGrowth growth => $"{after.UseCases[growth.UseCase].Name} is worth {Money(growth.Yearly, after.Platform)}{(growth.Yearly.Value < 0 ? ", all its parts in proportion" : " of growth")}.",
            ScenarioChange.ScaleEffort scale => string.Create(CultureInfo.InvariantCulture, $"{Name(scale.Initiative)} takes {scale.Factor * 100:0.#} % of its effort."),
            ScenarioChange.Propose propose => $"{propose.Initiative.Name} {(before.Initiatives.Contains(propose.Initiative.Id) ? "is stated anew" : "is proposed")}: {EngineerWeeks.Of(propose.Initiative.EffortAhead.Sum(e => e.Value.P50.Value))}.",
            _ => change.ToString(),
        };
    }

    private static string Each(ImmutableArray<EngineerWeeks> each, string more, Quantities.Calendar calendar)
    {
        if (each.All(e => e == each[0])) return $"{each[0]} {more} in every quarter";
        var some = calendar.Periods.Where(p => each[p.Index].Value > 0).Select(p => $"{each[p.Index]} {more} in {calendar.Label(p)}").ToList();
        return Words.Few(some, 4);
    }

    private static string Bucket(Bucket before, Bucket after)
    {
        var parts = new List<string>();
        if (before.Share != after.Share) parts.Add($"a target share of {after.Share}{Instead(before.Share)}");
        if (before.Min != after.Min) parts.Add($"a floor of {after.Min ?? Share.None}{Instead(before.Min)}");
        if (before.Max != after.Max) parts.Add($"a ceiling of {after.Max ?? Share.Whole}{Instead(before.Max)}");
        return parts.Count == 0 ? $"{after.Name} keeps its shares." : $"{after.Name} has {Words.List(parts)}.";
    }

    private static string Instead(Share? before) => before is { } was ? $" instead of {was}" : "";

    private static string Money(Money yearly, Platform platform) =>
        $"{Words.Of(platform, Engine.Quantities.Money.Of(Math.Abs(yearly.Value)))} a year {(yearly.Value < 0 ? "less" : "more")}";
}
