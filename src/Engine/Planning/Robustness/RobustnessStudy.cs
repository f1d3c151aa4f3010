using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>How long and how often to look when asking how sure a plan is.</summary>
public sealed record RobustnessLimits
{
    /// <summary>How long in all.</summary>
    public SolveLimits Solve { get; init; } = new();

    /// <summary>For how many draws of values and efforts the best plan is looked for, at least 1.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>How far the efforts of one team hang together.</summary>
    public Share Correlation { get; init; } = Share.Of(0.5);
}

/// <summary>How sure a plan is, and of what (M-06 d, M-07 b–d, M-08).</summary>
/// <param name="Plan">The plan by the numbers that plans reckon with.</param>
/// <param name="Sample">For how many draws the best plan was looked for, and how well it is known.</param>
/// <param name="Initiatives">How each initiative that could be chosen stands, in the portfolio's order.</param>
/// <param name="Core">Over which weights of the groups the core index was taken; absent where no group has a stake.</param>
/// <param name="Curse">What the plan is worth after shrinkage; absent where fewer than three values are known.</param>
/// <param name="Scores">Imported scores, by method.</param>
/// <param name="Doubts">What it would be worth to know, the most first.</param>
/// <param name="Horizons">What would be chosen with other tails and discount rates.</param>
/// <param name="Good">Plans nearly as good and as different as can be.</param>
public sealed record RobustnessStudy(
    Plan Plan,
    OptimaSample Sample,
    ImmutableArray<InitiativeOdds> Initiatives,
    CoreRegion? Core,
    Shrinkage? Curse,
    ImmutableArray<ScoreRanking> Scores,
    Information Doubts,
    ImmutableArray<HorizonCase> Horizons,
    GoodPlans Good)
{
    /// <summary>Wall-clock seconds in all.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether there is a plan to ask about.</summary>
    public bool Found => Plan.Status is PlanStatus.Optimal or PlanStatus.Feasible;

    /// <summary>How that initiative stands, or nothing.</summary>
    public InitiativeOdds? Find(Id<Initiative> id) => Initiatives.FirstOrDefault(i => i.Id == id);

    /// <summary>A study of no plan.</summary>
    internal static RobustnessStudy Nothing(Plan plan) => new(plan, new(0, 0, 0, 0, 0, null, null), [], null, null, [], new([], Money.Zero, null, 0, 0), [], new(Share.None, [], [], [], false));
}

/// <summary>For how many draws the best plan was looked for.</summary>
/// <param name="Asked">How many were asked for.</param>
/// <param name="Solved">For how many there was time.</param>
/// <param name="Proven">In how many of them the plan found is proven best.</param>
/// <param name="Broken">In how many the orders cannot all be kept, so that promises were released.</param>
/// <param name="Hopeless">In how many no plan was found at all; they are left out of every share.</param>
/// <param name="Gap">The mean relative gap between plan and bound among those not proven; absent where there are none, or no bound.</param>
/// <param name="Missed">Where draws were searched without a proof in view: what such a search misses of the plan's own worth when it begins from nothing.</param>
public sealed record OptimaSample(int Asked, int Solved, int Proven, int Broken, int Hopeless, Share? Gap, Share? Missed);

/// <summary>How an initiative stands against chance.</summary>
/// <param name="Id">Which.</param>
/// <param name="InPlan">Whether the plan chooses it.</param>
/// <param name="Forced">Whether every plan has to.</param>
/// <param name="InOptimal">The part of the draws whose best plan has use for it; absent without a draw.</param>
/// <param name="Core">The part of the groups' weights whose best plan has use for it: 1 core, 0 exterior, between them borderline; absent without groups.</param>
/// <param name="Date">When it may be finished; absent where the plan does not choose it.</param>
/// <param name="Rank">Where it stands by value for effort; absent where no plan can choose it.</param>
public sealed record InitiativeOdds(Id<Initiative> Id, bool InPlan, bool Forced, Share? InOptimal, Share? Core, DateForecast? Date, RankInterval? Rank);

/// <summary>The groups' weights over which the core index was taken (M-06 d).</summary>
/// <param name="Groups">The groups with a stake.</param>
/// <param name="LeastWeight">The least weight of each; the weights sum to 1.</param>
/// <param name="Optima">The distinct best plans, largest share of the region first.</param>
/// <param name="Exact">Whether the shares are areas of the whole region; else they are shares of sampled weights.</param>
/// <param name="Solved">For how many weights the best plan was solved for.</param>
/// <param name="Proven">For how many of them it is proven.</param>
/// <param name="Error">The largest standard error of a share by sampling; 0 where exact.</param>
public sealed record CoreRegion(ImmutableArray<Id<StakeholderGroup>> Groups, Share LeastWeight, ImmutableArray<CoreOptimum> Optima, bool Exact, int Solved, int Proven, Share Error);

/// <summary>A plan that is best for some of the groups' weights.</summary>
/// <param name="Chosen">What it has use for.</param>
/// <param name="Part">For what part of the weights it is best.</param>
public sealed record CoreOptimum(ImmutableArray<Id<Initiative>> Chosen, Share Part);

/// <summary>What would be chosen with another tail or another discount rate.</summary>
/// <param name="Tail">Periods after the horizon in which value flows.</param>
/// <param name="Rate">The discount rate.</param>
/// <param name="In">What is chosen then and not in the plan.</param>
/// <param name="Out">What is in the plan and not chosen then.</param>
/// <param name="Proven">Whether the plan for it is proven best.</param>
public sealed record HorizonCase(int Tail, DiscountRate Rate, ImmutableArray<Id<Initiative>> In, ImmutableArray<Id<Initiative>> Out, bool Proven);

/// <summary>Plans nearly as good as the best, as different from it and from each other as can be.</summary>
/// <param name="Within">How much less they may be worth.</param>
/// <param name="Plans">The plans, in the order in which they were found.</param>
/// <param name="Shared">What the plan and all of them choose.</param>
/// <param name="Needed">What no plan that good can do without, proven by solving without it.</param>
/// <param name="NeededKnown">Whether that was settled for everything shared.</param>
public sealed record GoodPlans(Share Within, ImmutableArray<GoodPlan> Plans, ImmutableArray<Id<Initiative>> Shared, ImmutableArray<Id<Initiative>> Needed, bool NeededKnown);

/// <summary>A plan nearly as good as the best.</summary>
/// <param name="Finishes">What it chooses, and when each is finished.</param>
/// <param name="Objective">What it is worth.</param>
/// <param name="In">What it chooses and the best plan does not.</param>
/// <param name="Out">What the best plan chooses and it does not.</param>
/// <param name="Distance">The work in which it differs from the nearest of the plans before it, the best one among them.</param>
/// <param name="Proven">Whether none is farther from them.</param>
public sealed record GoodPlan(
    ImmutableSortedDictionary<Id<Initiative>, Period> Finishes, Money Objective, ImmutableArray<Id<Initiative>> In, ImmutableArray<Id<Initiative>> Out, EngineerWeeks Distance, bool Proven);
