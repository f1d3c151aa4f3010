using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>A change in words. Numbers are rounded to the side on which the change still does.</summary>
internal static class FlipWords
{
    internal static string Of(Flip flip, Portfolio portfolio, ImmutableArray<SeenMove> touched) => flip.Kind switch
    {
        FlipKind.Capacity => Lent(flip, portfolio),
        FlipKind.Drop => $"Give up {Words.List([.. touched.Select(t => t.Work.Name)])}.",
        FlipKind.Delay => $"Let {Words.List([.. touched.Select(t => Later(t, portfolio.Platform.Calendar))])}: {Up(flip.Size, 1)} initiative-quarter{(flip.Size > 1.5 ? "s" : "")}, and nothing is lost.",
        FlipKind.Scope => Cut(flip, portfolio),
        _ => $"Be worth {Words.Of(portfolio.Platform, Money.Of(RoundedUp(flip.Size)))} a year more.",
    };

    internal static string Without(FlipAnswer answer, Platform platform)
    {
        var what = answer.Kind switch
        {
            FlipKind.Capacity => "more work of one team",
            FlipKind.Drop => "giving up others",
            FlipKind.Delay => "finishing others later",
            FlipKind.Scope => "less scope of its own",
            _ => "more value of its own",
        };
        return answer.Without switch
        {
            NoFlip.None => $"No: {what} alone cannot get it in.",
            NoFlip.Senseless => answer.Kind == FlipKind.Scope ? "No: it has no effort of its own to cut." : $"No: {what} does not count under this lens.",
            _ => $"None was found within the limit{(answer is { Bound: > 0 and var bound, Kind: not FlipKind.Scope } ? $"; it takes at least {bound.ToString("#,0.##", CultureInfo.InvariantCulture)} {Unit(answer.Kind, platform)}" : "")}.",
        };
    }

    private static string Unit(FlipKind kind, Platform platform) => kind switch
    {
        FlipKind.Capacity => "ew",
        FlipKind.Delay => "initiative-quarters",
        _ => platform.Money,
    };

    private static string Lent(Flip flip, Portfolio portfolio)
    {
        var loan = flip.Changes.OfType<ScenarioChange.AddCapacity>().First();
        var calendar = portfolio.Platform.Calendar;
        var when = loan.More.Select((m, t) => (m, t)).Where(x => x.m.Value > 0).Select(x => $"{Up(x.m.Value, 0.01)} in {calendar.Label(new(x.t))}").ToList();
        return $"Lend {portfolio.Teams[loan.Team].Name} {Up(flip.Size, 0.01)} ew{(when.Count == 1 ? " in" + when[0][when[0].LastIndexOf(' ')..] : ": " + Words.List(when))}.";
    }

    private static string Cut(Flip flip, Portfolio portfolio)
    {
        var cut = flip.Changes.OfType<ScenarioChange.ScaleEffort>().ToList();
        var whole = cut.Sum(c => portfolio.Initiatives[c.Initiative].EffortAhead.Values.Sum(e => e.P50.Value));
        var names = cut.Count == 1 ? "" : $" of {Words.Few([.. cut.Select(c => portfolio.Initiatives[c.Initiative].Name)])} together";
        return $"Do it in {Down(flip.Size * whole, 0.01)} of {whole.ToString("0.##", CultureInfo.InvariantCulture)} ew{names}, {Down(flip.Size * 100, 0.1)} % of the effort on each team.";
    }

    private static string Later(SeenMove move, Quantities.Calendar calendar) =>
        move is { Before: { } before, After: { } after } ? $"{move.Work.Name} finish in {calendar.Label(after)} instead of {calendar.Label(before)}" : $"{move.Work.Name} finish later";

    /// <summary>To three figures or whole units, upwards.</summary>
    private static double RoundedUp(double value)
    {
        var grain = value >= 100 ? 1 : value >= 10 ? 0.1 : 0.01;
        return Math.Ceiling((value / grain) - 1e-9) * grain;
    }

    private static string Up(double value, double grain) => (Math.Ceiling((value / grain) - 1e-6) * grain).ToString("#,0.##", CultureInfo.InvariantCulture);

    private static string Down(double value, double grain) => (Math.Floor((value / grain) + 1e-6) * grain).ToString("#,0.##", CultureInfo.InvariantCulture);
}
