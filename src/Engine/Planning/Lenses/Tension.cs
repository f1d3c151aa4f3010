using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;

namespace Dais.Engine.Planning.Lenses;

/// <summary>How far the two lenses pull one initiative apart.</summary>
/// <param name="Id">Which.</param>
/// <param name="Effort">What it takes, over all teams.</param>
/// <param name="InCustomer">Its finish in the customers' ideal; absent where it is not chosen there.</param>
/// <param name="InPlatform">Its finish in the platform's ideal; absent where it is not chosen there.</param>
/// <param name="Customer">V_C,i: what customers owe to it at present value, its own value and its part of the use cases.</param>
/// <param name="Platform">V_P,i: what the platform owes to it at present value.</param>
/// <param name="CustomerPart">V_C,i ÷ V_C*, no unit; may be negative.</param>
/// <param name="PlatformPart">V_P,i ÷ V_P*, no unit; may be negative.</param>
public sealed record ItemTension(
    Id<Initiative> Id, EngineerWeeks Effort, Period? InCustomer, Period? InPlatform, Money Customer, Money Platform, double CustomerPart, double PlatformPart)
{
    /// <summary>t_i = |V_C,i ÷ V_C* − V_P,i ÷ V_P*|, at least 0.</summary>
    public double Size => Math.Abs(CustomerPart - PlatformPart);

    /// <summary>The lens to which it matters more.</summary>
    public Lens Pull => CustomerPart >= PlatformPart ? Lens.Customer : Lens.Platform;

    /// <summary>Quarters between its two finishes; absent unless both ideals choose it.</summary>
    public int? Quarters => InCustomer is { } c && InPlatform is { } p ? Math.Abs(c.Index - p.Index) : null;
}

/// <summary>How far the two ideals are from each other (M-04 b).</summary>
/// <param name="CapacityConflict">κ = 1 − ew(C* ∩ P*) ÷ K, 0 … 1: the part of the capacity on which they do not agree; absent without capacity.</param>
/// <param name="WeightedJaccard">ew(C* ∩ P*) ÷ ew(C* ∪ P*), 0 … 1; absent where nothing takes effort.</param>
/// <param name="CustomerLoss">L_C = 1 − V_C(P*) ÷ V_C(C*): what customers lose under the platform's ideal; absent where V_C* is not above 0.</param>
/// <param name="PlatformLoss">L_P = 1 − V_P(C*) ÷ V_P(P*): what the platform loses under the customers' ideal; absent where V_P* is not above 0.</param>
/// <param name="TimeTension">Σ ew · |quarter in C* − quarter in P*| ÷ Σ ew over what both choose, in quarters; absent where that is nothing.</param>
/// <param name="Items">The initiatives, the widest apart first.</param>
/// <param name="InNeither">The initiatives that neither ideal chooses, of those that are neither done nor dropped, in the portfolio's order.</param>
/// <param name="InNone">Those of them that no plan found between the two chooses either.</param>
public sealed record Tension(
    double? CapacityConflict,
    double? WeightedJaccard,
    double? CustomerLoss,
    double? PlatformLoss,
    double? TimeTension,
    ImmutableArray<ItemTension> Items,
    ImmutableArray<Id<Initiative>> InNeither,
    ImmutableArray<Id<Initiative>> InNone)
{
    private const double Least = 1e-9;

    /// <summary>Compares the two ideals of <paramref name="study"/>, which has found both.</summary>
    public static Tension Of(Portfolio portfolio, LensStudy study)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(study);
        var (c, p) = (study.Customer, study.Platform);
        var both = c.Initiatives.Where(i => p.Find(i.Id) is not null).ToList();
        var (shared, all) = (both.Sum(Ew), c.Initiatives.Concat(p.Initiatives).DistinctBy(i => i.Id).Sum(Ew));
        var items = ItemsOf(portfolio, c, p);
        var open = portfolio.Initiatives.Where(i => i.Status is not (InitiativeStatus.Done or InitiativeStatus.Dropped)).Select(i => i.Id);
        var neither = open.Where(id => c.Find(id) is null && p.Find(id) is null).ToList();
        return new(
            c.Capacity.Value > Least ? Math.Clamp(1 - (shared / c.Capacity.Value), 0, 1) : null,
            all > Least ? shared / all : null,
            Loss(c.Value.Customer, p.Value.Customer),
            Loss(p.Value.Platform, c.Value.Platform),
            shared > Least ? both.Sum(i => Ew(i) * Math.Abs(i.Finish.Index - p.Find(i.Id)!.Finish.Index)) / shared : null,
            [.. items.OrderByDescending(i => Math.Round(i.Size, 9)).ThenBy(i => i.Id)],
            [.. neither],
            [.. neither.Where(id => !study.Frontier.Points.Any(f => f.Finishes.ContainsKey(id)))]);
    }

    private static double? Loss(Money best, Money other) => best.Value > Least ? 1 - (other.Value / best.Value) : null;

    private static double Ew(PlannedInitiative initiative) => initiative.Work.Values.Sum(w => w.Sum(e => e.Value));

    /// <summary>Each initiative is worth what it is in the ideal of that lens, else in the other one, else by itself at its earliest.</summary>
    private static IEnumerable<ItemTension> ItemsOf(Portfolio portfolio, Plan c, Plan p)
    {
        var problem = Compile.From(portfolio, c.Policy);
        var (inC, inP) = (Credit(problem, c), Credit(problem, p));
        var (bestC, bestP) = (c.Value.Customer.Value, p.Value.Platform.Value);
        for (var i = 0; i < problem.Candidates.Length; i++)
        {
            var candidate = problem.Candidates[i];
            if (!candidate.Possible) continue;
            var (finishC, finishP) = (c.Find(candidate.Id)?.Finish, p.Find(candidate.Id)?.Finish);
            var customer = candidate.Customer[(finishC ?? finishP)?.Index ?? candidate.MinFinish] + (finishC is null ? inP : inC).GetValueOrDefault(candidate.Id);
            var platform = candidate.Platform[(finishP ?? finishC)?.Index ?? candidate.MinFinish];
            yield return new(
                candidate.Id, EngineerWeeks.Of(candidate.Total), finishC, finishP, Money.Of(customer), Money.Of(platform),
                bestC > Least ? customer / bestC : 0, bestP > Least ? platform / bestP : 0);
        }
    }

    /// <summary>What each chosen initiative is credited of the plan's use cases, in money.</summary>
    private static Dictionary<Id<Initiative>, double> Credit(Problem problem, Plan plan)
    {
        var finish = plan.Initiatives.ToDictionary(i => i.Id, i => i.Finish.Index);
        var finishes = problem.Candidates.Select(c => finish.GetValueOrDefault(c.Id, -1)).ToArray();
        var available = problem.Goals.Select(g => (Goal: g, At: Evaluation.Available(problem, g, finishes))).Where(x => x.At is not null).ToList();
        var needed = available.ToDictionary(x => x.Goal.Id, x => PlanValueFlow.Needed(problem.Portfolio, problem.Portfolio.UseCases[x.Goal.Id], (capability, level) => RaisedBy(problem, finishes, capability, level)));
        var flow = PlanValueFlow.Of(available.ToDictionary(x => x.Goal.Id, x => Money.Of(x.Goal.Value[x.At!.Value])), needed);
        return flow.Credit.ToDictionary(x => x.Key, x => x.Value.Value);
    }

    private static Id<Initiative>? RaisedBy(Problem problem, int[] finishes, Id<Capability> capability, Level level)
    {
        var step = problem.Steps.First(s => s.Capability == capability && s.Level == level.Value);
        var first = step.Raisers.Where(i => finishes[i] >= 0).OrderBy(i => finishes[i]).ThenBy(i => i).Cast<int?>().FirstOrDefault();
        return first is { } i ? problem.Candidates[i].Id : null;
    }
}
