using System.Collections.Immutable;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>A change that takes something away from other candidates, as a column that is 0 or 1.</summary>
/// <param name="Change">What it is.</param>
/// <param name="Candidate">Whom it takes it from.</param>
/// <param name="Size">How much it counts.</param>
/// <param name="Holds">Whether the finishes of a plan keep it.</param>
/// <param name="Tie">Adds the rows that make the plan keep it where the column is 1.</param>
internal sealed record Curb(ScenarioChange Change, int Candidate, double Size, Func<int[], bool> Holds, Action<Formulation, Column> Tie);

/// <summary>
/// The cheapest set of curbs on others under which the thing is chosen: things dropped, or finished later.
/// </summary>
/// <remarks>
/// Guarantee: cheapest where it is said to be. Curbs make plans without the thing impossible; the thing is in when every
/// plan without it that is better is impossible. The model chooses curbs and a plan with the thing that keeps them; for
/// each rival found so far, a plan without the thing, either a curb rules it out or the plan is worth as much. The best
/// plan without the thing under the curbs chosen is the next rival, until none is better: each round is a bound, and the
/// last one is met (implicit hitting sets, as in <see cref="Conflicts"/>). What is delayed is not to be lost: there
/// everything that the base chooses stays chosen, in every plan that is compared.
/// </remarks>
internal sealed class Rivals(Case c, FlipKind kind, string phase, IReadOnlyList<Curb> curbs, ImmutableArray<ScenarioChange> always)
{
    private const int MostRounds = 40;

    private readonly List<(int[] Finishes, double Objective)> _known = [(c.Base.Finishes, c.Base.Rank.Objective)];

    private readonly Problem _problem = c.After(always);

    internal FlipAnswer Find()
    {
        if (curbs.Count == 0) return new(kind, null, NoFlip.None);
        double? bound = null;
        for (var round = 0; round < MostRounds && !c.Trial.Budget.Over; round++)
        {
            var (reply, chosen) = Cheapest();
            if (reply.Status == SolveStatus.Infeasible) return new(kind, null, NoFlip.None);
            if (double.IsFinite(reply.Bound)) bound = SizeOf(reply.Bound);
            if (reply.Finishes is not { } finishes) break;
            var changes = Changes(chosen);
            var changed = c.After(changes);
            var (with, _) = c.With(changed, phase, finishes);
            if (with is null) break;
            var (without, known) = c.Without(changed, phase, null);
            if (without is not null && !with.Rank.AsGoodAs(without.Rank))
            {
                _known.Add((without.Finishes, without.Rank.Objective));
                continue;
            }

            if (without is null && !known) break;
            return Answer(chosen, with, bound, reply.Proven);
        }

        return new(kind, null, NoFlip.NotFound, bound);
    }

    /// <summary>Leaves out every curb that is not needed, and says what is known of the rest.</summary>
    private FlipAnswer Answer(List<int> chosen, Best with, double? bound, bool proven)
    {
        var fails = true;
        foreach (var curb in chosen.ToList())
        {
            var fewer = chosen.Where(x => x != curb).ToList();
            var judged = c.Judge(Changes(fewer), phase + ": a little less", with.Finishes);
            if (judged is { Gets: true, With: { } better }) (chosen, with) = (fewer, better);
            else fails &= judged.Fails;
        }

        var changes = Changes(chosen);
        var gets = c.Judge(changes, phase, with.Finishes).Gets;
        var cost = c.Cost(with.Finishes);
        var size = kind == FlipKind.Drop ? cost.Value : chosen.Sum(x => curbs[x].Size);
        var near = kind == FlipKind.Drop ? 2 * Rank.Same * Math.Max(1, Math.Abs(c.Base.Rank.Objective)) : 1e-6;
        return new(kind, new(kind, changes, size, bound, cost, c.Drawn(changes, with), proven && bound is { } b && size - b <= near, gets, fails && gets));
    }

    /// <summary>What stays chosen anyway, and the curbs; a pin says more than that its thing stays.</summary>
    private ImmutableArray<ScenarioChange> Changes(IEnumerable<int> chosen) => [.. always, .. chosen.Select(x => curbs[x].Change)];

    /// <summary>For drops the model maximises what is left, for delays it minimises what they count.</summary>
    private double SizeOf(double bound) => kind == FlipKind.Drop ? Math.Max(0, c.Base.Rank.Objective - bound) : Math.Max(0, Math.Ceiling(-bound - 1e-6));

    private (Reply Reply, List<int> Chosen) Cheapest()
    {
        Column[] columns = [];
        var reply = c.Trial.Ask(_problem, new(phase, f =>
        {
            columns = [.. curbs.Select(_ => f.Model.Binary())];
            Prepare(f, columns);
        })
        {
            Gap = kind == FlipKind.Drop ? Rank.Same / 4 * Math.Max(1, Math.Abs(c.Base.Rank.Objective)) : 0.999,
            Start = f => c.Forced is not { } forced ? null : Start(f, columns, forced.Finishes),
        });
        return (reply, reply.Finishes is null ? [] : [.. Enumerable.Range(0, curbs.Count).Where(x => reply.Point[columns[x].Index] > 0.5)]);
    }

    private void Prepare(Formulation f, Column[] columns)
    {
        c.Target.Require(f);
        var (terms, least) = Case.Worth(f);
        f.ClearObjective();
        if (kind == FlipKind.Drop)
        {
            foreach (var (column, factor) in terms) f.Model.AddWorth(column, factor);
        }

        foreach (var (curb, column) in curbs.Zip(columns))
        {
            curb.Tie(f, column);
            if (kind != FlipKind.Drop) f.Model.SetWorth(column, -curb.Size);
        }

        foreach (var group in curbs.Zip(columns).GroupBy(x => x.First.Candidate).Where(g => g.Count() > 1)) f.Model.AtMost(1, [.. group.Select(x => (x.Second, 1.0))]);
        Trial.Within(f, c.Base.Rank.Shortfall);
        foreach (var (finishes, objective) in _known)
        {
            var over = Case.AsGood(objective) - least;
            f.Model.AtLeast(Case.AsGood(objective), [.. terms, .. curbs.Zip(columns).Where(x => !x.First.Holds(finishes)).Select(x => (x.Second, over))]);
        }
    }

    /// <summary>The best plan with the thing, and every curb that it keeps.</summary>
    private double[] Start(Formulation f, Column[] columns, int[] finishes)
    {
        var point = f.PointOf(finishes);
        for (var x = 0; x < columns.Length; x++) point[columns[x].Index] = curbs[x].Holds(finishes) ? 1 : 0;
        return point;
    }

    /// <summary>Others given up: the least objective lost.</summary>
    internal static FlipAnswer Dropping(Case c)
    {
        var wanted = c.Target.All.ToHashSet();
        var curbs = Enumerable.Range(0, c.Problem.Candidates.Length)
            .Where(j => c.Problem.Candidates[j] is { Possible: true, Forced: false } && !wanted.Contains(j))
            .Select(j => new Curb(new ScenarioChange.Forbid(c.Problem.Candidates[j].Id), j, 0, f => f[j] < 0, (f, column) => f.Model.AtMost(1, (column, 1), (f.Chosen(j)!.Value, 1))));
        return new Rivals(c, FlipKind.Drop, "others dropped", [.. curbs], []).Find();
    }

    /// <summary>What the base chooses finished later, and none of it lost: the fewest initiative-quarters.</summary>
    internal static FlipAnswer Delaying(Case c)
    {
        var wanted = c.Target.All.ToHashSet();
        var curbs = new List<Curb>();
        for (var j = 0; j < c.Problem.Candidates.Length; j++)
        {
            var (i, now) = (j, c.Base.Finishes[j]);
            if (now < 0 || wanted.Contains(j)) continue;
            for (var t = now + 1; t <= c.Problem.Candidates[j].MaxFinish; t++)
            {
                var later = t;
                curbs.Add(new(new ScenarioChange.Pin(c.Problem.Candidates[j].Id, new(t)), j, t - now, f => f[i] == later, (f, column) =>
                {
                    f.Model.AtMost(0, (column, 1), (f.FinishedBy(i, later)!.Value, -1));
                    if (f.FinishedBy(i, later - 1) is { } sooner) f.Model.AtMost(1, (column, 1), (sooner, 1));
                }));
            }
        }

        ImmutableArray<ScenarioChange> stay = [.. Enumerable.Range(0, c.Problem.Candidates.Length)
            .Where(j => c.Base.Finishes[j] >= 0 && !c.Problem.Candidates[j].Forced).Select(j => new ScenarioChange.Force(c.Problem.Candidates[j].Id))];
        return new Rivals(c, FlipKind.Delay, "others later", curbs, stay).Find();
    }
}
