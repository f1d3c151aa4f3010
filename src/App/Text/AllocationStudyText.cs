using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The split of capacity on one screen: shares and how much of them matters, five points either way, prices. On asking also curves, what each share is for, the way there.</summary>
internal static class AllocationStudyText
{
    private const int MostNames = 3;
    private const int MostNamesOnAScreen = 2;
    private const double Near = 1e-6;

    /// <summary>Writes it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="document">What is known.</param>
    /// <param name="all">Whether more than a screen is asked for.</param>
    /// <param name="glide">Whether the way from today's shares is asked for, if nothing else.</param>
    public static void Write(IAnsiConsole to, AllocationDocument document, bool all, bool glide = false)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (!study.Found)
        {
            HeadlineText.Write(to, new PlanDocument(portfolio, study.Policy));
            return;
        }

        var (plan, platform, calendar) = (study.Policy, portfolio.Platform, portfolio.Platform.Calendar);
        to.MarkupLine($"[bold]{Show.Safe(platform.Name)}[/], {calendar.First} to {calendar.Label(calendar.Last)}: {Show.Weeks(plan.Capacity)} ew among {Show.Count(portfolio.Buckets.Count, "bucket")}");
        to.MarkupLine(Show.Safe(Verdict(study, platform)));
        if (portfolio.Buckets.Count == 0)
        {
            PlanText.Bullet(to, "The workspace has no buckets, so that there is no split to ask about. Maybe add the list \"buckets\", and name the bucket of each initiative.");
            return;
        }

        if (plan.Capacity.Value <= 0)
        {
            PlanText.Bullet(to, "No team has any capacity after its reserves, so that there is nothing to split. Maybe teams.capacity is missing.");
            return;
        }

        Shares(to, document, all);
        Effects(to, document, all);
        Prices(to, document);
        if (all) CurveText.Write(to, document);
        if (all) Uses(to, document);
        if (all || glide) GlideText.Write(to, document);
        AssumedText.Write(to, document.Assumed);
        if (all) return;
        to.WriteLine();
        to.WriteLine($"With --all: response curves, the best use within each bucket{(glide ? "" : ", the glide path")}.");
    }

    /// <summary>How good the optimum is, and how it was solved.</summary>
    internal static string Verdict(AllocationStudy study, Platform platform)
    {
        var plan = study.Policy;
        var good = plan.Status == PlanStatus.Optimal ? "proven best of all plans" : plan.Gap is { } gap ? $"within {Show.Gap(gap)} of the best" : "how near to the best is not known";
        return $"The optimum is one plan for all buckets together: {Show.Money(plan.Objective, platform.Money)} at present value, {good}. {(plan.Status == PlanStatus.Optimal ? "Solved in" : "Stopped after")} {Show.Seconds(study.Seconds)}.";
    }

    private static void Shares(IAnsiConsole to, AllocationDocument document, bool all)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        var (use, done) = (CapacityUse.Of(portfolio, study.Policy), WorkDone.Of(portfolio));
        var log = done is null ? "no work log" : $"actual {Span(portfolio.Platform.Calendar, done)}";
        PlanText.Heading(to, "Shares", $"of K = {Show.Weeks(study.Policy.Capacity)} ew after reserves; of {Show.Weeks(use.Gross)} ew gross: target, planned{(done is null ? "" : ", actual")}; {log}");
        var narrow = done is not null && to.Profile.Width < 100;
        var table = Table(("target", true), ("planned", true), done is null ? null : ("actual", true), ("98 % band", true), narrow ? null : ("99 % band", true), ("of gross", true));
        foreach (var line in document.Shares.Where(l => l.Bucket is not null || l.PlannedOfGross > Near || l.ActualOfAll > Near || l.TargetOfGross > Near))
        {
            table.AddRow(
            [
                Name(to, portfolio, line.Kind, line.Bucket), Part(line.Target), Part(line.Planned), .. Logged(Part(line.Actual)), Band(study, line.Bucket, 0.98), .. narrow ? [] : new[] { Band(study, line.Bucket, 0.99) },
                string.Join(" / ", new[] { line.TargetOfGross, line.PlannedOfGross }.Concat(Logged(line.ActualOfAll)).Select(p => p is { } part ? Whole(part).PadLeft(2) : "–")) + " %",
            ]);
        }

        PlanText.Write(to, table);
        if (study.Bands.Any(b => !b.Low.Proven || !b.High.Proven)) to.WriteLine("  * plans were found over this interval; the limit left no time to prove that none lies outside.");
        foreach (var sentence in AllocationWords.Notes(document, all)) PlanText.Bullet(to, Show.Safe(sentence));

        T[] Logged<T>(T cell) => done is null ? [] : [cell];
    }

    /// <summary>The interval of a bucket's share over plans that reach a part of the optimum; * where not proven.</summary>
    internal static string Band(AllocationStudy study, Id<Bucket>? bucket, double part)
    {
        if (bucket is null || study.Bands.FirstOrDefault(b => b.Bucket == bucket && b.Part == part) is not { } band) return "";
        var (low, high) = (Whole(band.Low.Found), Whole(band.High.Found));
        return (low == high ? low : $"{low}–{high}") + " %" + (band.Low.Proven && band.High.Proven ? "" : "*");
    }

    private static void Effects(IAnsiConsole to, AllocationDocument document, bool all)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        PlanText.Heading(to, "Five points either way", $"{portfolio.Platform.Money} against the optimum; the others free within floors and ceilings");
        var table = Table(("5 pp less", true), ("lost a point", true), ("5 pp more", true), ("more would bring in", false));
        foreach (var s in study.Sensitivities)
            table.AddRow(Name(to, portfolio, CapacityKind.Bucket, s.Bucket), Effect(study, s.Less), PerPoint(study, s), Effect(study, s.More), Show.Safe(Next(document, s, all ? MostNames : MostNamesOnAScreen)));

        PlanText.Write(to, table);
        if (study.Sensitivities.Any(s => Open(s.Less) || Open(s.More))) to.WriteLine("  * the best found, not proven: the effect may be better, up to the bound in --json.");
    }

    /// <summary>What more for a bucket would bring in of it, or why nothing.</summary>
    internal static string Next(AllocationDocument document, Sensitivity s, int most = MostNames)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        var next = s.More is { Plan.Found: true } more ? more.Plan.Beyond(study.Policy.Initiatives.Select(i => i.Id)).Where(i => portfolio.Initiatives[i].Bucket == s.Bucket).Select(i => portfolio.Initiatives[i].Name).ToList() : [];
        return next.Count == 0 ? Nothing(document, s) : Engine.Explaining.Words.Few(next, most);
    }

    /// <summary>Whether a plan was found that is not proven best.</summary>
    internal static bool Open(ShareChange? change) => change is { Plan: { Found: true, Proven: false } };

    private static string Nothing(AllocationDocument document, Sensitivity s) => s.More switch
    {
        null => "has the whole",
        { Plan.Status: PlanStatus.Infeasible } => AllIn(document, s.Bucket) ? "all it asks for is in" : "no plan has so much",
        { Plan.Status: PlanStatus.Unknown } => "none found in time",
        _ => "the same, or others of it",
    };

    private static bool AllIn(AllocationDocument document, Id<Bucket> bucket) =>
        document.Portfolio.Initiatives.Where(i => i.Bucket == bucket && i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped)).All(i => document.Study.Policy.Find(i.Id) is not null);

    /// <summary>What a change of share does to the value, against the optimum; * where not proven.</summary>
    internal static string Effect(AllocationStudy study, ShareChange? change) => change switch
    {
        null => "–",
        { Plan.Status: PlanStatus.Infeasible } => "impossible",
        { Plan.Value: { } value } => Signed(value.Value - study.Policy.Objective.Value) + (change.Plan.Proven ? "" : "*"),
        _ => "not found",
    };

    /// <summary>What each point less costs.</summary>
    internal static string PerPoint(AllocationStudy study, Sensitivity s)
    {
        if (s.Less is not { Plan.Value: { } value } less || study.Policy.Buckets.FirstOrDefault(b => b.Id == s.Bucket) is not { } load) return "–";
        var points = (load.Share - less.To.Value) * 100;
        return points > Near ? Show.Money(Money.Of((study.Policy.Objective.Value - value.Value) / points)) : "–";
    }

    private static void Prices(IAnsiConsole to, AllocationDocument document)
    {
        PlanText.Heading(to, "Prices", document.Portfolio.Platform.Money);
        foreach (var sentence in AllocationWords.Prices(document)) PlanText.Bullet(to, Show.Safe(sentence));
    }

    private static void Uses(IAnsiConsole to, AllocationDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (study.Uses.IsEmpty) return;
        PlanText.Heading(to, "Within each bucket", "the best use of its share while all others stay as they are, and the runner-up");
        foreach (var use in study.Uses) PlanText.Bullet(to, $"[bold]{Show.Safe(portfolio.Buckets[use.Bucket].Name)}[/]: {Show.Safe(AllocationWords.Use(document, use))}");
    }

    /// <summary>What a line of capacity is called, safe for a terminal and short enough for one line of it.</summary>
    internal static string Name(IAnsiConsole to, Portfolio portfolio, CapacityKind kind, Id<Bucket>? bucket) =>
        bucket is { } id ? Markup.Escape(Show.Fit(portfolio.Buckets[id].Name, NameColumns(to)).TrimEnd()) : AllocationText.Name(kind);

    /// <summary>How many columns the names of lines have.</summary>
    internal static int NameColumns(IAnsiConsole to) => to.Profile.Width >= 100 ? 26 : 18;

    /// <summary>A table whose first column holds names; columns that are absent are left out.</summary>
    internal static Table Table(params (string Title, bool Number)?[] columns)
    {
        var table = PlanText.Table([("", true), .. columns.OfType<(string, bool)>()]);
        table.Columns[0].Alignment = Justify.Left;
        return table;
    }

    /// <summary>Money with its sign.</summary>
    internal static string Signed(double money) => Math.Abs(money) < 0.5e-2 ? "0" : (money > 0 ? "+" : "−") + Show.Money(Money.Of(Math.Abs(money)));

    private static string Span(Engine.Quantities.Calendar calendar, WorkDone done) => done.First == done.Last ? calendar.Label(done.Last) : $"{calendar.Label(done.First)} to {calendar.Label(done.Last)}";

    private static string Part(double? part) => part is { } known ? Show.Percent(known) : "";

    private static string Whole(double share) => Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture);
}
