using System.Collections.Immutable;

namespace Dais.Engine.Planning.Lenses;

/// <summary>
/// What is known about the frontier between two values: the plans found, none better than another in both, the bounds
/// proven, and the boxes that may still hold a plan that is better than all of them in one value at least.
/// </summary>
/// <remarks>
/// <para>
/// Invariant: every plan there is, is covered by a plan found (worth no more in either value, up to the resolution) or
/// lies in a box. Two sorts of news keep it true and make boxes smaller: a plan found covers all below and left of it;
/// a <see cref="Fact"/> cuts off what it rules out. When no box is left, the frontier is exact. Whoever brings the news,
/// it counts everywhere: the plan of one search is offered to all, the bound of one cuts every box.
/// </para>
/// <para>Several threads may bring news and look; what they look at does not change under them.</para>
/// <para>Source: the balanced box method of Boland, Charkhgard and Savelsbergh (2015), here with bounds from searches that were stopped.</para>
/// </remarks>
internal sealed class Region
{
    /// <summary>Values nearer than this, relative to the best of the axis, are one.</summary>
    private const double Resolution = 2e-6;

    private readonly Lock _lock = new();
    private readonly Box _all;
    private ImmutableArray<Fact> _lines = [];

    /// <summary>All that lies between the least conceivable values and the bounds.</summary>
    internal Region(Spot least, Spot bound, Spot best)
    {
        Unit = new(Math.Max(1, Math.Abs(best.Customer)), Math.Max(1, Math.Abs(best.Platform)));
        Slack = new(Resolution * Unit.Customer, Resolution * Unit.Platform);
        _all = new(least, bound);
        Boxes = [_all];
        Facts = [new(least, new(1, 0), bound.Customer), new(least, new(0, 1), bound.Platform)];
    }

    /// <summary>The resolution on each axis.</summary>
    internal Spot Slack { get; }

    /// <summary>What gaps are parts of: the best of each axis, at least 1.</summary>
    internal Spot Unit { get; }

    /// <summary>The least conceivable values.</summary>
    internal Spot Least => _all.Low;

    /// <summary>Where plans may still lie.</summary>
    internal ImmutableArray<Box> Boxes { get; private set; }

    /// <summary>The plans found, from the least customer value to the most.</summary>
    internal ImmutableArray<Landmark> Found { get; private set; } = [];

    /// <summary>The bounds proven.</summary>
    internal ImmutableArray<Fact> Facts { get; private set; }

    /// <summary>How much better than every plan found one that nobody has found may be in both values, relative to the best of each; 0 when exact.</summary>
    internal double Gap => Boxes.Select(GapOf).DefaultIfEmpty(0).Max();

    /// <summary>How much better in both values a plan in that box may be than a plan found that is near it.</summary>
    internal double GapOf(Box box) => Distances.To(box, Found, Unit, _lines);

    /// <summary>How much more a plan that is no worse in either value may be worth by the bound that says most about it: a part of that bound, at least 0.</summary>
    internal double GapAt(Spot at) => Facts.Where(f => f.Low.IsCoveredBy(at, Slack)).Select(f => f.GapAt(at)).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>No plan is worth more by these weights, as far as the bounds on all plans say together.</summary>
    internal double BoundOf(Weights weights)
    {
        var bound = double.PositiveInfinity;
        var facts = Facts.Where(f => f.Low == Least).ToList();
        foreach (var a in facts)
        {
            foreach (var b in facts)
            {
                // weights = x · a + y · b with x, y at least 0
                var turn = (a.Weights.Customer * b.Weights.Platform) - (a.Weights.Platform * b.Weights.Customer);
                if (!(turn > 1e-9)) continue;
                var x = ((weights.Customer * b.Weights.Platform) - (weights.Platform * b.Weights.Customer)) / turn;
                var y = ((a.Weights.Customer * weights.Platform) - (a.Weights.Platform * weights.Customer)) / turn;
                if (x >= -1e-12 && y >= -1e-12) bound = Math.Min(bound, (Math.Max(0, x) * a.Bound) + (Math.Max(0, y) * b.Bound));
            }
        }

        return bound;
    }

    /// <summary>Takes a plan, unless one found covers it; whether it was taken.</summary>
    internal bool Take(Landmark plan)
    {
        lock (_lock)
        {
            if (Found.Any(f => plan.At.IsCoveredBy(f.At, Slack))) return false;
            Found = [.. Found.Where(f => !f.At.IsCoveredBy(plan.At, default)).Append(plan).OrderBy(f => f.At.Customer)];
            Recut(box => Without(box, plan.At));
            return true;
        }
    }

    /// <summary>A plan found gives its place to one that is worth the same in both values.</summary>
    internal void Replace(int[] finishes, int[] by)
    {
        lock (_lock) Found = [.. Found.Select(f => f.Finishes.AsSpan().SequenceEqual(finishes) ? f with { Finishes = by } : f)];
    }

    /// <summary>It is proven that no plan is worth more than <paramref name="corner"/> in both values.</summary>
    internal void CutCorner(Spot corner)
    {
        lock (_lock)
        {
            Recut(box => corner.Customer >= box.High.Customer || corner.Platform >= box.High.Platform
                ? [box]
                : [box with { High = box.High with { Customer = corner.Customer } }, box with { High = box.High with { Platform = corner.Platform } }]);
        }
    }

    /// <summary>It is proven that no plan is better than this one in one value and no worse in the other.</summary>
    internal void CutBetter(Spot best)
    {
        CutCorner(best);
        var weights = new Weights(1 / Unit.Customer, 1 / Unit.Platform);
        lock (_lock) Facts = Facts.Add(new(best, weights, weights.Of(best)));
    }

    /// <summary>It is proven that no plan has more than <paramref name="bound"/> of that weighted sum.</summary>
    internal void CutLine(Weights weights, double bound) => CutLine(Least, weights, bound);

    /// <summary>It is proven that no plan with at least <paramref name="low"/> of both values has more than <paramref name="bound"/> of that weighted sum.</summary>
    internal void CutLine(Spot low, Weights weights, double bound)
    {
        if (!double.IsFinite(bound)) return;
        lock (_lock)
        {
            Facts = Facts.Add(new(low, weights, bound));
            if (low == Least && weights is { Customer: > 0, Platform: > 0 }) _lines = _lines.Add(Facts[^1]);
            Recut(box => [low.IsCoveredBy(box.Low, Slack) ? Below(box, weights, bound) : box]);
        }
    }

    /// <summary>How much better a plan that is not among these of those found may be than one that is; what is left out counts too.</summary>
    internal double GapWith(HashSet<Landmark> kept) =>
        kept.Count == Found.Length ? Gap : GapOf([.. Found.Where(kept.Contains)]);

    private double GapOf(ImmutableArray<Landmark> kept) => Math.Max(
        Boxes.Select(b => Distances.To(b, kept, Unit, _lines)).DefaultIfEmpty(0).Max(),
        Found.Select(f => Distances.To(new Box(f.At, f.At), kept, Unit, [])).Max());

    /// <summary>What of a box the plan does not cover: the part with more customer value and the part with more platform value.</summary>
    private static IEnumerable<Box> Without(Box box, Spot plan) =>
        plan.Customer <= box.Low.Customer || plan.Platform <= box.Low.Platform
            ? [box]
            : [box with { Low = box.Low with { Customer = plan.Customer } }, box with { Low = box.Low with { Platform = plan.Platform } }];

    private static Box Below(Box box, Weights weights, double bound) => box with
    {
        High = new(
            weights.Customer > 0 ? Math.Min(box.High.Customer, (bound - (weights.Platform * box.Low.Platform)) / weights.Customer) : box.High.Customer,
            weights.Platform > 0 ? Math.Min(box.High.Platform, (bound - (weights.Customer * box.Low.Customer)) / weights.Platform) : box.High.Platform),
    };

    /// <summary>Cuts every box, cuts what is left by the lines again, and leaves out what another box holds.</summary>
    private void Recut(Func<Box, IEnumerable<Box>> cut)
    {
        var pieces = new List<Box>();
        foreach (var box in Boxes)
        {
            foreach (var piece in cut(box))
            {
                var left = piece == box ? piece : Facts.Aggregate(piece, (b, f) => f.Low.IsCoveredBy(b.Low, Slack) ? Below(b, f.Weights, f.Bound) : b);
                if (IsWide(left)) pieces.Add(left);
            }
        }

        pieces = [.. pieces.Distinct()];
        Boxes = [.. pieces.Where((box, i) => !pieces.Where((other, j) => j != i && other.Holds(box)).Any())];
    }

    /// <summary>Whether a plan in it would be told apart from those at its edges; a little above the resolution, for rounding.</summary>
    private bool IsWide(Box box) => box.High.Customer - box.Low.Customer > 1.5 * Slack.Customer && box.High.Platform - box.Low.Platform > 1.5 * Slack.Platform;
}

/// <summary>A plan found, and where it lies.</summary>
internal sealed record Landmark(Spot At, int[] Finishes);

/// <summary>A bound: no plan with at least <paramref name="Low"/> of both values has more than <paramref name="Bound"/> of the weighted sum.</summary>
internal readonly record struct Fact(Spot Low, Weights Weights, double Bound)
{
    /// <summary>How much more a plan may be worth than one there, as a part of the bound; at least 0.</summary>
    internal double GapAt(Spot at) => Math.Max(0, (Bound - Weights.Of(at)) / Math.Max(1e-9, Math.Abs(Bound)));
}
