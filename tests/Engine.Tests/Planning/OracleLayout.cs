using System.Numerics;

namespace Dais.Engine.Tests.Planning;

/// <summary>Whether and how the work of given finishes fits into the teams' capacity (R1 … R5), by trying everything.</summary>
/// <remarks>
/// Each team is a transport of work into periods. By the theorem of minimum cuts it fits if and only if, for every
/// set P of periods, Σ_{t∈P} capacity_t + Σ_i min(effort_i, Σ_{t∉P} limit_it) ≥ Σ_i effort_i, where limit_it is the
/// pace inside the initiative's periods and 0 outside. With four periods those are sixteen sums. Sets of periods are
/// bits of a number.
/// </remarks>
internal sealed class OracleLayout
{
    /// <summary>Work below this does not count as work: ten times what a checker of plans allows.</summary>
    internal const double LeastWork = 1e-3;

    private const int Weight = 100;

    private readonly OracleRules _rules;
    private readonly int[] _windows;
    private readonly double[][] _effort;

    internal OracleLayout(OracleRules rules, int[] finishes)
    {
        _rules = rules;
        _windows = [.. Initiatives.Select(i => rules.Window(i, finishes))];
        _effort = [.. Initiatives.Select(i => finishes[i] is -1 or OracleRules.Out ? new double[rules.Teams.Length] : rules.Effort[i])];
    }

    /// <summary>Whether there is a layout at all.</summary>
    internal bool Fits => FitsInside(_windows);

    /// <summary>The least sum, over initiatives, of periods from the first to the last with work; for finishes that fit.</summary>
    internal int LeastSpan => Cheapest(i => Sets(i).Where(m => Holes(m) == 0).Select(m => (Size(m), m)), _ => true).Cost;

    /// <summary>
    /// For each initiative its periods with work, in a layout with the fewest idle periods inside initiatives; among
    /// those with the fewest initiative-periods; and among those with the latest starts. For finishes that fit.
    /// </summary>
    internal int[] FewestGaps => Cheapest(i => Sets(i).Select(m => ((Holes(m) * Weight * Weight) + (Size(m) * Weight) - First(m), m)), IsWorkedEverywhere).Masks;

    private IEnumerable<int> Initiatives => Enumerable.Range(0, _rules.Count);

    /// <summary>Whether the work of every team fits, each initiative inside its set of periods.</summary>
    internal bool FitsInside(int[] masks) => Enumerable.Range(0, _rules.Teams.Length).All(k => TeamFits(k, masks, held: null));

    /// <summary>How many periods lie idle between the first and the last of a set.</summary>
    internal static int Holes(int mask) =>
        mask == 0 ? 0 : BitOperations.Log2((uint)mask) - BitOperations.TrailingZeroCount(mask) + 1 - Size(mask);

    /// <summary>How many periods are in a set.</summary>
    internal static int Size(int mask) => BitOperations.PopCount((uint)mask);

    /// <summary>The first period of a set; 0 where there is none.</summary>
    internal static int First(int mask) => mask == 0 ? 0 : BitOperations.TrailingZeroCount(mask);

    private bool TeamFits(int k, int[] masks, (int Initiative, int Period)? held)
    {
        for (var p = 0; p < 1 << _rules.Periods; p++)
        {
            var (have, want) = (0.0, 0.0);
            for (var t = 0; t < _rules.Periods; t++)
            {
                if ((p >> t & 1) != 0) have += _rules.Net[k][t] - (held?.Period == t ? LeastWork : 0);
            }
            foreach (var i in Initiatives)
            {
                var isHeld = held?.Initiative == i;
                var effort = _effort[i][k] - (isHeld ? LeastWork : 0);
                var open = masks[i] & ~p;
                var limit = _rules.Pace[i] * Size(open);
                if (open == 0) limit = 0;
                else if (isHeld && (open >> held!.Value.Period & 1) != 0) limit -= LeastWork;
                want += effort;
                have += Math.Min(effort, limit);
            }
            if (have < want - OracleRules.Tiny) return false;
        }
        return true;
    }

    /// <summary>
    /// Whether work can be put into each period of every set at once. Layouts can be mixed, so it is enough that each
    /// period alone can have some: the mean of those layouts has work in all of them.
    /// </summary>
    private bool IsWorkedEverywhere(int[] masks) =>
        Initiatives.All(i => Periods(masks[i]).All(t => Enumerable.Range(0, _rules.Teams.Length).Any(k => CanWork(k, i, t, masks))));

    private bool CanWork(int k, int i, int t, int[] masks) =>
        _effort[i][k] > LeastWork && _rules.Net[k][t] > LeastWork && TeamFits(k, masks, (i, t));

    private IEnumerable<int> Periods(int mask) => Enumerable.Range(0, _rules.Periods).Where(t => (mask >> t & 1) != 0);

    /// <summary>The sets of periods that an initiative could work in: none where it has no work.</summary>
    private IEnumerable<int> Sets(int i) =>
        _effort[i].Sum() < LeastWork ? [0] : Enumerable.Range(1, (1 << _rules.Periods) - 1).Where(m => (m & ~_windows[i]) == 0);

    /// <summary>One set for each initiative, in which the work fits, at the least sum of costs.</summary>
    private (int Cost, int[] Masks) Cheapest(Func<int, IEnumerable<(int Cost, int Mask)>> options, Func<int[], bool> accept)
    {
        (int Cost, int Mask)[][] sets = [.. Initiatives.Select(i => options(i).OrderBy(o => o.Cost).ToArray())];
        var best = (Cost: int.MaxValue, Masks: _windows);
        var masks = _windows.ToArray();
        void Try(int i, int cost)
        {
            if (cost + sets.Skip(i).Sum(s => s[0].Cost) >= best.Cost || !FitsInside(masks)) return;
            if (i == sets.Length)
            {
                if (accept(masks)) best = (cost, masks.ToArray());
                return;
            }
            var window = masks[i];
            foreach (var (more, mask) in sets[i])
            {
                masks[i] = mask;
                Try(i + 1, cost + more);
            }
            masks[i] = window;
        }
        Try(0, 0);
        return best;
    }
}
