using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Lenses;

/// <summary>An initiative that comes later than one side wants it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Quarters">How much later, above 0.</param>
public sealed record Delay(Id<Initiative> Id, int Quarters);

/// <summary>What one side gives up when a plan is done instead of its ideal: things, quarters and money.</summary>
/// <param name="Side">Whose ideal.</param>
/// <param name="Dropped">The initiatives of the ideal that the plan does not choose, in the portfolio's order.</param>
/// <param name="Delayed">Those that it finishes later.</param>
/// <param name="Value">The value of that lens that is lost, at present value; never negative when the ideal is proven.</param>
/// <param name="Part">The same as a part of the ideal's value; absent where that is not above 0.</param>
public sealed record Concession(Lens Side, ImmutableArray<Id<Initiative>> Dropped, ImmutableArray<Delay> Delayed, Money Value, double? Part)
{
    /// <summary>The quarters of delay, summed over initiatives.</summary>
    public int Quarters => Delayed.Sum(d => d.Quarters);

    /// <summary>What the side whose ideal it is gives up under <paramref name="plan"/>.</summary>
    public static Concession Of(Portfolio portfolio, Lens side, Plan ideal, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(ideal);
        ArgumentNullException.ThrowIfNull(plan);
        var wanted = portfolio.Initiatives.Select(i => ideal.Find(i.Id)).OfType<PlannedInitiative>().ToList();
        var (had, has) = side == Lens.Platform ? (ideal.Value.Platform, plan.Value.Platform) : (ideal.Value.Customer, plan.Value.Customer);
        return new(
            side,
            [.. wanted.Where(i => plan.Find(i.Id) is null).Select(i => i.Id)],
            [.. wanted.Select(i => (i.Id, Later: plan.Find(i.Id) is { } now ? now.Finish.Index - i.Finish.Index : 0)).Where(x => x.Later > 0).Select(x => new Delay(x.Id, x.Later))],
            had - has,
            had.Value > 1e-9 ? 1 - (has.Value / had.Value) : null);
    }
}
