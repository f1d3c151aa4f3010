using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>
/// Counts a plan's value out over the horizons: flow(v, a, ramp) is a sum over quarters, and each of its terms stands in
/// the horizon of its quarter, so that nothing is lost or counted twice.
/// </summary>
internal sealed class HorizonCount
{
    /// <summary>The rates at which the same plan is shown besides: one that looks far, and one that wants it soon.</summary>
    private static readonly double[] OtherRates = [0.05, 0.15];

    private static readonly ImmutableArray<Horizon> Horizons = [.. Enum.GetValues<Horizon>()];

    private readonly Portfolio _portfolio;
    private readonly Plan _plan;
    private readonly Problem _problem;
    private readonly int[] _finishes;
    private readonly Calendar _calendar;

    private HorizonCount(Portfolio portfolio, Plan plan)
    {
        (_portfolio, _plan, _calendar) = (portfolio, plan, portfolio.Platform.Calendar);
        _problem = Compile.From(portfolio, plan.Policy);
        _finishes = _problem.FinishesOf(plan);
    }

    internal static HorizonGrid Of(Portfolio portfolio, Plan plan)
    {
        var count = new HorizonCount(portfolio, plan);
        var sources = count.Sources().ToList();
        var lines = count.Lines(sources, portfolio.Platform.DiscountRate.Yearly);
        return new(lines, ByHorizon<UsersReached>.Of(count.Users), [.. count.EmptyCells(sources, lines)], [.. count.Motives()], [.. OtherRates.Select(rate => count.At(sources, rate))]);
    }

    /// <summary>Something that brings money for a goal: planned or not.</summary>
    /// <param name="Goal">For which.</param>
    /// <param name="Subject">The use case's or the initiative's id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Yearly">How much a year.</param>
    /// <param name="Ramp">Over how many periods it comes up to that.</param>
    /// <param name="Planned">The period at whose end it is there in the plan; none where it is not.</param>
    /// <param name="Earliest">The earliest such period of any plan; none where there is none.</param>
    private sealed record Source(ReasonKind Goal, string Subject, string Name, double Yearly, double Ramp, int? Planned, int? Earliest);

    private IEnumerable<Source> Sources()
    {
        for (var i = 0; i < _finishes.Length; i++)
        {
            var (candidate, initiative) = (_problem.Candidates[i], _portfolio.Initiatives[_problem.Candidates[i].Id]);
            int? planned = _finishes[i] < 0 ? null : _finishes[i];
            int? earliest = candidate.Possible ? Math.Max(0, candidate.MinFinish) : null;
            if (_portfolio.CustomerWorth(initiative) is { } customer) yield return new(ReasonKind.Customer, initiative.Id.Value, initiative.Name, customer.Value, 1, planned, earliest);
            if (_portfolio.PlatformWorth(initiative) is { } platform) yield return new(ReasonKind.Platform, initiative.Id.Value, initiative.Name, platform.Value, 1, planned, earliest);
        }

        foreach (var goal in _problem.Goals)
        {
            var useCase = _portfolio.UseCases[goal.Id];
            var (planned, earliest) = (Evaluation.Available(_problem, goal, _finishes), Evaluation.Available(_problem, goal, Soonest));
            foreach (var (kind, amount) in new[] { (ReasonKind.Growth, useCase.Value.Growth), (ReasonKind.Retention, useCase.Value.Retention), (ReasonKind.Margin, useCase.Value.Margin) })
            {
                if (_portfolio.Platform.InBase(amount) is { } yearly) yield return new(kind, useCase.Id.Value, useCase.Name, yearly.Value, useCase.Ramp ?? 1, planned, earliest);
            }
        }
    }

    /// <summary>Each candidate at its earliest finish, as if everything else made way; −1 where it has none.</summary>
    private int[] Soonest => field ??= [.. _problem.Candidates.Select(c => c.Possible ? Math.Max(0, c.MinFinish) : -1)];

    private ImmutableArray<GoalLine> Lines(List<Source> sources, double rate)
    {
        var flows = Flows(rate);
        return [.. Enum.GetValues<ReasonKind>().Select(goal => new GoalLine(goal, ByHorizon<Money>.Of(h =>
            Money.Of(sources.Where(s => s.Goal == goal && s.Planned is not null).Sum(s => Value(flows, s, h))))))];
    }

    private RateLine At(List<Source> sources, double rate)
    {
        var flows = Flows(rate);
        return new(DiscountRate.Of(rate), ByHorizon<Money>.Of(h => Money.Of(sources.Where(s => s.Planned is not null).Sum(s => Value(flows, s, h)))));
    }

    private PresentValue Flows(double rate) => new(rate, _problem.Periods, _plan.Policy.Tail, _plan.Policy.Timing);

    /// <summary>What a source brings in that horizon, at present value.</summary>
    private double Value(PresentValue flows, Source source, Horizon horizon)
    {
        var planned = source.Planned!.Value;
        if (_plan.Policy.Timing == Timing.Once) return HorizonGrid.Of(new(planned), _calendar) == horizon ? source.Yearly : 0;
        var (from, to) = Range(horizon);
        return flows.Between(source.Yearly, planned, source.Ramp, from, to);
    }

    /// <summary>The quarters of a horizon: from the first up to but not including the second.</summary>
    private (int From, int To) Range(Horizon horizon)
    {
        var near = Math.Min(HorizonGrid.NearPeriods, _problem.Periods);
        return horizon switch
        {
            Horizon.Near => (0, near),
            Horizon.Mid => (near, _problem.Periods),
            _ => (_problem.Periods, _problem.Periods + _plan.Policy.Tail),
        };
    }

    /// <summary>Users of the use cases that are there by the end of that horizon.</summary>
    private UsersReached Users(Horizon horizon)
    {
        var (_, to) = Range(horizon);
        var there = _plan.UseCases.Where(u => u.Available.Index >= 0 && u.Available.Index < to).Select(u => _portfolio.UseCases[u.Id].Value.Users).ToList();
        var said = there.OfType<double>().ToList();
        return new(said.DefaultIfEmpty(0).Max(), said.Sum(), said.Count, there.Count - said.Count);
    }

    /// <summary>Cells without value in which something could flow that is worth anything.</summary>
    private IEnumerable<EmptyCell> EmptyCells(List<Source> sources, ImmutableArray<GoalLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var horizon in Horizons.Where(h => Math.Abs(line.Value[h].Value) <= 1e-9))
            {
                var (from, to) = Range(horizon);
                var asked = sources.Where(s => s.Goal == line.Goal && s.Yearly > 1e-9 && s.Earliest is { } earliest && Starts(earliest) < to && from < to)
                    .OrderByDescending(s => s.Yearly).ThenBy(s => s.Subject, StringComparer.Ordinal)
                    .Select(s => new AskedFor(s.Subject, s.Name, Money.Of(s.Yearly), new(s.Earliest!.Value), s.Planned is { } planned ? new(planned) : null)).ToImmutableArray();
                if (!asked.IsEmpty) yield return new(line.Goal, horizon, asked);
            }
        }
    }

    /// <summary>The first quarter in which what is there at the end of that period can count.</summary>
    private int Starts(int available) => _plan.Policy.Timing == Timing.Once ? available : available + 1;

    private IEnumerable<MotiveLine> Motives() =>
        _plan.Initiatives.GroupBy(i => _portfolio.Initiatives[i.Id].Motive).OrderBy(g => g.Key is null).ThenBy(g => g.Key)
            .Select(g => new MotiveLine(g.Key, ByHorizon<EngineerWeeks>.Of(h => Work(g, h)), [.. g.Select(i => i.Id)]));

    private EngineerWeeks Work(IEnumerable<PlannedInitiative> initiatives, Horizon horizon)
    {
        var (from, to) = Range(horizon);
        return EngineerWeeks.Of(initiatives.Sum(i => i.Work.Values.Sum(w => w.Select((ew, t) => t >= from && t < to ? ew.Value : 0).Sum())));
    }
}
