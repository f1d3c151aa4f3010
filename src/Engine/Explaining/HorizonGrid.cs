using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>When value flows, or work is done.</summary>
public enum Horizon
{
    /// <summary>The first four quarters of the plan.</summary>
    Near,

    /// <summary>The rest of the plan's quarters.</summary>
    Mid,

    /// <summary>The tail: the quarters after the plan in which its value still flows.</summary>
    Long,
}

/// <summary>One number for each horizon.</summary>
/// <typeparam name="T">Of what.</typeparam>
public readonly record struct ByHorizon<T>(T Near, T Mid, T Long)
{
    /// <summary>The number of that horizon.</summary>
    public T this[Horizon horizon] => horizon switch { Horizon.Near => Near, Horizon.Mid => Mid, _ => Long };

    /// <summary>One made for each.</summary>
    public static ByHorizon<T> Of(Func<Horizon, T> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return new(make(Horizon.Near), make(Horizon.Mid), make(Horizon.Long));
    }
}

/// <summary>A line of the grid: what one goal brings, and when.</summary>
/// <param name="Goal">Growth, retention and margin of use cases, what initiatives are worth to customers by themselves, and platform value.</param>
/// <param name="Value">At present value, unweighted, by when it flows.</param>
public sealed record GoalLine(ReasonKind Goal, ByHorizon<Money> Value)
{
    /// <summary>The sum over the horizons.</summary>
    public Money Total => Value.Near + Value.Mid + Value.Long;
}

/// <summary>How many end users the use cases available by the end of a horizon reach; never added to money.</summary>
/// <remarks>The same people may be counted in several use cases, so that only a range is known.</remarks>
/// <param name="AtLeast">The most that one use case reaches.</param>
/// <param name="AtMost">The sum over the use cases.</param>
/// <param name="UseCases">How many use cases are available and say how many they reach.</param>
/// <param name="Unsaid">How many are available and do not say.</param>
public readonly record struct UsersReached(double AtLeast, double AtMost, int UseCases, int Unsaid);

/// <summary>A cell in which nothing flows, though something might.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Horizon">The horizon.</param>
/// <param name="Asked">What could flow there: the id of a use case or an initiative, what it is worth a year, and when the plan has it, if it does.</param>
public sealed record EmptyCell(ReasonKind Goal, Horizon Horizon, ImmutableArray<AskedFor> Asked);

/// <summary>Something worth money for a goal.</summary>
/// <param name="Subject">The use case's or the initiative's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Yearly">What it is worth for the goal a year.</param>
/// <param name="Earliest">The period at whose end it is possible at the earliest: no plan has it sooner.</param>
/// <param name="Planned">The period at whose end the plan has it; absent where it has not.</param>
public sealed record AskedFor(string Subject, string Name, Money Yearly, Period Earliest, Period? Planned);

/// <summary>Planned work for one motive.</summary>
/// <param name="Motive">Why a platform does it; absent for what nobody tagged.</param>
/// <param name="Effort">Engineer-weeks by when the work is done; nothing is done in the tail.</param>
/// <param name="Initiatives">Which initiatives, in the portfolio's order.</param>
public sealed record MotiveLine(Motive? Motive, ByHorizon<EngineerWeeks> Effort, ImmutableArray<Id<Initiative>> Initiatives)
{
    /// <summary>The sum over the horizons.</summary>
    public EngineerWeeks Total => Effort.Near + Effort.Mid + Effort.Long;
}

/// <summary>
/// When a plan's value flows, and for which goal: near, mid and long against growth, retention, margin, customers and the
/// platform; and the work by motive beside it.
/// </summary>
/// <remarks>
/// The lines of use cases and of customer value add up to V_C, the line of the platform is V_P, exactly; weights do not
/// matter here. Value that counts once (<see cref="Timing.Once"/>) has no flow: it stands in the horizon in which it is
/// finished. Use cases that are available from the start are worth the same in every plan and are in none (R11).
/// </remarks>
/// <param name="Lines">One for each goal, in the order of <see cref="ReasonKind"/>.</param>
/// <param name="Users">Users reached by the end of each horizon.</param>
/// <param name="EmptyCells">Cells without value that something could fill, in the order of goals and horizons.</param>
/// <param name="Motives">Work by motive, tagged ones first; only motives with work.</param>
/// <param name="Rates">The same value by horizon at other discount rates, lowest first.</param>
public sealed record HorizonGrid(
    ImmutableArray<GoalLine> Lines,
    ByHorizon<UsersReached> Users,
    ImmutableArray<EmptyCell> EmptyCells,
    ImmutableArray<MotiveLine> Motives,
    ImmutableArray<RateLine> Rates)
{
    /// <summary>Quarters of a year: how long near is.</summary>
    public const int NearPeriods = 4;

    /// <summary>The value of each horizon over all goals.</summary>
    public ByHorizon<Money> Sum => ByHorizon<Money>.Of(h => Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Value[h]));

    /// <summary>V_C + V_P.</summary>
    public Money Total => Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Total);

    /// <summary>The horizon in which that period lies.</summary>
    public static Horizon Of(Period period, Calendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return period.Index >= calendar.Count ? Horizon.Long : period.Index < NearPeriods ? Horizon.Near : Horizon.Mid;
    }

    /// <summary>The grid of a plan.</summary>
    /// <param name="portfolio">What was planned.</param>
    /// <param name="plan">A plan; of one that is none, all is empty.</param>
    public static HorizonGrid Of(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        return HorizonCount.Of(portfolio, plan);
    }
}

/// <summary>The value of each horizon, had it been discounted at that rate; the plan is the same.</summary>
public sealed record RateLine(DiscountRate Rate, ByHorizon<Money> Value);
