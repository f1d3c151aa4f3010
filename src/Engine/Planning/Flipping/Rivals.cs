using System.Collections.Immutable;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>A change that takes something away from other candidates, as a column that is 0 or 1.</summary>
/// <param name="Change">What it is.</param>
/// <param name="Candidate">Whom it takes it from.</param>
/// <param name="Size">How much it counts.</param>
/// <param name="Holds">Whether the finishes of a plan keep it.</param>
/// <param name="Tie">Adds the rows that make the plan keep it where the column is 1; told where the candidate stands.</param>
internal sealed record Curb(ScenarioChange Change, int Candidate, double Size, Func<int[], bool> Holds, Action<Formulation, int, Column> Tie);

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
internal sealed class Rivals
{
    private const int MostRounds = 40;
    private const int MostAtHand = 12;

    private readonly Case _case;
    private readonly FlipKind _kind;
    private readonly List<Curb> _curbs;
    private readonly ImmutableArray<ScenarioChange> _always;
    private readonly List<(int[] Finishes, double Objective)> _known;
    private readonly Part _part;

    private Rivals(Case of, FlipKind kind, IEnumerable<Curb> curbs, ImmutableArray<ScenarioChange> always)
    {
        (_case, _kind, _always) = (of, kind, always);
        _known = [(of.Base.Finishes, of.Base.Rank.Objective)];
        _part = of.View(of.After(always));
        _curbs = [.. curbs.Where(x => _part.PlaceOf(x.Candidate) is >= 0 and var place && _part.Problem.Candidates[place].Possible)];
    }

    private FlipOutcome Find()
    {
        if (_curbs.Count == 0) return new(_kind, null, _part.IsWhole ? NoFlip.None : NoFlip.NotFound);
        if (!_part.IsWhole && AtHand() is { } atHand) return atHand;
        double? bound = null;
        for (var round = 0; round < MostRounds && !_case.Trial.Budget.Over; round++)
        {
            var (reply, chosen) = Cheapest();
            if (reply.Status == SolveStatus.Infeasible) return new(_kind, null, _part.IsWhole ? NoFlip.None : NoFlip.NotFound);
            if (_part.IsWhole && double.IsFinite(reply.Bound)) bound = SizeOf(reply.Bound);
            if (reply.Finishes is not { } finishes) break;
            var changes = Changes(chosen);
            var changed = _case.After(changes);
            var (with, _) = _case.With(changed, finishes);
            if (with is null) break;
            var (without, known) = _case.Without(changed, _case.Base.Finishes);
            if (without is not null && !with.Rank.AsGoodAs(without.Rank))
            {
                _known.Add((without.Finishes, without.Rank.Objective));
                continue;
            }

            if (without is null && !known) break;
            return Answer(chosen, with, bound, reply.Proven);
        }

        return new(_kind, null, NoFlip.NotFound, bound);
    }

    /// <summary>
    /// Of the plan with the thing that is at hand, whatever it takes from others that some better plan without the thing has:
    /// not the cheapest, but found without choosing among all curbs.
    /// </summary>
    private FlipOutcome? AtHand()
    {
        if (_case.With(_part.Whole, _case.Forced?.Finishes).Best is not { } start) return null;
        for (var round = 0; round < MostAtHand && !_case.Trial.Budget.Over; round++)
        {
            var chosen = Enumerable.Range(0, _curbs.Count).Where(x => _curbs[x].Holds(start.Finishes) && _known.Exists(k => !_curbs[x].Holds(k.Finishes))).ToList();
            if (_known.Exists(k => chosen.TrueForAll(x => _curbs[x].Holds(k.Finishes)))) return null;
            var changed = _case.After(Changes(chosen));
            if (_case.With(changed, start.Finishes).Best is not { } with) return null;
            if (_case.Without(changed, _case.Base.Finishes).Best is not { } without || with.Rank.AsGoodAs(without.Rank)) return Answer(chosen, with, null, false) is { Flip: not null } found ? found : null;
            _known.Add((without.Finishes, without.Rank.Objective));
        }

        return null;
    }

    /// <summary>Leaves out every curb that is not needed, and says what is known of the rest.</summary>
    private FlipOutcome Answer(List<int> chosen, Best with, double? bound, bool proven)
    {
        var needed = chosen.Where(x => _known.Exists(k => !_curbs[x].Holds(k.Finishes))).ToList();
        if (needed.Count < chosen.Count && _case.Judge(Changes(needed), with.Finishes) is { Seems: true, With: { } still }) (chosen, with) = (needed, still);
        var fails = true;
        foreach (var curb in chosen.ToList())
        {
            var fewer = chosen.Where(x => x != curb).ToList();
            var judged = _case.Judge(Changes(fewer), with.Finishes);
            if (judged.With is { } better && (judged.Gets || (judged.Seems && !_part.IsWhole))) (chosen, with) = (fewer, better);
            else fails &= judged.Fails;
        }

        var changes = Changes(chosen);
        var last = _case.Judge(changes, with.Finishes);
        if (last is not { With: { } best, Seems: true }) return new(_kind, null, NoFlip.NotFound, bound);
        var size = _kind == FlipKind.Drop ? _case.Cost(best.Finishes).Value : chosen.Sum(x => _curbs[x].Size);
        var near = _kind == FlipKind.Drop ? 2 * Rank.Same * Math.Max(1, Math.Abs(_case.Base.Rank.Objective)) : 1e-6;
        return new(_kind, new(changes, size, best, proven && bound is { } b && size - b <= near, last.Gets, fails && last.Gets), Bound: bound);
    }

    /// <summary>What stays chosen anyway, and the _curbs; a pin says more than that its thing stays.</summary>
    private ImmutableArray<ScenarioChange> Changes(IEnumerable<int> chosen) => [.. _always, .. chosen.Select(x => _curbs[x].Change)];

    /// <summary>For drops the model maximises what is left, for delays it minimises what they count.</summary>
    private double SizeOf(double bound) => _kind == FlipKind.Drop ? Math.Max(0, _case.Base.Rank.Objective - bound) : Math.Max(0, Math.Ceiling(-bound - 1e-6));

    private (Reply Reply, List<int> Chosen) Cheapest()
    {
        Column[] columns = [];
        var reply = _case.Trial.Ask(_part, new(f =>
        {
            columns = [.. _curbs.Select(_ => f.Model.Binary())];
            Prepare(f, columns);
        })
        {
            Gap = _kind == FlipKind.Drop ? Rank.Same / 4 * Math.Max(1, Math.Abs(_case.Base.Rank.Objective)) : 0.999,
            Start = f => (_case.Known?.With ?? _case.Forced) is not { } start ? null : Start(f, columns, start.Finishes),
        });
        return (reply, reply.Finishes is null ? [] : [.. Enumerable.Range(0, _curbs.Count).Where(x => reply.Point[columns[x].Index] > 0.5)]);
    }

    private void Prepare(Formulation f, Column[] columns)
    {
        _part.Target.Require(f);
        var (terms, least) = Case.Worth(f);
        f.ClearObjective();
        if (_kind == FlipKind.Drop)
        {
            foreach (var (column, factor) in terms) f.Model.AddWorth(column, factor);
        }

        foreach (var (curb, column) in _curbs.Zip(columns))
        {
            curb.Tie(f, _part.PlaceOf(curb.Candidate), column);
            if (_kind != FlipKind.Drop) f.Model.SetWorth(column, -curb.Size);
        }

        foreach (var group in _curbs.Zip(columns).GroupBy(x => x.First.Candidate).Where(g => g.Count() > 1)) f.Model.AtMost(1, [.. group.Select(x => (x.Second, 1.0))]);
        Trial.Within(f, _case.Base.Rank.Shortfall);
        foreach (var (finishes, objective) in _known)
        {
            var reach = Case.AsGood(objective) - _part.Offset;
            var over = reach - least;
            f.Model.AtLeast(reach, [.. terms, .. _curbs.Zip(columns).Where(x => !x.First.Holds(finishes)).Select(x => (x.Second, over))]);
        }
    }

    /// <summary>The best plan with the thing, and every curb that it keeps.</summary>
    private double[]? Start(Formulation f, Column[] columns, int[] finishes)
    {
        if (Trial.PointOf(_part, f, finishes) is not { } point) return null;
        for (var x = 0; x < columns.Length; x++) point[columns[x].Index] = _curbs[x].Holds(finishes) ? 1 : 0;
        return point;
    }

    /// <summary>Others given up: the least objective lost.</summary>
    internal static FlipOutcome Dropping(Case c)
    {
        var wanted = c.Target.All.ToHashSet();
        var curbs = Enumerable.Range(0, c.Problem.Candidates.Length)
            .Where(j => c.Problem.Candidates[j] is { Possible: true, Forced: false } && !wanted.Contains(j))
            .Select(j => new Curb(new ScenarioChange.Forbid(c.Problem.Candidates[j].Id), j, 0, f => f[j] < 0, (f, at, column) => f.Model.AtMost(1, (column, 1), (f.Chosen(at)!.Value, 1))));
        return new Rivals(c, FlipKind.Drop, curbs, []).Find();
    }

    /// <summary>What the base chooses finished later, and none of it lost: the fewest initiative-quarters.</summary>
    internal static FlipOutcome Delaying(Case c)
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
                curbs.Add(new(new ScenarioChange.Pin(c.Problem.Candidates[j].Id, new(t)), j, t - now, f => f[i] == later, (f, at, column) =>
                {
                    if (f.FinishedBy(at, later) is { } by) f.Model.AtMost(0, (column, 1), (by, -1));
                    else f.Model.Fix(column, 0);
                    if (f.FinishedBy(at, later - 1) is { } sooner) f.Model.AtMost(1, (column, 1), (sooner, 1));
                }));
            }
        }

        ImmutableArray<ScenarioChange> stay = [.. Enumerable.Range(0, c.Problem.Candidates.Length)
            .Where(j => c.Base.Finishes[j] >= 0 && !c.Problem.Candidates[j].Forced).Select(j => new ScenarioChange.Force(c.Problem.Candidates[j].Id))];
        return new Rivals(c, FlipKind.Delay, curbs, stay).Find();
    }
}
