using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Groups;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>Groups on one screen: what each could have, what it gets under each kind of plan, what fairness costs, what to trade.</summary>
internal static class GroupText
{
    private const int MostSides = 4;
    private const int MostMoves = 2;
    private const int MostGainers = 6;
    private const int MostNames = 5;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, GroupDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (!study.Found)
        {
            HeadlineText.Write(to, new PlanDocument(portfolio, study.Policy));
            return;
        }

        var calendar = portfolio.Platform.Calendar;
        to.MarkupLine($"[bold]{Show.Safe(portfolio.Platform.Name)}[/], {calendar.First} to {calendar.Label(calendar.Last)}: {Show.Count(study.Own.Length, "group has", "groups have")} a stake in the customer value");
        to.MarkupLine(Show.Safe(study.Proven
            ? $"All of it is proven. Solved in {Show.Seconds(study.Seconds)}."
            : $"Stopped after {Show.Seconds(study.Seconds)}; what is not proven is marked *."));
        if (study.Own.IsEmpty)
        {
            PlanText.Bullet(to, "No use case names a group, and no initiative's customer value counts to one. Maybe useCases.group or initiatives.valueTo is missing.");
            return;
        }

        OwnBests(to, document);
        Fairness(to, document);
        TradeIn(to, document);
        Attributed(to, document);
        AssumedText.Write(to, document.Assumed);
    }

    private static void OwnBests(IAnsiConsole to, GroupDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        PlanText.Heading(to, "Own best and regret", $"{portfolio.Platform.Money} at present value; regret under the policy's plan, of the best with all capacity");
        var table = PlanText.Table(("", false), ("all capacity", true), ("its share", true), ("best with it", true), ("gets", true), ("regret", true));
        var shares = study.SharesOf(portfolio, study.Policy);
        foreach (var (own, outcome) in study.Own.Zip(shares.Groups))
        {
            table.AddRow(
                Show.Safe(Name(portfolio, own.Group)), Amount(own.All), Show.Percent(own.Part.Value) + (own.PartAssumed ? "~" : ""),
                own.WithPart is { } part ? Amount(part) : "–", Show.Money(outcome.Value), Part(outcome.Regret));
        }

        table.AddRow("[grey]unattributed[/]", "", "", "", Show.Money(shares.Unattributed), "");
        PlanText.Write(to, table);
        if (study.Own.Any(o => o.PartAssumed)) to.WriteLine("  ~ assumed: an equal part, for a group whose buckets state no target share.");
        if (study.Own.Any(o => !o.All.Proven || o.WithPart is { Proven: false })) to.WriteLine("  * the best found; the limit left no time to prove that there is no better one.");
        if (study.Own.Where(o => o.All.Value.Value <= 1e-9).Select(o => Name(portfolio, o.Group)).ToList() is { Count: > 0 } none)
            to.MarkupLine(Show.Safe($"  No plan gives {Words.List(none)} anything: no regret can be stated."));
    }

    private static void Fairness(IAnsiConsole to, GroupDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        PlanText.Heading(to, "Plans", "regret of each group; price of fairness against the largest sum");
        var groups = study.SharesOf(portfolio, study.Policy).Groups;
        var few = groups.Length <= 4;
        var table = PlanText.Table([("", false), ("sum", true), .. few ? groups.Select(g => (g.Group.Value, true)) : [("largest regret", true), ("of", false)], ("price", true)]);
        foreach (var fair in study.Plans)
        {
            var shares = study.SharesOf(portfolio, fair.Plan);
            var worst = shares.Groups.MaxBy(g => study.Unserved.Contains(g.Group) ? -1 : g.Regret ?? -1)!;
            table.AddRow(
            [
                Title(fair), Show.Money(shares.Sum), .. few ? shares.Groups.Select(g => Part(g.Regret)) : [Part(worst.Regret), Show.Safe(Name(portfolio, worst.Group))],
                study.PriceOfFairness(portfolio, fair.Plan) is { } price ? Tenth(price) : "–",
            ]);
        }

        PlanText.Write(to, table);
        if (study.Plans.Any(IsOpen)) to.WriteLine("  * the best found by that rule; the limit left no time to prove that there is no better one.");
        if (!study.Unserved.IsEmpty) PlanText.Bullet(to, Show.Safe($"Under the policy no plan gives {Words.List([.. study.Unserved.Select(u => Name(portfolio, u))])} anything; this is left out of the largest regret, of maximin and of Nash."));
        if (study.PriceBound(FairnessKind.Nash) is { } nash && study.PriceBound(FairnessKind.Maximin) is { } maximin)
            PlanText.Bullet(to, $"Own bests are the same here: could work be divided at will, Nash would cost at most {Tenth(nash)} and maximin {Tenth(maximin)} (Bertsimas et al. 2011).");
        if (study.Find(FairnessKind.Nash) is null && study.Find(FairnessKind.Maximin) is not null) PlanText.Bullet(to, "No plan was found that gives every group something: the product of satisfactions is none.");
        if (study.Find(FairnessKind.EqualShares) is null && study.Find(FairnessKind.Maximin) is not null) PlanText.Bullet(to, "The limit left no time to find a plan by equal shares.");
        Chosen(to, document);
    }

    /// <summary>What the fairest plan does otherwise than the policy's.</summary>
    private static void Chosen(IAnsiConsole to, GroupDocument document)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (study.Find(FairnessKind.Maximin) is not { } fair) return;
        var added = portfolio.Initiatives.Where(i => fair.Plan.Find(i.Id) is not null && study.Policy.Find(i.Id) is null).Select(i => i.Name).ToList();
        var dropped = portfolio.Initiatives.Where(i => fair.Plan.Find(i.Id) is null && study.Policy.Find(i.Id) is not null).Select(i => i.Name).ToList();
        if (added.Count + dropped.Count == 0) return;
        PlanText.Bullet(to, Show.Safe($"Against the policy's plan, maximin adds {Words.Few(added, MostNames)} and drops {Words.Few(dropped, MostNames)}."));
    }

    private static void TradeIn(IAnsiConsole to, GroupDocument document)
    {
        if (document.Study.Trade is not { } trade) return;
        PlanText.Heading(to, "Trade", "against the target shares kept in every quarter");
        foreach (var sentence in Trading(document, trade)) PlanText.Bullet(to, Show.Safe(sentence));
    }

    /// <summary>What groups could trade, and what it is worth.</summary>
    internal static IEnumerable<string> Trading(GroupDocument document, Trade trade)
    {
        var (study, portfolio) = (document.Study, document.Portfolio);
        if (trade.Gain.Value <= 1e-6)
        {
            yield return trade.Proven ? "Nothing to trade: no plan is better that leaves nobody worse off." : "None was found within the limit.";
            yield break;
        }

        var (before, after) = (study.SharesOf(portfolio, trade.Before), study.SharesOf(portfolio, trade.After));
        var gains = before.Groups.Zip(after.Groups, (b, a) => (b.Group, Gain: a.Value - b.Value)).Where(x => x.Gain.Value > 1e-6).ToList();
        foreach (var side in trade.Sides(portfolio).OrderByDescending(s => Math.Round(s.Yields is null ? 0 : -s.Yields.Size, 9)).ThenByDescending(s => Math.Round(s.Gets?.Size ?? 0, 9)).Take(MostSides))
            yield return Sentence(portfolio, side);

        var platform = trade.After.Value.Platform - trade.Before.Value.Platform;
        List<string> who = [.. gains.Select(x => $"{Name(portfolio, x.Group)} {Show.Money(x.Gain)}"), .. platform.Value > 1e-6 ? [$"the platform {Show.Money(platform)}"] : (string[])[]];
        yield return $"More value, at present value in {portfolio.Platform.Money}: {Words.Few(who, MostGainers)}. Nobody has less, nor has the platform.";
        yield return $"Worth {Show.Money(trade.Gain, portfolio.Platform.Money)} in both lenses{(trade.Proven ? ", proven best" : "; the limit left no time to prove that no trade is better")}.";
    }

    /// <summary>Who yields how much when, and what it gets for it.</summary>
    private static string Sentence(Portfolio portfolio, TradeSide side)
    {
        var calendar = portfolio.Platform.Calendar;
        var owner = side.Owner is { } group ? Name(portfolio, group) : portfolio.Buckets[side.Bucket].Name;
        var bucket = portfolio.Buckets[side.Bucket].Name;
        var name = owner == bucket ? bucket : $"{owner} ({bucket})";
        var moves = side.Sooner.IsEmpty ? "" : Words.Few([.. side.Sooner.Select(m => Moved(portfolio, m))], MostMoves);
        var gain = side.Gets is { } gets
            ? $"{Points(gets)} of the capacity up to {calendar.Label(gets.By)}{(moves.Length == 0 ? "" : ": " + moves)}"
            : moves.Length == 0 ? "nothing, and misses nothing" : moves;
        return side.Yields is { } yields
            ? $"If {name} yields {Points(yields)} of the capacity up to {calendar.Label(yields.By)}, it gets {gain}."
            : $"{name} yields nothing and gets {gain}.";
    }

    private static string Points(Shift shift) => Show.Weeks(Math.Abs(shift.Size) * 100) + " pp";

    private static string Moved(Portfolio portfolio, TradeMove move)
    {
        var name = $"{portfolio.Initiatives[move.Id].Name} in {portfolio.Platform.Calendar.Label(move.After!.Value)}";
        return move.Quarters is { } quarters ? $"{name} ({Show.Count(quarters, "quarter")} sooner)" : $"{name} (else not at all)";
    }

    private static void Attributed(IAnsiConsole to, GroupDocument document)
    {
        var assumed = document.Attributions.Where(a => a.Assumed).ToList();
        if (assumed.Count == 0) return;
        PlanText.Heading(to, "Attribution");
        var (requests, owners) = (assumed.Count(a => a.Source == AttributionSource.Requests), assumed.Count(a => a.Source == AttributionSource.BucketOwner));
        PlanText.Bullet(to, $"Assumed for {Show.Count(assumed.Count, "initiative")} without valueTo: {requests} by the groups that ask for it, {owners} by the owner of the bucket.");
    }

    /// <summary>What a fair plan is called; * where not proven.</summary>
    internal static string Title(FairPlan fair)
    {
        var name = fair.Kind switch
        {
            FairnessKind.Policy => "policy's plan",
            FairnessKind.Utilitarian => "largest sum",
            FairnessKind.Maximin => "maximin = least regret",
            FairnessKind.Nash => "Nash (product)",
            FairnessKind.Alpha => "fairness \u03b1 = " + fair.Alpha!.Value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
            _ => "equal shares",
        };
        return IsOpen(fair) ? name + "*" : name;
    }

    /// <summary>Whether no proof says that there is no better plan by its rule.</summary>
    internal static bool IsOpen(FairPlan fair) => fair is { Score: not null, Proven: false } || (fair.Kind == FairnessKind.Policy && fair.Plan.Status != PlanStatus.Optimal);

    /// <summary>The most of something; * where not proven.</summary>
    internal static string Amount(Most most) => Show.Money(most.Value) + (most.Proven ? "" : "*");

    private static string Name(Portfolio portfolio, Id<StakeholderGroup> group) => portfolio.Groups[group].Name;

    /// <summary>A part in per cent; a dash where there is none.</summary>
    internal static string Part(double? part) => part is { } known ? Tenth(known) : "–";

    /// <summary>A part in tenths of a per cent.</summary>
    internal static string Tenth(double part) => (Math.Round(part * 100, 1) + 0.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " %";
}
