using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>One line of a glide path: shares of all capacity, as fractions.</summary>
/// <param name="Kind">A bucket, no bucket, KTLO, unplanned, or what nobody is meant to have yet (idle).</param>
/// <param name="Bucket">Which bucket, where it is one.</param>
/// <param name="Today">Where it begins.</param>
/// <param name="Shares">By period of the horizon.</param>
/// <param name="Target">Where it is meant to be in the last period.</param>
public sealed record GlideLine(CapacityKind Kind, Id<Bucket>? Bucket, double Today, ImmutableArray<double> Shares, double Target);

/// <summary>Why KTLO is not forecast.</summary>
public enum NoForecast
{
    /// <summary>Nothing is logged.</summary>
    NoLog,

    /// <summary>Fewer than eight periods in a row are logged.</summary>
    TooFewPeriods,
}

/// <summary>
/// How the shares of all capacity get from today's to those that are meant, no share changing faster than people can follow (M-06 e).
/// </summary>
/// <remarks>
/// <para>
/// Today's shares are those of the work done lately, else those of the plan. KTLO is not decided: where the log tells how
/// it grows, it goes as M-11 b has it, and leaves that much less to all others; else it goes to its reserve like any
/// other line. What is left after KTLO and the reserve for the unplanned is split as the targets say, or as the plan does
/// where no target is stated.
/// </para>
/// <para>
/// Each period goes the same part θ of the way on every line, the largest at which no share changes by more than the
/// limit; so the shares sum to 1 in every period. What KTLO takes or gives back meanwhile falls on the others in
/// proportion to what they have; only where that alone exceeds the limit does a share change by more, and then by no
/// more than that. With targets that stand still, the path is there after the largest distance ÷ the
/// limit, rounded up.
/// </para>
/// </remarks>
/// <param name="Lines">Buckets in the portfolio's order, then the rest; they sum to 1.</param>
/// <param name="Limit">The most that a share changes from one period to the next, as a fraction.</param>
/// <param name="FromLog">Whether today's shares are from the work log.</param>
/// <param name="Ktlo">How KTLO grows; absent where <paramref name="Without"/> says why.</param>
/// <param name="Without">Why KTLO is not forecast.</param>
public sealed record GlidePath(ImmutableArray<GlideLine> Lines, double Limit, bool FromLog, KtloGrowth? Ktlo, NoForecast? Without)
{
    /// <summary>The limit unless somebody says otherwise.</summary>
    public const double UsualLimit = 0.05;

    private const double Near = 1e-9;

    /// <summary>The period from whose start on every share is where it is meant to be; absent where the horizon is too short.</summary>
    public Period? Arrival { get; private init; }

    /// <summary>The path; nothing where there is no capacity.</summary>
    public static GlidePath? Of(Portfolio portfolio, Plan plan, double limit = UsualLimit)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var use = CapacityUse.Of(portfolio, plan);
        if (use.Gross.Value <= 0) return null;
        var done = WorkDone.Of(portfolio);
        var today = use.Lines.Select(l => done is null ? l.Share!.Value.Value : (done.Find(l.Kind, l.Bucket)?.Effort.Value ?? 0) / done.Total.Value).ToArray();
        var logged = KtloGrowth.Logged(portfolio);
        var growth = KtloGrowth.From([.. logged.Select(l => (l.Ktlo, l.All))]);
        var steering = new Steering(portfolio, plan, use, growth);
        if (growth is not null) steering.Begin(today, logged[^1]);
        var shares = new List<double[]>();
        var (at, arrival) = (today, (Period?)null);
        for (var t = 0; t < portfolio.Platform.Calendar.Count; t++)
        {
            at = steering.Step(at, limit);
            shares.Add(at);
            arrival = steering.Distance(at) > 1e-6 ? null : arrival ?? new Period(t);
        }

        var lines = use.Lines.Select((l, i) => new GlideLine(l.Kind, l.Bucket, today[i], [.. shares.Select(s => s[i])], steering.Target(shares[^1])[i]));
        return new([.. lines], limit, done is not null, growth, growth is not null ? null : logged.IsEmpty ? NoForecast.NoLog : NoForecast.TooFewPeriods) { Arrival = arrival };
    }

    /// <summary>Where shares are meant to be, and how far one period may take them.</summary>
    private sealed class Steering(Portfolio portfolio, Plan plan, CapacityUse use, KtloGrowth? growth)
    {
        private readonly int _ktlo = Place(use, CapacityKind.Ktlo);
        private readonly int _unplanned = Place(use, CapacityKind.Unplanned);
        private double _before;

        /// <summary>KTLO begins where the log ends, and goes on to the start of the horizon.</summary>
        internal void Begin(double[] today, (Period Period, EngineerWeeks Ktlo, EngineerWeeks All) last)
        {
            _before = last.Ktlo.Value / last.All.Value;
            for (var p = last.Period; p.Index < -1; p = p.Plus(1)) _before = growth!.Next(_before, 1);
            var (rest, now) = (1 - today[_ktlo], 1 - _before);
            for (var i = 0; i < today.Length; i++) today[i] = i == _ktlo ? _before : rest > Near ? today[i] * now / rest : today[i];
        }

        /// <summary>The shares of the next period.</summary>
        internal double[] Step(double[] before, double limit)
        {
            var taken = growth is null ? 0 : growth.Next(before[_ktlo], 1) - before[_ktlo];
            var target = Target(before, taken);
            var others = growth is null ? 1 : 1 - before[_ktlo];
            double Change(int i, double theta) => growth is not null && i == _ktlo
                ? taken
                : (theta * (target[i] - before[i])) - (others > Near ? (1 - theta) * taken * before[i] / others : 0);
            var most = 1.0;
            for (var i = 0; i < before.Length; i++)
            {
                if (growth is not null && i == _ktlo) continue;
                var (none, all) = (Change(i, 0), Change(i, 1));
                if (Math.Abs(all) > limit) most = Math.Min(most, Math.Abs(all - none) > Near ? Math.Max(0, ((Math.Sign(all) * limit) - none) / (all - none)) : 0);
            }

            return [.. before.Select((share, i) => Math.Max(0, share + Change(i, most)))];
        }

        /// <summary>Where the shares are meant to be, KTLO being what it is by then.</summary>
        internal double[] Target(double[] at) => Target(at, 0);

        /// <summary>The largest distance of a share from where it is meant to be.</summary>
        internal double Distance(double[] at) => Target(at).Zip(at, (a, b) => Math.Abs(a - b)).Max();

        private double[] Target(double[] before, double taken)
        {
            var ktlo = growth is null ? use.Lines[_ktlo].Share!.Value.Value : before[_ktlo] + taken;
            var unplanned = Math.Min(1 - ktlo, use.Lines[_unplanned].Share!.Value.Value);
            var rest = 1 - ktlo - unplanned;
            var stated = portfolio.Buckets.Any(b => b.Share is not null);
            var parts = use.Lines.Select(l => l.Kind switch
            {
                CapacityKind.Bucket => stated ? portfolio.Buckets[l.Bucket!.Value].Share?.Value ?? 0 : Of(l),
                CapacityKind.Unbucketed => stated ? 0 : Of(l),
                _ => 0,
            }).ToArray();
            var scale = Math.Max(1, parts.Sum());
            var target = parts.Select(p => rest * p / scale).ToArray();
            (target[_ktlo], target[_unplanned]) = (ktlo, unplanned);
            target[Place(use, CapacityKind.Idle)] = Math.Max(0, 1 - target.Sum());
            return target;
        }

        private double Of(CapacityLine line) => plan.Capacity.Value > 0 ? line.Effort.Value / plan.Capacity.Value : 0;

        private static int Place(CapacityUse use, CapacityKind kind) => Enumerable.Range(0, use.Lines.Length).Single(i => use.Lines[i].Kind == kind);
    }
}
