using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using Dais.Workspace;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>What things are worth, in three ways that are never added to each other, for people at a terminal.</summary>
internal static class ValueText
{
    private const int MostRows = 40, Top = 3;

    /// <summary>Writes the tables.</summary>
    public static void Write(IAnsiConsole to, Valued valued)
    {
        var unit = valued.Portfolio.Platform.Money;
        to.MarkupLine($"[bold]{Show.Safe(valued.Portfolio.Platform.Name)}[/]: today's end value is [bold]{Show.Safe(Show.Money(valued.Flow.EndValue, unit))}[/] a year; the credits below add up to it.");
        foreach (var finding in valued.Warnings) PlanText.Bullet(to, Show.Safe(finding.ToString()));
        Capabilities(to, valued);
        Products(to, valued);
        Additional(to, valued);
        Notes(to, valued);
    }

    /// <summary>A kind as people say it.</summary>
    public static string Word(ThingKind kind) => kind == ThingKind.UseCase ? "use case" : kind.ToString().ToLowerInvariant();

    private static void Capabilities(IAnsiConsole to, Valued valued)
    {
        var things = valued.Flow.Things.Where(t => t.Thing.Kind == ThingKind.Capability).OrderByDescending(t => t.Credited?.Value ?? double.MinValue).ToList();
        if (things.Count == 0) return;
        PlanText.Heading(to, "Capabilities", $"{valued.Portfolio.Platform.Money} a year; rank over {string.Join(" and ", valued.Methods.Methods)}");
        var ranges = valued.Ranges.ToDictionary(r => r.Thing);
        var ranks = valued.Methods.Things.ToDictionary(t => t.Thing);
        var table = PlanText.Table(("capability", false), ("credited", true), ("P10–P90", true), ("Shapley", true), ("at stake", true), ("rank", true));
        foreach (var thing in things.Take(MostRows))
        {
            var range = ranges.TryGetValue(thing.Thing, out var r) ? $"{Show.Money(r.P10)}–{Show.Money(r.P90)}" : "";
            table.AddRow(Show.Safe(thing.Name), Of(thing.Credited, thing), range, Of(thing.Shapley, thing), Of(thing.AtStake, thing), ranks.TryGetValue(thing.Thing, out var rank) ? rank.Range.ToString() : "–");
        }

        PlanText.Write(to, table);
        More(to, things.Count);
        Agreement(to, valued);
    }

    private static void Agreement(IAnsiConsole to, Valued valued)
    {
        foreach (var pair in valued.Methods.Agreements.Where(a => a.TauB is not null))
            PlanText.Bullet(to, string.Create(CultureInfo.InvariantCulture, $"{Show.Safe(pair.A)} and {Show.Safe(pair.B)} agree by τ-b {pair.TauB:0.00} (1 is the same order, 0 none)."));

        var robust = valued.Methods.Things.Where(t => t.IsRobust(Top)).Select(t => t.Name).ToList();
        if (valued.Methods.Things.Length > Top)
            PlanText.Bullet(to, robust.Count == 0 ? $"None is among the first {Top} under every method." : $"Among the first {Top} under every method: {Show.Safe(string.Join(", ", robust))}.");
    }

    private static void Products(IAnsiConsole to, Valued valued)
    {
        var things = valued.Flow.Things.Where(t => t.Thing.Kind == ThingKind.Product).OrderByDescending(t => t.EndValue?.Value ?? double.MinValue).ToList();
        if (things.Count == 0) return;
        PlanText.Heading(to, "Products", valued.Portfolio.Platform.Money + " a year");
        var table = PlanText.Table(("product", false), ("end value", true), ("keeps", true), ("Shapley", true));
        foreach (var thing in things.Take(MostRows)) table.AddRow(Show.Safe(thing.Name), Of(thing.EndValue, thing), Of(thing.Credited, thing), Of(thing.Shapley, thing));
        PlanText.Write(to, table);
        More(to, things.Count);
    }

    private static void Additional(IAnsiConsole to, Valued valued)
    {
        var credit = valued.Additional.Credit.Where(c => c.Key.Kind == ThingKind.Initiative).OrderByDescending(c => c.Value).ToList();
        if (credit.Count == 0) return;
        PlanText.Heading(to, "Use cases would add", $"{Show.Money(valued.Additional.Total, valued.Portfolio.Platform.Money)} a year once available; of it, by initiative");
        var table = PlanText.Table(("initiative", false), (valued.Portfolio.Platform.Money + " a year", true));
        foreach (var (thing, value) in credit.Take(MostRows)) table.AddRow(Show.Safe(ValueWorkspace.NameOf(valued.Portfolio, thing)), Show.Money(value));
        PlanText.Write(to, table);
        More(to, credit.Count);
    }

    private static void Notes(IAnsiConsole to, Valued valued)
    {
        (string Title, IEnumerable<string> Names)[] notes =
        [
            ("No product reaches", Names(valued, valued.Flow.Orphans)),
            ("Value unknown, and not read as 0", Names(valued, [.. valued.Flow.ValueUnknown, .. valued.Additional.ValueUnknown])),
            ("Available already, and so worth the same in every plan", Names(valued, valued.Additional.AvailableAlready)),
            ("Out of reach of any plan", Names(valued, valued.Additional.OutOfReach)),
            ("Shares assumed to be equal, because nobody stated them", valued.Flow.Assumed.Select(a => $"{ValueWorkspace.NameOf(valued.Portfolio, a.User)} → {ValueWorkspace.NameOf(valued.Portfolio, a.Used)}")),
        ];
        foreach (var (title, names) in notes.Select(n => (n.Title, Names: n.Names.ToList())).Where(n => n.Names.Count > 0))
        {
            var rest = names.Count > 12 ? $" and {names.Count - 12} more" : "";
            PlanText.Bullet(to, $"{title}: {Show.Safe(string.Join(", ", names.Take(12)))}{rest}.");
        }
    }

    private static IEnumerable<string> Names(Valued valued, IEnumerable<Thing> things) => things.Select(t => ValueWorkspace.NameOf(valued.Portfolio, t));

    private static string Of(Money? money, ThingValue thing) => money is { } known ? (thing.Complete ? "" : "≥ ") + Show.Money(known) : "unknown";

    private static void More(IAnsiConsole to, int count)
    {
        if (count > MostRows) to.WriteLine($"… and {count - MostRows} more; --json has all of them.");
    }
}
