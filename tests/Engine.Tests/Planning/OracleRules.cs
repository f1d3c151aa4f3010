using Dais.Engine.Modelling;
using Dais.Engine.Planning;

namespace Dais.Engine.Tests.Planning;

/// <summary>A small world as plain numbers, and the rules R1 … R11 as questions about a list of finishes.</summary>
/// <remarks>
/// Written from the rules alone, beside and apart from the planner and the checker. Finishes are one number for each
/// initiative, in the portfolio's order: a period, −1 where it is done from the start, <see cref="Out"/> where it is
/// not chosen.
/// </remarks>
internal sealed class OracleRules
{
    /// <summary>Not chosen, or never.</summary>
    internal const int Out = int.MaxValue;

    internal const double Tiny = 1e-7;

    private readonly Portfolio _portfolio;
    private readonly Policy _policy;
    private readonly Initiative[] _initiatives;
    private readonly Dictionary<Id<Initiative>, int> _place;

    internal OracleRules(SmallWorld world)
    {
        (_portfolio, _policy) = (world.Portfolio, world.Policy);
        _initiatives = [.. _portfolio.Initiatives];
        _place = Enumerable.Range(0, Count).ToDictionary(i => _initiatives[i].Id);
        Teams = [.. _portfolio.Teams.Select(t => t.Id)];
        Net = [.. _portfolio.Teams.Select(team => Enumerable.Range(0, Periods).Select(t => NetOf(team, t)).ToArray())];
        Effort = [.. _initiatives.Select(i => Teams.Select(k => EffortOf(i, k)).ToArray())];
        Pace = [.. _initiatives.Select(i => i.Pace is { Value: > 0 } pace ? pace.Value : double.PositiveInfinity)];
    }

    internal int Count => _initiatives.Length;

    internal int Periods => _portfolio.Platform.Calendar.Count;

    internal Id<Team>[] Teams { get; }

    /// <summary>Capacity after reserves, by team and period (R4).</summary>
    internal double[][] Net { get; }

    /// <summary>Effort ahead, by initiative and team (R1, R8).</summary>
    internal double[][] Effort { get; }

    /// <summary>The pace of each initiative, or infinity (R2).</summary>
    internal double[] Pace { get; }

    internal double K => Net.Sum(n => n.Sum());

    internal Id<Initiative> IdOf(int i) => _initiatives[i].Id;

    internal bool IsDone(int i) => _initiatives[i].Status == InitiativeStatus.Done;

    /// <summary>The finishes that an initiative may have by its own rules (R3, R8): what is asked of it alone.</summary>
    internal IEnumerable<int> OwnFinishes(int i)
    {
        if (IsDone(i)) return [-1];
        var it = _initiatives[i];
        IEnumerable<int> finishes = [.. Enumerable.Range(0, Periods), Out];
        if (it.Status == InitiativeStatus.Dropped || _policy.Bans.Contains(it.Id)) finishes = [Out];
        if (it.Must || it.Status == InitiativeStatus.Started) finishes = finishes.Where(f => f != Out);
        foreach (var pin in _policy.Pins.Where(p => p.Initiative == it.Id)) finishes = finishes.Where(f => f == pin.Finish.Index);
        if (Promise(i) is { } promised && !_policy.Release) finishes = finishes.Where(f => f == promised);
        return finishes.Where(f => f == Out || f <= (it.Latest?.Index ?? Periods - 1));
    }

    /// <summary>R3, R5, R6, R7, R8 between initiatives; R9's ceilings.</summary>
    internal bool Allows(int[] f) =>
        Enumerable.Range(0, Count).All(i => f[i] is -1 or Out || AllowsBeside(i, f)) && MovesAllowed(f) && CeilingsAllow(f);

    /// <summary>first(i) of R3.</summary>
    internal int First(int i, int[] f)
    {
        var first = Math.Max(0, _initiatives[i].Earliest?.Index ?? 0);
        foreach (var j in Places(_initiatives[i].After)) if (f[j] != Out) first = Math.Max(first, f[j] + 1);
        return first;
    }

    /// <summary>The periods, as bits, in which there may be work on an initiative.</summary>
    internal int Window(int i, int[] f) =>
        f[i] is -1 or Out ? 0 : Enumerable.Range(0, Periods).Where(t => t >= First(i, f) && t <= f[i]).Sum(t => 1 << t);

    /// <summary>The promised finish of a committed initiative.</summary>
    internal int? Promise(int i) => _initiatives[i].Status == InitiativeStatus.Committed ? _initiatives[i].CommittedFinish?.Index : null;

    /// <summary>R9: Σ_b max(0, min_b · K − effort(b)); 0 where allocation is off.</summary>
    internal double Shortfall(int[] f) => _portfolio.Buckets.Sum(b => Shortfall(b, f));

    internal double Shortfall(Bucket bucket, int[] f) =>
        _policy.Allocation ? Math.Max(0, ((bucket.Min?.Value ?? 0) * K) - Effort9(bucket, f)) : 0;

    /// <summary>effort(b) of R9.</summary>
    internal double Effort9(Bucket bucket, int[] f) =>
        Enumerable.Range(0, Count).Where(i => f[i] is not (-1 or Out) && _initiatives[i].Bucket == bucket.Id).Sum(i => Effort[i].Sum());

    /// <summary>R10, R11: a for a use case; −1 from the start, <see cref="Out"/> for never.</summary>
    internal int Available(UseCase useCase, int[] f)
    {
        var a = -1;
        foreach (var need in useCase.Needs)
        {
            a = Math.Max(a, need is Need.OfInitiative of ? f[_place[of.Initiative]] : Reached((Need.OfCapability)need, f));
        }
        return a;
    }

    /// <summary>V_C and V_P; the later part of each that lies in the tail.</summary>
    internal (double Customer, double Platform, double CustomerTail, double PlatformTail) Values(int[] f)
    {
        var sum = new double[4];
        void Add(int at, double a, double b) => (sum[at], sum[at + 2]) = (sum[at] + a, sum[at + 2] + b);
        for (var i = 0; i < Count; i++)
        {
            if (f[i] is -1 or Out) continue;
            var (customer, platform) = (_portfolio.CustomerWorth(_initiatives[i])?.Value ?? 0, _portfolio.PlatformWorth(_initiatives[i])?.Value ?? 0);
            Add(0, Flow(customer, f[i], 1, 0), Flow(customer, f[i], 1, Periods));
            Add(1, Flow(platform, f[i], 1, 0), Flow(platform, f[i], 1, Periods));
        }
        foreach (var useCase in _portfolio.UseCases)
        {
            var a = Available(useCase, f);
            if (a is -1 or Out) continue;
            var worth = _portfolio.Worth(useCase)?.Value ?? 0;
            Add(0, Flow(worth, a, useCase.Ramp ?? 1, 0), Flow(worth, a, useCase.Ramp ?? 1, Periods));
        }
        return (sum[0], sum[1], sum[2], sum[3]);
    }

    /// <summary>flow(v, a, ramp), of it what is earned in period <paramref name="from"/> or later.</summary>
    internal double Flow(double v, int a, double ramp, int from)
    {
        if (_policy.Timing == Timing.Once) return from == 0 ? v : 0;
        var r = _portfolio.Platform.DiscountRate.Yearly;
        var flow = 0.0;
        for (var s = Math.Max(a + 1, from); s <= Periods - 1 + _policy.Tail; s++)
        {
            flow += v / 4 * (s - a >= ramp ? 1 : (s - a) / ramp) * Math.Pow(1 + r, -s / 4.0);
        }
        return flow;
    }

    private bool AllowsBeside(int i, int[] f)
    {
        var it = _initiatives[i];
        return f[i] - First(i, f) + 1 >= (it.Periods ?? 1)
            && Places(it.After).All(j => f[j] != Out)
            && Places(it.Requires).All(j => f[j] != Out && f[j] <= f[i])
            && Places(it.Excludes).All(j => f[j] is -1 or Out);
    }

    private bool MovesAllowed(int[] f) =>
        !_policy.Release || _policy.MaxMoves is not { } most
        || Enumerable.Range(0, Count).Count(i => Promise(i) is { } promised && f[i] != promised) <= most;

    private bool CeilingsAllow(int[] f) =>
        !_policy.Allocation || _portfolio.Buckets.All(b => b.Max is not { } max || Effort9(b, f) <= (max.Value * K) + Tiny);

    private int Reached(Need.OfCapability need, int[] f)
    {
        if (_portfolio.Capabilities[need.Capability].Level >= need.Level) return -1;
        var raising = Enumerable.Range(0, Count).Where(i => _initiatives[i].Raises.Any(r => r.Capability == need.Capability && r.To >= need.Level));
        return raising.Select(i => f[i]).DefaultIfEmpty(Out).Min();
    }

    private IEnumerable<int> Places(IEnumerable<Id<Initiative>> ids) => ids.Select(id => _place[id]);

    private static double NetOf(Team team, int t)
    {
        double Part(Dais.Engine.Quantities.PerPeriod<Dais.Engine.Quantities.Share>? reserve) => reserve is null ? 0 : reserve[new(t)].Value;
        return team.Capacity[new(t)].Value * Math.Max(0, 1 - Part(team.Reserve.Ktlo) - Part(team.Reserve.Unplanned));
    }

    private static double EffortOf(Initiative initiative, Id<Team> team)
    {
        var effort = initiative is { Status: InitiativeStatus.Started, Remaining: { } remaining } ? remaining : initiative.Effort;
        return effort.TryGetValue(team, out var estimate) ? estimate.P50.Value : 0;
    }
}
