using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>How sure a plan is, on one screen: what is in whatever happens, what to find out first, and what else would be as good.</summary>
internal static class RobustnessText
{
    private const int MostRows = 10;
    private const int MostNames = 5;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, RobustnessDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (!study.Found)
        {
            HeadlineText.Write(to, new PlanDocument(portfolio, study.Plan));
            return;
        }

        var calendar = portfolio.Platform.Calendar;
        to.MarkupLine($"[bold]{Show.Safe(portfolio.Platform.Name)}[/], {calendar.First} to {calendar.Label(calendar.Last)}: how sure is the plan?");
        var (badge, sentence) = PlanWords.Verdict(study.Plan, portfolio.Platform);
        to.MarkupLine(Show.Safe($"{badge}: {sentence}"));
        to.MarkupLine(Show.Safe(Sampled(study)));
        to.WriteLine($"{(study.Plan.Status == PlanStatus.Optimal ? "Solved in" : "Stopped after")} {Show.Seconds(study.Seconds)}.");
        InOrOut(to, document);
        DoubtText.Write(to, document);
        Horizons(to, document);
        GoodPlansText.Write(to, document);
        Curse(to, document);
        Scores(to, document);
        AssumedText.Write(to, document.Assumed);
    }

    private static string Sampled(RobustnessStudy study)
    {
        var sample = study.Sample;
        var open = sample.Solved - sample.Hopeless - sample.Proven;
        var draws = sample.Solved < sample.Asked ? string.Create(CultureInfo.InvariantCulture, $"{sample.Solved} of {sample.Asked} draws") : Show.Count(sample.Solved, "draw");
        var proof = sample.Solved == 0 ? "no draw was solved within the limit"
            : open == 0 ? $"{draws} of values and efforts solved, all proven best"
            : $"{draws} of values and efforts solved, {(sample.Proven == 0 ? "none" : sample.Proven.ToString(CultureInfo.InvariantCulture))} proven best{Error(sample)}";
        var broken = sample.Broken > 0 ? $" In {sample.Broken} the promises cannot all be kept, and were released." : "";
        var hopeless = sample.Hopeless > 0 ? $" In {sample.Hopeless} none was found that keeps every must, pin and date; they are left out." : "";
        return $"{char.ToUpperInvariant(proof[0])}{proof[1..]}.{broken}{hopeless}";
    }

    private static string Error(OptimaSample sample) =>
        sample.Missed is { } missed ? $" (short searches: begun from nothing, one misses {Show.Percent(missed.Value)} of the plan)"
        : sample.Gap is { } gap ? $", the others within {Show.Gap(gap.Value)} on average" : "";

    private static void InOrOut(IAnsiConsole to, RobustnessDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        var sure = study.Initiatives.Where(i => i.InOptimal is { Value: 1 }).ToList();
        var never = study.Initiatives.Where(i => i.InOptimal is { Value: 0 }).ToList();
        var rest = study.Initiatives.Except(sure).Except(never).OrderByDescending(i => i.InOptimal?.Value ?? 0).ThenBy(i => i.Rank?.Nominal).ToList();
        PlanText.Heading(to, "In or out", "best in: part of the draws whose best plan has use for it");
        if (sure.Count > 0) PlanText.Bullet(to, Show.Safe($"Always in ({sure.Count}): {Names(portfolio, sure.Select(i => i.Id))}."));
        if (never.Count > 0) PlanText.Bullet(to, Show.Safe($"Never in ({never.Count}): {Names(portfolio, never.Select(i => i.Id))}."));
        if (rest.Count > 0) Table(to, document, rest);
        if (study.Core is { } core) to.MarkupLine(Show.Safe("  " + CoreSentence(core)));
    }

    private static void Table(IAnsiConsole to, RobustnessDocument document, List<InitiativeOdds> rest)
    {
        var calendar = document.Portfolio.Platform.Calendar;
        var core = document.Study.Core is not null;
        var table = PlanText.Table([("Sometimes in", false), ("plan", false), ("best in", true), .. core ? [("core", true)] : Array.Empty<(string, bool)>(), ("rank P10–P90", true), ("planned", true), ("P85", true), ("late", true)]);
        var shown = rest.Count <= MostRows + 1 ? rest : rest.OrderBy(i => Math.Abs((i.InOptimal?.Value ?? 0) - 0.5)).Take(MostRows).OrderByDescending(i => i.InOptimal?.Value ?? 0).ThenBy(i => i.Rank?.Nominal).ToList();
        foreach (var i in shown)
        {
            var planned = document.Study.Plan.Find(i.Id)?.Finish;
            table.AddRow(
            [
                Show.Safe(document.Portfolio.Initiatives[i.Id].Name), i.InPlan ? "in" : "–", i.InOptimal is { } share ? Show.Percent(share.Value) : "?",
                .. core ? [i.Core is { } c ? Show.Percent(c.Value) : "?"] : Array.Empty<string>(),
                i.Rank is { } r ? $"{r.Nominal} ({r.Low}–{r.High})" : "–",
                planned is { } finish ? calendar.Label(finish) : "–",
                i.Date is { } date ? date.P85 is { } p85 ? calendar.Label(p85) : "after" : "–",
                i.Date is { } d ? Show.Percent(d.Late.Value) : "–",
            ]);
        }

        PlanText.Write(to, table);
        if (shown.Count < rest.Count) to.WriteLine($"  … and {rest.Count - shown.Count} more, which are surer; --json has each.");
    }

    private static string CoreSentence(CoreRegion core)
    {
        var how = core.Exact ? "exact" : string.Create(CultureInfo.InvariantCulture, $"by {core.Solved} solved weightings, {core.Proven} proven, ± {Show.Percent(2 * core.Error.Value)}");
        return $"core: part of the groups' weights (each at least {Show.Percent(core.LeastWeight.Value)}) whose best plan has use for it; {Show.Count(core.Optima.Length, "distinct best plan")}, {how}.";
    }

    private static void Horizons(IAnsiConsole to, RobustnessDocument document)
    {
        var study = document.Study;
        if (study.Horizons.IsEmpty) return;
        var tail = study.Plan.TailShare is { } share ? $"; {Show.Percent(share.Value)} of the plan's value lies after the horizon" : "";
        PlanText.Heading(to, "Other horizons", "what flips" + tail);
        foreach (var other in study.Horizons)
        {
            var what = other.Tail != study.Plan.Policy.Tail ? other.Tail == 0 ? "No value after the horizon" : $"Value for {Show.Count(other.Tail, "quarter")} after the horizon" : $"Discount at {Show.Percent(other.Rate.Yearly)} a year";
            PlanText.Bullet(to, Show.Safe($"{what}: {Flips(document.Portfolio, other.In, other.Out)}{(other.Proven ? "" : " (not proven)")}."));
        }
    }

    private static void Curse(IAnsiConsole to, RobustnessDocument document)
    {
        if (document.Study.Curse is not { } curse) return;
        var money = document.Portfolio.Platform.Money;
        PlanText.Heading(to, "What is chosen looks better than it is");
        var alike = curse.PriorSd.Value > 0 ? "" : " They differ by no more than their own errors, so that each is taken for an average one.";
        PlanText.Bullet(to, Show.Safe(
            $"The plan's values are estimated at {Show.Money(curse.Estimated, money)} and {Show.Money(curse.Shrunk, money)} after shrinkage. Assumed, since nobody gave a prior: such things are worth {Show.Money(curse.PriorMean)} ± {Show.Money(curse.PriorSd)} {money} a year, as the {curse.Values} values here.{alike}"));
    }

    private static void Scores(IAnsiConsole to, RobustnessDocument document)
    {
        foreach (var ranking in document.Study.Scores)
        {
            PlanText.Heading(to, ranking.Method.ToString().ToUpperInvariant() + " as imported", $"factors are assumed to be out by {string.Join(", ", ScoreRanking.AssumedDoubts(ranking.Method).Select(d => d.ToString("0.0", CultureInfo.InvariantCulture)))} (log sd)");
            PlanText.Bullet(to, $"The highest score is really the best with a chance of {Show.Percent(ranking.FirstIsFirst.Value)}; the whole order is right with {Show.Percent(ranking.WholeOrder.Value)}.");
            var table = PlanText.Table(("", false), ("score", true), ("rank", true), ($"in top {ranking.Top}", true), ("plan", false));
            foreach (var i in ranking.Items.Take(MostNames + 1))
                table.AddRow(Show.Safe(document.Portfolio.Initiatives[i.Id].Name), i.Score.ToString("#,0.##", CultureInfo.InvariantCulture), $"{i.Rank.Nominal} ({i.Rank.Low}–{i.Rank.High})", Show.Percent(i.InTop.Value), document.Study.Find(i.Id) is { InPlan: true } ? "in" : "–");
            PlanText.Write(to, table);
        }
    }

    /// <summary>What comes in and what goes out, in words.</summary>
    internal static string Flips(Portfolio portfolio, ImmutableArray<Id<Initiative>> added, ImmutableArray<Id<Initiative>> dropped) => (added.IsEmpty, dropped.IsEmpty) switch
    {
        (true, true) => "the same choice",
        (false, true) => $"adds {Names(portfolio, added)}",
        (true, false) => $"drops {Names(portfolio, dropped)}",
        _ => $"adds {Names(portfolio, added)} and drops {Names(portfolio, dropped)}",
    };

    /// <summary>The first few names.</summary>
    internal static string Names(Portfolio portfolio, IEnumerable<Id<Initiative>> ids) => Words.Few([.. ids.Select(i => portfolio.Initiatives[i].Name)], MostNames);
}
