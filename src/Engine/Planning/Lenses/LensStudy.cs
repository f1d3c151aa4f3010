using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Lenses;

/// <summary>A plan of which no other is better in one lens without being worse in the other.</summary>
/// <param name="Value">What it is worth in each lens.</param>
/// <param name="Supported">Whether some weighting of the two lenses makes it best; the others are found by no weighting.</param>
/// <param name="Finishes">What it chooses, and when each is finished.</param>
/// <param name="Gap">
/// How much more a plan that is no worse in either lens may be worth, as a part of the bound on the weighted sum, or on
/// the one value where the other is held, that says most about it; 0 when it is proven that there is none.
/// </param>
public sealed record FrontierPoint(PlanValue Value, bool Supported, ImmutableSortedDictionary<Id<Initiative>, Period> Finishes, double Gap);

/// <summary>A box that may still hold plans: worth more than <paramref name="Low"/> and at most <paramref name="High"/>, in both lenses.</summary>
public sealed record FrontierBox(PlanValue Low, PlanValue High);

/// <summary>The plans between the two lenses.</summary>
/// <param name="Points">
/// Plans from the least customer value to the most; none is better than another in both lenses. All that were found when
/// the frontier is exact, else some twenty-five that lie well apart, and those that are named.
/// </param>
/// <param name="Boxes">Where further ones may lie; empty when the frontier is exact.</param>
/// <param name="Gap">
/// By how much, at most, a plan that is not among the points is better than the nearest of them: this part of V_C* in customer
/// value and of V_P* in platform value. 0 when exact; infinite while nothing is known.
/// </param>
public sealed record Frontier(ImmutableArray<FrontierPoint> Points, ImmutableArray<FrontierBox> Boxes, double Gap)
{
    /// <summary>How many plans were found of which none is better than another in both lenses.</summary>
    public int Found { get; init; } = Points.Length;

    /// <summary>The widest gap of a point to its own bound; 0 when each is proven.</summary>
    public double LargestGap => Points.Select(p => p.Gap).DefaultIfEmpty(0).Max();

    /// <summary>The gap of the point in the middle of all, by gap.</summary>
    public double MedianGap => Points.IsEmpty ? 0 : Points.Select(p => p.Gap).Order().ElementAt(Points.Length / 2);

    /// <summary>Whether every plan between the lenses is there, up to 3e-6 of the value.</summary>
    public bool Exact => Boxes.IsEmpty;
}

/// <summary>A rule by which one plan of the frontier is named.</summary>
public enum CompromiseKind
{
    /// <summary>The largest product of V_C ÷ V_C* and V_P ÷ V_P* (Nash 1950).</summary>
    Nash,

    /// <summary>The largest of the smaller of V_C ÷ V_C* and V_P ÷ V_P*: both sides keep at least that part (Kalai and Smorodinsky 1975, with 0 as what each has without a plan).</summary>
    EqualLoss,

    /// <summary>The largest sum V_C + V_P.</summary>
    Sum,
}

/// <summary>A plan of the frontier that a rule names.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Plan">The plan, laid out.</param>
/// <param name="Score">What the rule makes largest: a product or a part (no unit), or money for <see cref="CompromiseKind.Sum"/>.</param>
/// <param name="Bound">No plan has more of it; equal to <paramref name="Score"/> when proven.</param>
public sealed record Compromise(CompromiseKind Kind, Plan Plan, double Score, double Bound)
{
    /// <summary>Whether no plan is better by that rule, to 1e-5.</summary>
    public bool Proven => Bound - Score <= 1e-5 * Math.Max(1, Math.Abs(Score));
}

/// <summary>Two worldviews on one capacity: the best plan of each lens, the plans between them, and three that are named.</summary>
/// <param name="Customer">The customers' ideal: the most customer value, and of those the most platform value.</param>
/// <param name="Platform">The platform's ideal: the most platform value, and of those the most customer value.</param>
/// <param name="Frontier">The plans between them.</param>
/// <param name="Compromises">The plans that are named; empty where either ideal is worth nothing in its own lens.</param>
public sealed record LensStudy(Plan Customer, Plan Platform, Frontier Frontier, ImmutableArray<Compromise> Compromises)
{
    /// <summary>Wall-clock seconds of the search.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether there are two plans to hold against each other.</summary>
    public bool Found => HasPlan(Customer) && HasPlan(Platform);

    /// <summary>Whether both ideals are proven best.</summary>
    public bool IdealsProven => Customer.Status == PlanStatus.Optimal && Platform.Status == PlanStatus.Optimal;

    private static bool HasPlan(Plan plan) => plan.Status is PlanStatus.Optimal or PlanStatus.Feasible;
}
