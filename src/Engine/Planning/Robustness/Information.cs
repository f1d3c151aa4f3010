using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Robustness;

/// <summary>What it would be worth to know, for every number in doubt (M-07 d).</summary>
/// <param name="Doubts">The most worth knowing first.</param>
/// <param name="Noise">What a number that has nothing to do with anything would seem to be worth: less than this is no finding.</param>
/// <param name="Better">The plan that is worth most on average of those compared; absent where it is the plan itself.</param>
/// <param name="Plans">How many plans were compared.</param>
/// <param name="Draws">Over how many draws.</param>
public sealed record Information(ImmutableArray<DoubtWorth> Doubts, Money Noise, SturdierPlan? Better, int Plans, int Draws);

/// <summary>A plan that is worth more on average over the draws, its order being kept.</summary>
/// <param name="Gain">How much more than the plan.</param>
/// <param name="In">What it chooses and the plan does not.</param>
/// <param name="Out">What the plan chooses and it does not.</param>
public sealed record SturdierPlan(Money Gain, ImmutableArray<Id<Initiative>> In, ImmutableArray<Id<Initiative>> Out);

/// <summary>What it would be worth to know one number before planning.</summary>
/// <param name="Kind">What sort of number.</param>
/// <param name="Id">The id of the initiative or use case.</param>
/// <param name="Team">Of an effort, the team.</param>
/// <param name="P10">One case of ten lies below it: engineer-weeks, or money units a year.</param>
/// <param name="P50">What plans reckon with.</param>
/// <param name="P90">One case of ten lies above it.</param>
/// <param name="IsAssumed">Whether a point of it is assumed, because nobody gave it.</param>
/// <param name="Worth">The expected value of perfect information, at present value; at least 0.</param>
/// <param name="Below">All else being as planned, another choice than the one that is best in the middle becomes better once the number falls to this, or where none does, other dates; absent where neither does, down to its first hundredth.</param>
/// <param name="Above">The same once it rises to this.</param>
public sealed record DoubtWorth(DoubtKind Kind, string Id, Id<Team>? Team, double P10, double P50, double P90, bool IsAssumed, Money Worth, Switch? Below, Switch? Above)
{
    internal static DoubtWorth Of(Doubt doubt, double worth, Switch? below, Switch? above) => new(
        doubt.Kind, doubt.Id, doubt.Team, doubt.At(-Normal.Z90), doubt.Nominal, doubt.At(Normal.Z90), doubt.IsAssumed, Money.Of(worth), below, above);

    /// <summary>Whether it is that number.</summary>
    internal bool IsOf(Doubt doubt) => (Kind, Id, Team) == (doubt.Kind, doubt.Id, doubt.Team);
}

/// <summary>Where the best of the plans compared becomes another one than in the middle.</summary>
/// <param name="At">The number, in its own unit.</param>
/// <param name="In">What the other plan chooses and the one that is best in the middle does not; empty with <paramref name="Out"/> where only dates differ.</param>
/// <param name="Out">What the one that is best in the middle chooses and the other does not.</param>
public sealed record Switch(double At, ImmutableArray<Id<Initiative>> In, ImmutableArray<Id<Initiative>> Out);
