using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>Two worldviews on one screen: both ideals, what pulls them apart, the plans between, what each side gives up.</summary>
internal static class LensText
{
    private const int MostItems = 5;
    private const int MostPoints = 7;
    private const int MostNames = 6;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, LensDocument document)
    {
        var (study, platform) = (document.Study, document.Portfolio.Platform);
        if (!study.Found)
        {
            HeadlineText.Write(to, new PlanDocument(document.Portfolio, study.Customer));
            return;
        }

        to.MarkupLine($"[bold]{Show.Safe(platform.Name)}[/], {platform.Calendar.First} to {platform.Calendar.Label(platform.Calendar.Last)}: two lenses on {Show.Weeks(study.Customer.Capacity)} ew");
        to.MarkupLine(Show.Safe(Verdict(study)));
        to.MarkupLine(Show.Safe(Time(study)));
        Ideals(to, document);
        var tension = document.Tension!;
        TensionIn(to, document, tension);
        Items(to, document, tension);
        FrontierIn(to, document);
        CompromisesIn(to, document);
        AssumedText.Write(to, document.Assumed);
    }

    /// <summary>The gap of a frontier in words.</summary>
    public static string Gap(Frontier frontier) => frontier.Exact ? "none" : double.IsFinite(frontier.Gap) ? "at most " + Show.Gap(frontier.Gap) : "unknown";

    private static string Verdict(LensStudy study)
    {
        string Ideal(Plan plan) => plan.Status == PlanStatus.Optimal ? "proven best" : plan.Gap is { } gap ? $"within {Show.Gap(gap)} of the best" : "not proven";
        return study.IdealsProven
            ? "Both ideals are proven best."
            : $"Customers' ideal {Ideal(study.Customer)}, platform's ideal {Ideal(study.Platform)}.";
    }

    private static string Time(LensStudy study) => study is { IdealsProven: true, Frontier.Exact: true } ? $"Solved in {Show.Seconds(study.Seconds)}." : $"Stopped after {Show.Seconds(study.Seconds)}.";

    private static void Ideals(IAnsiConsole to, LensDocument document)
    {
        var study = document.Study;
        PlanText.Heading(to, "Ideals", $"{document.Portfolio.Platform.Money} at present value");
        var table = PlanText.Table(("", false), ("customer value", true), ("platform value", true), ("initiatives", true), ("ew", true));
        foreach (var (name, plan) in new[] { ("Customers' ideal", study.Customer), ("Platform's ideal", study.Platform) })
            table.AddRow(name, Show.Money(plan.Value.Customer), Show.Money(plan.Value.Platform), Show.Weeks(plan.Initiatives.Length), Show.Weeks(PlanWords.Planned(plan)));

        PlanText.Write(to, table);
    }

    private static void TensionIn(IAnsiConsole to, LensDocument document, Tension tension)
    {
        PlanText.Heading(to, "Tension");
        if (document.Study.Customer.Value == document.Study.Platform.Value)
            PlanText.Bullet(to, document.Study.IdealsProven ? "One plan is best in both lenses: neither side gives up anything." : "The plan found for the one side is the best found for the other too: as far as was seen, neither gives up anything.");
        if (tension.CapacityConflict is { } conflict)
        {
            var jaccard = tension.WeightedJaccard is { } part ? $"; what both want is {Show.Percent(part)} of the work that either wants" : "";
            PlanText.Bullet(to, $"Capacity conflict: [bold]{Show.Percent(conflict)}[/] of the capacity is not wanted by both{jaccard}.");
        }

        if (tension.CustomerLoss is { } customer) PlanText.Bullet(to, $"Customers lose [bold]{Tenth(customer)}[/] of their best under the platform's ideal.");
        if (tension.PlatformLoss is { } platform) PlanText.Bullet(to, $"The platform loses [bold]{Tenth(platform)}[/] of its best under the customers' ideal.");
        if (tension.TimeTension is { } time && document.Portfolio.Platform.Calendar.Count > 1) PlanText.Bullet(to, $"What both want, they want {Show.Weeks(time)} {(Show.Weeks(time) == "1" ? "quarter" : "quarters")} apart on average, weighted by ew.");
        if (!tension.InNone.IsEmpty) PlanText.Bullet(to, $"In no plan found between the two: {Names(document.Portfolio, tension.InNone)}.");
    }

    private static void Items(IAnsiConsole to, LensDocument document, Tension tension)
    {
        var (portfolio, calendar) = (document.Portfolio, document.Portfolio.Platform.Calendar);
        var wide = tension.Items.Where(i => i.Size > 1e-9).ToList();
        if (wide.Count == 0) return;
        PlanText.Heading(to, "Widest apart", "share of each side's best, and when each ideal finishes it");
        var table = PlanText.Table(("", false), ("ew", true), ("customers", true), ("platform", true), ("apart", true), ("finish C / P", false));
        foreach (var item in wide.Take(MostItems))
        {
            table.AddRow(
                Show.Safe(portfolio.Initiatives[item.Id].Name), Show.Weeks(item.Effort), Tenth(item.CustomerPart), Tenth(item.PlatformPart),
                Show.Weeks(item.Size * 100) + " pp", $"{Label(item.InCustomer, calendar)} / {Label(item.InPlatform, calendar)}");
        }

        PlanText.Write(to, table);
        if (wide.Count > MostItems) to.WriteLine($"  … and {wide.Count - MostItems} more; --json has all of them.");
    }

    private static void FrontierIn(IAnsiConsole to, LensDocument document)
    {
        var (study, frontier) = (document.Study, document.Study.Frontier);
        var whole = frontier.Exact && study.IdealsProven;
        PlanText.Heading(to, "Frontier", whole
            ? $"{Show.Count(frontier.Points.Length, "plan")}, all of them; {frontier.Points.Count(p => p.Supported)} best under some weighting"
            : $"{Show.Count(frontier.Points.Length, "plan")} of {frontier.Found} found, cut short by the limit");
        if (!whole && double.IsFinite(frontier.Gap))
        {
            PlanText.Bullet(to, $"A plan not among them is better than one that is by at most [bold]{Show.Gap(frontier.Gap)}[/] of each side's best.");
            PlanText.Bullet(to, frontier.LargestGap <= 0
                ? "Of each it is proven that no plan is better in one value and no worse in the other."
                : $"Gap: how much more a plan no worse in either value may be worth; at most {Show.Gap(frontier.LargestGap)}, for half of them at most {Show.Gap(frontier.MedianGap)}.");
        }

        var table = PlanText.Table([("customer value", true), ("kept", true), ("platform value", true), ("kept", true), .. whole ? [] : new[] { ("gap", true) }, ("", false)]);
        foreach (var point in Shown(study))
        {
            string[] cells = [Show.Money(point.Value.Customer), Kept(point.Value.Customer, study.Customer.Value.Customer), Show.Money(point.Value.Platform), Kept(point.Value.Platform, study.Platform.Value.Platform)];
            table.AddRow([.. cells, .. whole ? [] : new[] { point.Gap <= 0 ? "none" : Show.Gap(point.Gap) }, Titles(study, point.Value)]);
        }

        PlanText.Write(to, table);
        if (frontier.Points.Length > MostPoints) to.WriteLine("  … --json has all of them.");
    }

    /// <summary>The ends, the plans that are named, and as many others as there is room for, spread evenly.</summary>
    private static IEnumerable<FrontierPoint> Shown(LensStudy study)
    {
        var points = study.Frontier.Points;
        var kept = new SortedSet<int>(Enumerable.Range(0, points.Length).Where(k => k == 0 || k == points.Length - 1 || study.Compromises.Any(c => IsAt(c.Plan.Value, points[k].Value))));
        while (kept.Count < Math.Min(MostPoints, points.Length))
        {
            var (low, high) = kept.Zip(kept.Skip(1)).MaxBy(pair => pair.Second - pair.First);
            kept.Add((low + high) / 2);
        }

        return kept.Select(k => points[k]).Reverse();
    }

    private static string Titles(LensStudy study, PlanValue value)
    {
        var names = study.Compromises.Where(c => IsAt(c.Plan.Value, value)).Select(c => Title(c.Kind)).ToList();
        if (IsAt(study.Customer.Value, value)) names.Insert(0, "customers' ideal");
        if (IsAt(study.Platform.Value, value)) names.Insert(0, "platform's ideal");
        return string.Join(", ", names);
    }

    private static void CompromisesIn(IAnsiConsole to, LensDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (study.Compromises.IsEmpty) return;
        PlanText.Heading(to, "Compromises", $"against each ideal: dropped / quarters (q) of delay / {portfolio.Platform.Money}");
        var table = PlanText.Table(("", false), ("customers give up", false), ("the platform gives up", false));
        var groups = study.Compromises.GroupBy(c => c.Plan.Value).ToList();
        foreach (var group in groups)
        {
            var concessions = document.Concessions(group.First().Plan);
            table.AddRow(string.Join(", ", group.Select(c => Title(c.Kind) + (c.Proven ? "" : "*"))), Given(concessions[0]), Given(concessions[1]));
        }

        PlanText.Write(to, table);
        if (study.Compromises.Any(c => !c.Proven)) to.WriteLine("  * the best of the plans found; the limit left no time to prove that none is better.");
        var nash = document.Concessions(study.Compromises.First(c => c.Kind == CompromiseKind.Nash).Plan);
        foreach (var (side, concession) in new[] { ("customers go", nash[0]), ("the platform goes", nash[1]) })
        {
            if (!concession.Dropped.IsEmpty) PlanText.Bullet(to, $"Under Nash {side} without {Names(portfolio, concession.Dropped)}.");
        }
    }

    private static string Title(CompromiseKind kind) => kind switch
    {
        CompromiseKind.Nash => "Nash",
        CompromiseKind.EqualLoss => "equal loss",
        _ => "largest sum",
    };

    private static string Given(Concession concession)
    {
        var part = concession.Part is { } known ? $" / {Tenth(known)}" : "";
        return $"{concession.Dropped.Length} / {concession.Quarters} q / {Show.Money(concession.Value)}{part}";
    }

    private static string Names(Portfolio portfolio, IEnumerable<Id<Initiative>> ids) => Show.Safe(Words.Few([.. ids.Select(id => portfolio.Initiatives[id].Name)], MostNames));

    private static string Kept(Money value, Money best) => best.Value > 1e-9 ? Tenth(value.Value / best.Value) : "–";

    private static string Tenth(double part) => (part * 100).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %";

    private static string Label(Period? period, Engine.Quantities.Calendar calendar) => period is { } known ? calendar.Label(known) : "–";

    private static bool IsAt(PlanValue a, PlanValue b) =>
        Math.Abs(a.Customer.Value - b.Customer.Value) <= 1e-6 * Math.Max(1, Math.Abs(a.Customer.Value)) && Math.Abs(a.Platform.Value - b.Platform.Value) <= 1e-6 * Math.Max(1, Math.Abs(a.Platform.Value));
}
