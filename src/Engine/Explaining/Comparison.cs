using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>How an initiative differs between two plans.</summary>
public enum ChangeKind
{
    /// <summary>In the second only.</summary>
    Added,

    /// <summary>In the first only.</summary>
    Removed,

    /// <summary>Finished sooner in the second.</summary>
    Sooner,

    /// <summary>Finished later in the second.</summary>
    Later,
}

/// <summary>An initiative that differs between two plans.</summary>
/// <param name="Id">Which.</param>
/// <param name="Kind">How.</param>
/// <param name="Before">Its finish in the first.</param>
/// <param name="After">Its finish in the second.</param>
public sealed record Change(Id<Initiative> Id, ChangeKind Kind, Period? Before, Period? After);

/// <summary>A reason's share of the difference.</summary>
/// <param name="Kind">Of which sort.</param>
/// <param name="Subject">The use case's or the initiative's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">Its amount in the first; zero where it is not there.</param>
/// <param name="After">Its amount in the second.</param>
public sealed record Difference(ReasonKind Kind, string Subject, string Name, Money Before, Money After)
{
    /// <summary>Second minus first.</summary>
    public Money Amount => After - Before;
}

/// <summary>What a team has to do more (or less) in the second plan, in each period, in engineer-weeks.</summary>
public sealed record LoadChange(Id<Team> Team, ImmutableArray<double> More);

/// <summary>The second of two plans minus the first, of one portfolio.</summary>
/// <remarks>
/// The amounts of the differences add up to the difference of the objectives, exactly as each plan's reasons add up to
/// its own; with different lenses or weights they still do, and <see cref="SamePolicy"/> says that they are not alike.
/// </remarks>
/// <param name="Before">The first plan's objective.</param>
/// <param name="After">The second plan's objective.</param>
/// <param name="SamePolicy">Whether both were asked to be best at the same.</param>
/// <param name="Changes">The initiatives that differ, in the portfolio's order.</param>
/// <param name="Differences">The reasons that differ, the largest change first.</param>
/// <param name="Loads">The teams whose work differs.</param>
public sealed record Comparison(
    Money Before,
    Money After,
    bool SamePolicy,
    ImmutableArray<Change> Changes,
    ImmutableArray<Difference> Differences,
    ImmutableArray<LoadChange> Loads)
{
    /// <summary>Second objective minus first.</summary>
    public Money Amount => After - Before;

    /// <summary>Subtracts <paramref name="first"/> from <paramref name="second"/>.</summary>
    public static Comparison Of(Portfolio portfolio, Plan first, Plan second) => Of(portfolio, first, portfolio, second);

    /// <summary>Subtracts <paramref name="first"/> from <paramref name="second"/>, each of a portfolio of its own, such as that of a scenario.</summary>
    /// <param name="of">What the first plan is of.</param>
    /// <param name="first">The first plan.</param>
    /// <param name="portfolio">What the second plan is of; names and order are its own.</param>
    /// <param name="second">The second plan.</param>
    public static Comparison Of(Portfolio of, Plan first, Portfolio portfolio, Plan second)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var a = Explanation.Of(of, first).Reasons.ToDictionary(r => (r.Kind, r.Subject));
        var b = Explanation.Of(portfolio, second).Reasons.ToDictionary(r => (r.Kind, r.Subject));
        var (was, now) = (first.Initiatives.ToDictionary(i => i.Id, i => i.Finish), second.Initiatives.ToDictionary(i => i.Id, i => i.Finish));
        var differences = a.Keys.Union(b.Keys)
            .Select(key => new Difference(key.Kind, key.Subject, (a.GetValueOrDefault(key) ?? b[key]).Name, AmountOf(a, key), AmountOf(b, key)))
            .Where(d => d.Amount.Value != 0)
            .OrderByDescending(d => Math.Abs(d.Amount.Value)).ThenBy(d => d.Subject, StringComparer.Ordinal).ThenBy(d => d.Kind);
        return new(
            first.Objective,
            second.Objective,
            first.Policy.EffectiveWeights == second.Policy.EffectiveWeights && first.Policy.Timing == second.Policy.Timing && first.Policy.Tail == second.Policy.Tail,
            [.. portfolio.Initiatives.Select(i => Changed(i.Id, FinishOf(was, i.Id), FinishOf(now, i.Id))).OfType<Change>()],
            [.. differences],
            [.. portfolio.Teams.Select(t => Load(t.Id, first, second)).OfType<LoadChange>()]);
    }

    private static Period? FinishOf(Dictionary<Id<Initiative>, Period> finishes, Id<Initiative> id) => finishes.TryGetValue(id, out var finish) ? finish : null;

    private static Money AmountOf(Dictionary<(ReasonKind, string), Reason> reasons, (ReasonKind, string) key) => reasons.GetValueOrDefault(key)?.Amount ?? Money.Zero;

    private static Change? Changed(Id<Initiative> id, Period? before, Period? after) => (before, after) switch
    {
        (null, null) => null,
        (null, _) => new(id, ChangeKind.Added, before, after),
        (_, null) => new(id, ChangeKind.Removed, before, after),
        var (b, a) when a == b => null,
        var (b, a) => new(id, a < b ? ChangeKind.Sooner : ChangeKind.Later, b, a),
    };

    private static LoadChange? Load(Id<Team> id, Plan first, Plan second)
    {
        var (a, b) = (first.Teams.FirstOrDefault(t => t.Id == id), second.Teams.FirstOrDefault(t => t.Id == id));
        if (a is null || b is null || a.Used.Length != b.Used.Length) return null;
        ImmutableArray<double> more = [.. a.Used.Zip(b.Used, (x, y) => Math.Round(y.Value - x.Value, 6))];
        return more.All(m => m == 0) ? null : new(id, more);
    }
}
