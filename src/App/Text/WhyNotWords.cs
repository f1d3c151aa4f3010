using System.Globalization;
using Dais.Engine.Explaining;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Quantities;

namespace Dais.App.Text;

/// <summary>The sentences of a why-not card, as they stand at a terminal and in Markdown.</summary>
internal sealed class WhyNotWords(WhyNotCard card, Portfolio portfolio)
{
    private const int MostMoves = 2;

    private readonly Platform _platform = portfolio.Platform;
    private readonly Engine.Quantities.Calendar _calendar = portfolio.Platform.Calendar;

    /// <summary>What it is: its sort, id and, for a request, what it is about.</summary>
    public string Title => $"{card.Sort} {card.Id}{(card.About is { } about && about != card.Name ? $", about {about}" : "")}";

    /// <summary>What it takes, in one sentence; empty where nothing is asked.</summary>
    public string InShort
    {
        get
        {
            if (card.Changes.IsEmpty) return "";
            var ways = card.Changes.Where(c => c.Size is not null).Select(Short).ToList();
            return ways.Count switch
            {
                0 when card.Changes.All(c => c.Without is NoFlip.None or NoFlip.Senseless) => "No single kind of change gets it in.",
                0 => "No change that gets it in was found within the limit.",
                1 => $"What gets it in: {ways[0]}.",
                _ => $"What gets it in: {string.Join(", ", ways.Take(ways.Count - 1))}, or {ways[^1]}.",
            };
        }
    }

    /// <summary>Where it stands, what it costs to wait, and what is not known.</summary>
    public IEnumerable<string> Facts()
    {
        if (card.Rank is { } rank) yield return $"By value for effort it stands {Place(rank.Nominal)} of {rank.Of}; {(rank.Low == rank.High ? $"uncertain efforts and values leave it {Place(rank.Low)}" : $"with uncertain efforts and values between {Place(rank.Low)} and {Place(rank.High)} (P10 to P90)")}.";
        if (card is { Standing: Standing.In, Dates: { } dates }) yield return $"{Finished(dates)} It is late in {Show.Percent(dates.Late.Value)} of the cases.";
        if (card.Standing is Standing.Out or Standing.Tied)
        {
            var beside = card.EarliestBeside is { } b ? $"room for it beside the plan by {_calendar.Label(b)}" : "no room for it beside the plan";
            yield return $"{(card.EarliestEver is { } ever ? $"Possible by {_calendar.Label(ever)} if everything else made way; " : "Not possible within the horizon, whatever made way; ")}{beside}.";
        }

        if (card.DelayPerWeek is { Value: > 0 } week) yield return $"Each week of delay costs {Show.Money(week, _platform.Money)}.";
        if (card is { Standing: Standing.Out, Price: { } price }) yield return Forced(price);
        if (card.Regret is { } regret) yield return Regret(regret);
        if (!card.Proven) yield return "The plan is not proven best: costs are against the best that was found, and a gain may in part be what it still misses.";
    }

    /// <summary>The kind of a change, what it is with its cost and dates, and what is proven of it.</summary>
    public IEnumerable<(string Kind, string Says, string Proof)> Changes() => card.Changes.Select(c => (Word(c.Kind), $"{c.Sentence}{Cost(c)}{Dates(c)}{Then(c)}", Proof(c)));

    /// <summary>Which evidence would change the decision.</summary>
    public IEnumerable<string> Evidence() => card.Switching.Select(p =>
    {
        var chance = p.Chance is { } c ? $" {(c.Value < 0.01 ? "Less than 1 %" : Show.Percent(c.Value))} likely by {(p.Assumed ? "an assumed spread" : "its spread")}{(p.Nearest ? ", the nearest of these" : "")}." : "";
        return $"{p.Sentence}{chance}{(p.WhoKnows.IsEmpty ? "" : $" Ask: {string.Join(", ", p.WhoKnows)}.")}";
    });

    private string Forced(Money price)
    {
        var displaced = card.Displaced.IsEmpty ? "" : $" Its place is taken by: {string.Join("; ", card.Displaced.Take(MostMoves + 1).Select(Moved))}{Others(card.Displaced.Length - MostMoves - 1)}.";
        var least = card.PriceAtLeast is { } l ? price.Value - l.Value > 1e-3 * Math.Max(1, price.Value) ? $", and {Show.Money(l, _platform.Money)} less at least" : "" : ", by the plans that were found";
        return $"Put in as things are, the plan would be worth {Show.Money(price, _platform.Money)} less{least}.{(card.Dates is { } dates ? " " + Finished(dates) : "")}{displaced}";
    }

    private string Regret(Regret regret)
    {
        var name = portfolio.Groups.Find(regret.Group)?.Name ?? regret.Group.Value;
        var size = regret.Size is { } s ? $": a regret of {Show.Percent(s.Value)}{(regret.Proven ? "" : " or more")}" : "";
        return $"{name} gets {Show.Money(regret.Now)} of the {Show.Money(regret.Best, _platform.Money)} that a plan for it alone would bring{size}.";
    }

    private string Finished(ExpectedDates dates)
    {
        string At(Period? period) => period is { } p ? $"by {_calendar.Label(p)}" : "after the horizon";
        var chance = dates.P50 is null ? "after the horizon rather than within it, as the spreads of the efforts go" : $"{At(dates.P50)} as likely as not, {At(dates.P85)} in 85 cases of 100";
        return $"{(dates.OfSlowest ? "Its slowest piece is" : "It is")} planned for {_calendar.Label(dates.Planned)}, and finished {chance}.";
    }

    private string Dates(CheapestChange change)
    {
        if (change.Dates is not { } dates) return "";
        string At(Period? period) => period is { } p ? _calendar.Label(p) : "after the horizon";
        return $" {(dates.OfSlowest ? "Its slowest piece is planned" : "Planned")} for {_calendar.Label(dates.Planned)}, P50 {At(dates.P50)}, P85 {At(dates.P85)}.";
    }

    private string Cost(CheapestChange change)
    {
        if (change.Cost is not { } cost) return "";
        var paid = change.Paid is { } p ? $" It costs {Show.Money(p, _platform.Money)} to pay the team." : "";
        var size = Show.Money(Money.Of(Math.Abs(cost.Value)), _platform.Money);
        return paid + (Math.Abs(cost.Value) < 1e-3 ? " The plan loses nothing."
            : cost.Value > 0 ? change.Kind switch
            {
                FlipKind.Drop => $" The plan loses {size}: what is given up, less what comes instead.",
                FlipKind.Value => $" At today's values the plan loses {size}.",
                _ => $" The plan loses {size}.",
            }
            : change.Kind == FlipKind.Capacity ? $" With that much more work the whole plan is worth {size} more{(change.Paid is null ? ", the work itself not charged" : "")}."
            : $" With it the whole plan is worth {size} more.");
    }

    private string Then(CheapestChange change)
    {
        var others = change.Moves.Where(m => m.Kind is not ChangeKind.Added).ToList();
        return others.Count == 0 ? "" : $" Then also: {string.Join("; ", others.Take(MostMoves).Select(Moved))}{Others(others.Count - MostMoves)}.";
    }

    private string Proof(CheapestChange change)
    {
        var least = change is { Bound: > 1e-6 and var bound, Kind: not FlipKind.Scope } ? $" None below {bound.ToString("#,0.##", CultureInfo.InvariantCulture)} {Unit(change.Kind)} does." : "";
        return (change.Size, change.Smallest, change.Decides) switch
        {
            (null, _, _) => "",
            (_, true, true) => change.SmallerFails ? "Proven smallest; a little less fails." : "Proven smallest.",
            (_, false, true) => "Proven by solving again; a smaller one may do too." + least,
            (_, true, false) => "None is smaller; that it does is not proven within the limit.",
            _ => "By the best plans that were found; not proven within the limit." + least,
        };
    }

    private string Short(CheapestChange change) => change.Kind switch
    {
        FlipKind.Capacity => $"{change.Size!.Value.ToString("#,0.#", CultureInfo.InvariantCulture)} ew more of {portfolio.Teams[change.Team!.Value].Name}",
        FlipKind.Drop => $"{Words.Few([.. change.Touched.Select(t => t.Work.Name)])} given up for {Show.Money(Money.Of(Math.Max(0, change.Size!.Value)), _platform.Money)}",
        FlipKind.Delay => $"{change.Size!.Value.ToString("0", CultureInfo.InvariantCulture)} initiative-quarters of delay for others",
        FlipKind.Scope => $"{Show.Percent(change.Size!.Value)} of its scope",
        _ => $"{Show.Money(Money.Of(change.Size!.Value >= 100 ? Math.Ceiling(change.Size.Value) : change.Size.Value), _platform.Money)} a year more of value",
    };

    private string Unit(FlipKind kind) => kind switch
    {
        FlipKind.Capacity => "ew",
        FlipKind.Delay => "initiative-quarters",
        FlipKind.Drop => _platform.Money,
        _ => _platform.Money + " a year",
    };

    private string Moved(SeenMove move) => move switch
    {
        { Work.Id: null } => move.Work.Name,
        { Kind: ChangeKind.Removed } => $"{move.Work.Name} out",
        { Kind: ChangeKind.Added, After: { } after } => $"{move.Work.Name} in, {_calendar.Label(after)}",
        { Before: { } before, After: { } after } => $"{move.Work.Name} {_calendar.Label(before)} → {_calendar.Label(after)}",
        _ => move.Work.Name,
    };

    private static string Others(int count) => count > 0 ? $" and {count} more" : "";

    private static string Place(int rank) => rank + ((rank % 100) is >= 11 and <= 13 ? "th" : (rank % 10) switch
    {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    });

    private static string Word(FlipKind kind) => kind switch
    {
        FlipKind.Capacity => "More work of a team",
        FlipKind.Drop => "Others dropped",
        FlipKind.Delay => "Others later",
        FlipKind.Scope => "Less scope",
        _ => "More value",
    };
}
