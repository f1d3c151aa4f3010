using System.Globalization;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;

namespace Dais.App.Text;

/// <summary>The sentences about a split of capacity.</summary>
internal static class AllocationWords
{
    private const double Near = 1e-6;

    /// <summary>What the shares mean, on asking with what a band is: whether the targets lie in the band, floors that are not met, buckets with nothing in them, work that counts by assumption.</summary>
    public static IEnumerable<string> Notes(AllocationDocument document, bool all)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (Targets(study, portfolio) is { } targets) yield return targets;
        foreach (var load in study.Policy.Buckets.Where(b => b.Shortfall.Value > 1e-4))
            yield return $"{portfolio.Buckets[load.Id].Name} lacks {Show.Weeks(load.Shortfall)} ew to its floor of {Show.Percent(load.Min?.Value ?? 0)}: no plan comes nearer to the floors.";
        var empty = portfolio.Buckets.Where(b => !portfolio.Initiatives.Any(i => i.Bucket == b.Id && i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped))).Select(b => b.Name).ToList();
        if (empty.Count > 0) yield return $"{Words.List(empty)} {(empty.Count == 1 ? "has" : "have")} no open initiative: no share of {(empty.Count == 1 ? "it" : "them")} can be worth anything.";
        if (study.Bands.IsEmpty) yield return "The optimum is below nothing, so that no band reaches a part of it.";
        else if (all) yield return "A band is the interval of a bucket's share over all plans that reach 98 or 99 % of the optimum; not every combination is one.";
        if (WorkDone.Of(portfolio) is { } done && done.Lines.Sum(l => l.Assumed.Value) is > 0 and var assumed)
            yield return $"Assumed: {Show.Weeks(assumed)} of {Show.Weeks(done.Total)} ew logged count to the bucket that the group owns, or that alone has such work.";
    }

    /// <summary>What the split as it is meant reaches, and which bucket is meant to have less than it has in any good plan.</summary>
    private static string? Targets(AllocationStudy study, Portfolio portfolio)
    {
        if (study.Splits.FirstOrDefault(s => s.Kind == SplitKind.Target)?.Plan.Value is not { } value || study.Policy.Objective.Value <= 0) return null;
        var part = value.Value / study.Policy.Objective.Value;
        var short_ = study.Bands.Where(b => b.Part == 0.98 && portfolio.Buckets[b.Bucket].Share is { } share && share.Value < b.Low.Found - 1e-9)
            .Select(b => $"{portfolio.Buckets[b.Bucket].Name} ({Show.Percent(portfolio.Buckets[b.Bucket].Share!.Value.Value)}, but at least {Show.Percent(b.Low.Found)} in any plan that good{(b.Low.Proven ? "" : " that was found")})").ToList();
        var reach = $"The target split, each target as a ceiling and without floors, reaches {Show.Percent(part)} of the optimum";
        return part >= 0.98 ? $"{reach}: it is not worth arguing about." : short_.Count == 0 ? $"{reach}." : $"{reach}. Meant to have too little: {Words.List(short_)}.";
    }

    /// <summary>What capacity, floors and ceilings, and other splits are worth.</summary>
    public static IEnumerable<string> Prices(AllocationDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        foreach (var sentence in Shadow(study, portfolio)) yield return sentence;
        if (study.PriceOfBuckets is { } price)
        {
            var free = study.Free!;
            if (study.Policy.Status != PlanStatus.Optimal || free.Status != PlanStatus.Optimal)
                yield return $"What floors and ceilings cost is not proven: {Between(free.Objective - (study.Policy.Bound ?? free.Objective), (free.Bound ?? free.Objective) - study.Policy.Objective)}; the best found without them is {Show.Money(free.Objective)}, {Shares(free, portfolio)}.";
            else
                yield return price.Value <= Near ? "Floors and ceilings cost nothing: without them no plan is better." : $"Floors and ceilings cost {Show.Money(price)}: without them {Show.Money(free.Objective)}, {Shares(free, portfolio)}.";
        }
        else if (!study.Policy.Policy.Allocation)
        {
            yield return "Floors and ceilings are off.";
        }

        foreach (var split in study.Splits.Where(s => s.Kind == SplitKind.Equal)) yield return Split(study, portfolio, split);
    }

    private static IEnumerable<string> Shadow(AllocationStudy study, Portfolio portfolio)
    {
        if (study.Shadow is not { } shadow) yield break;
        var (more, less) = (Difference(study, shadow.More), -Difference(study, shadow.Less));
        var proven = study.Policy.Status == PlanStatus.Optimal && shadow.More.Proven && shadow.Less.Proven;
        var solved = proven && more is { } m && less is { } l
            ? $"{Show.Money(Money.Of(m))} for one more, {Show.Money(Money.Of(l))} for one less, by solving again"
            : proven ? "with less there is no plan" : "what one more or less is worth was not proven in time";
        var relaxed = shadow.PerPoint is { } price ? $"; {Show.Money(price)} by the duals of the relaxation{(shadow.Exact ? ", which is exact here" : ", where things may be done in part")}" : "";
        yield return $"A point of capacity (1 % on every team): {solved}{relaxed}.";
        if (study.Binding is not { } binding)
        {
            yield return "No team binds: a point more on any one of them is worth nothing.";
            yield break;
        }

        var gain = Difference(study, binding.More) ?? 0;
        yield return gain > Near && binding.More.Proven && study.Policy.Status == PlanStatus.Optimal
            ? $"The team that binds is {portfolio.Teams[binding.Team].Name}: a point of capacity there is worth {Show.Money(Money.Of(gain))}."
            : $"The team that binds is {portfolio.Teams[binding.Team].Name}: a point there is worth {(binding.PerPoint is { } dual ? Show.Money(dual) : "something")} by the duals{(binding.More.Proven ? "; whole plans need more than a point to gain from it" : "")}.";
    }

    private static string Between(Money low, Money high) => $"between {Show.Money(Money.Of(Math.Max(0, low.Value)))} and {Show.Money(Money.Of(Math.Max(0, high.Value)))}";

    private static double? Difference(AllocationStudy study, HeldPlan plan) => plan.Value is { } value ? value.Value - study.Policy.Objective.Value : null;

    private static string Split(AllocationStudy study, Portfolio portfolio, SplitPlan split)
    {
        var name = split.Kind == SplitKind.Target ? "The target split" : string.Create(CultureInfo.InvariantCulture, $"The equal split ({100.0 / portfolio.Buckets.Count:0.#} % each)");
        if (split.Plan.Status == PlanStatus.Infeasible) return $"{name} has no plan: what is ordered takes more in a bucket.";
        if (split.Plan.Value is not { } value) return $"{name} was not solved in time.";
        var (lost, optimum) = (value.Value - study.Policy.Objective.Value, study.Policy.Objective.Value);
        var part = optimum > 0 ? string.Create(CultureInfo.InvariantCulture, $", {100 * lost / optimum:+0.0;−0.0;0.0} % against the optimum") : "";
        return $"{name} as ceilings, without floors: {Show.Money(value)}{part}{(split.Plan.Proven ? "" : " (the best found)")}.";
    }

    private static string Shares(Plan plan, Portfolio portfolio) => Words.List([.. plan.Buckets.Select(b => $"{portfolio.Buckets[b.Id].Name} {Show.Percent(b.Share)}")]);

    /// <summary>The best use of a bucket's share, and the runner-up.</summary>
    public static string Use(AllocationDocument document, BucketUse use)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        string Names(IEnumerable<Id<Initiative>> ids) => Words.Few([.. ids.Select(i => portfolio.Initiatives[i].Name)], 4);
        var best = use.Best.IsEmpty ? "nothing." : Names(use.Best) + ".";
        if (use.RunnerUp is not { } second) return best;
        if (!second.Found) return best + (second.Status == PlanStatus.Infeasible ? " No other set keeps the rules." : " No runner-up was found in time.");
        var members = portfolio.Initiatives.Where(i => i.Bucket == use.Bucket).Select(i => i.Id).ToList();
        var (drops, adds) = (use.Best.Where(i => !second.Finishes.ContainsKey(i)).ToList(), members.Where(i => second.Finishes.ContainsKey(i) && !use.Best.Contains(i)).ToList());
        var change = (drops.Count, adds.Count) switch
        {
            (0, _) => $"with {Names(adds)}",
            (_, 0) => $"without {Names(drops)}",
            _ => $"{Names(adds)} for {Names(drops)}",
        };
        return $"{best} Runner-up: {change}, {AllocationStudyText.Signed(second.Value!.Value.Value - study.Policy.Objective.Value)}{(second.Proven ? "" : " (the best found)")}.";
    }

    /// <summary>What a glide path rests on, and when it is there.</summary>
    public static IEnumerable<string> Glide(AllocationDocument document, GlidePath glide)
    {
        var calendar = document.Portfolio.Platform.Calendar;
        var meant = document.Portfolio.Buckets.Any(b => b.Share is not null) ? "the target shares" : "the plan's shares (no bucket states a target)";
        var start = glide.FromLog ? "Begins where the work log ends" : "Begins at the plan's shares, because there is no work log";
        var end = glide.Arrival is { } arrival ? $"is there by {calendar.Label(arrival)}" : "is not there within the horizon";
        yield return $"{start}; goes to {meant} of what KTLO and the reserve for the unplanned leave, and {end}.";
        if (glide.Ktlo is { } growth)
        {
            var limit = growth.Limit(EngineerWeeks.Of(100));
            yield return string.Create(CultureInfo.InvariantCulture, $"KTLO by its growth in the log: each ew built adds {growth.Built:0.###} ew a quarter, {100 * growth.Retired:0.#} % of it goes away{(limit is { } k ? $"; it would end at {k.Value:0} % of all capacity{(growth.HalfLife is { } half ? $", half of the way in {half:0.#} quarters" : "")}" : "")}.");
        }
        else
        {
            yield return glide.Without == NoForecast.NoLog
                ? "KTLO at its reserve: without a work log its growth cannot be told."
                : $"KTLO at its reserve: fewer than {KtloGrowth.FewestPeriods} quarters in a row are logged, too few to tell its growth.";
        }
    }
}
