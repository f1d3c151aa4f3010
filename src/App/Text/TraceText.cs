using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using Dais.Workspace;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The ways by which value comes from end users to one thing.</summary>
internal static class TraceText
{
    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole to, Valued valued, ValueTrace trace)
    {
        to.MarkupLine($"[bold]{Show.Safe(ValueWorkspace.NameOf(valued.Portfolio, trace.Thing))}[/], {ValueText.Word(trace.Thing.Kind)} {Show.Safe(trace.Thing.Id)}");
        if (valued.Flow.Find(trace.Thing) is { } worth) Worth(to, valued.Portfolio.Platform, worth);
        var today = trace.Thing.Kind == ThingKind.Initiative ? "Today's value that it touches" : "Today's value";
        if (trace.Today is { } sum) Sum(to, valued.Portfolio, today, sum);
        if (trace.Additional is { } added) Sum(to, valued.Portfolio, "Value that use cases would add", added);
    }

    private static void Worth(IAnsiConsole to, Platform platform, ThingValue worth)
    {
        string Of(Money? money) => money is { } known ? (worth.Complete ? "" : "at least ") + Show.Money(known) : "unknown";
        to.WriteLine(Show.Clean($"Credited {Of(worth.Credited)}, Shapley {Of(worth.Shapley)}, at stake {Of(worth.AtStake)} {platform.Money} a year."));
    }

    private static void Sum(IAnsiConsole to, Portfolio portfolio, string title, PathSum sum)
    {
        var unit = portfolio.Platform.Money;
        PlanText.Heading(to, title, sum.Total is { } total ? $"{Show.Money(total, unit)} a year" : "unknown");
        if (sum.Paths.IsEmpty && sum.ValueUnknown.IsEmpty) to.WriteLine("  None: no end user is reached.");
        foreach (var path in sum.Paths) PlanText.Bullet(to, $"{Carries(path, unit)}: {Show.Safe(Way(portfolio, path))}");
        if (sum.Rest.Value != 0) PlanText.Bullet(to, $"{Show.Safe(Show.Money(sum.Rest, unit))}: by all other ways");
        if (sum.ThroughLoops is { } loops && loops.Value != 0) PlanText.Bullet(to, $"{Show.Safe(Show.Money(loops, unit))}: by ways that pass something twice");
        if (!sum.ValueUnknown.IsEmpty) PlanText.Bullet(to, $"unknown: what comes from {Show.Safe(string.Join(", ", sum.ValueUnknown.Select(t => ValueWorkspace.NameOf(portfolio, t))))}");
    }

    private static string Carries(ValuePath path, string unit) => path.Carries is { } carries ? Show.Safe(Show.Money(carries, unit)) : "as a plan decides";

    private static string Way(Portfolio portfolio, ValuePath path)
    {
        var users = path.Segments.Select(s => portfolio.Segments.Find(s)?.Name ?? s.Value).ToList();
        var steps = path.Steps.Select(s => ValueWorkspace.NameOf(portfolio, s.Thing) + (s.Share is { } share ? $" ({Show.Percent(share.Value)})" : ""));
        return string.Join(" → ", steps.Prepend(users.Count == 0 ? "end users" : string.Join(" and ", users)));
    }
}
