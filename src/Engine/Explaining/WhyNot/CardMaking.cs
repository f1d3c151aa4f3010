using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>Makes the why-not card from what was solved, for one reader. It solves nothing itself.</summary>
public sealed class CardMaking
{
    private const double WeeksAPeriod = 13;

    private readonly Portfolio _portfolio;
    private readonly Subject _subject;
    private readonly FlipReport _report;
    private readonly Reader _reader;
    private readonly Problem _problem;
    private readonly int[] _finishes;
    private readonly Seeing _seeing;

    private CardMaking(Portfolio portfolio, Subject subject, FlipReport report, Reader reader)
    {
        (_portfolio, _subject, _report, _reader) = (portfolio, subject, report, reader);
        _problem = Compile.From(portfolio, report.Base.Policy);
        _finishes = _problem.FinishesOf(report.Base);
        _seeing = new(portfolio, reader);
    }

    /// <summary>The card.</summary>
    /// <param name="portfolio">What is planned.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="report">What was solved.</param>
    /// <param name="reader">Who reads; of the same portfolio.</param>
    public static WhyNotCard Of(Portfolio portfolio, Subject subject, FlipReport report, Reader reader)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(reader);
        return new CardMaking(portfolio, subject, report, reader).Card();
    }

    /// <summary>The card of a request that is linked to nothing: what it may be about.</summary>
    public static WhyNotCard Unlinked(Portfolio portfolio, Subject subject, Plan plan, Reader reader)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(reader);
        var matches = LikelyMatches.Of(reader, portfolio.Requests[Id<Request>.Of(subject.Id)]);
        return new()
        {
            Id = subject.Id,
            Name = subject.Name,
            Sort = subject.Sort,
            Standing = Standing.Unlinked,
            Sentence = matches.IsEmpty
                ? "This request is linked to nothing that could be planned, and nothing sounds like it. A size and a value that you pick say what it would take."
                : "This request is linked to nothing that could be planned. Perhaps it is about one of these; else a size and a value that you pick say what it would take.",
            Base = plan.Objective,
            Proven = plan.Status == PlanStatus.Optimal,
            Matches = matches,
        };
    }

    private WhyNotCard Card()
    {
        var (standing, planned, target) = (Stands(), PlannedAt(), Targeted());
        var asked = standing is Standing.Out or Standing.Tied;
        var forecast = target is null ? null : Forecast.Of(_portfolio, _report.Base, ExpectedDates.Limits(_portfolio));
        return new()
        {
            Id = _subject.Id,
            Name = _subject.Name,
            Sort = _subject.Sort,
            About = _subject.About,
            Standing = standing,
            Planned = planned,
            Sentence = Sentence(standing, planned),
            EarliestBeside = asked ? EarliestBeside() : null,
            EarliestEver = asked ? EarliestEver() : null,
            Base = _report.Base.Objective,
            Proven = _report.Base.Status == PlanStatus.Optimal,
            Rank = _subject.Wanted is Wanted.OfInitiative ranked ? forecast?.RankOf(ranked.Initiative) : null,
            Dates = standing == Standing.In && forecast is not null ? ExpectedDates.Of(forecast, _report.Base, Pieces(target!)) : _report.Forced is { } inAnyway ? DatesIn(_portfolio, inAnyway) : null,
            PriceAtLeast = _report is { Forced: not null, ForcedBound: { } most } && _report.Base.Objective - most is { Value: > 1e-6 } least ? least : null,
            Switching = asked && target is not null ? Switching.Of(_portfolio, _subject, _report, _reader, _problem, target) : [],
            Price = _report.Forced is { } forced ? _report.Base.Objective - forced.Objective : null,
            Displaced = _report.Forced is { } instead ? _seeing.Moves(_portfolio, _report.Base, _portfolio, instead, c => c.Kind is ChangeKind.Removed or ChangeKind.Later) : [],
            DelayPerWeek = DelayPerWeek(),
            Regret = _subject.Group is { } group && _report is { OwnBest: { } best, OwnNow: { } now } && (_reader.Group is null || _reader.Group == group) ? new(group, now, best.Value) { Proven = best.Proven } : null,
            Changes = [.. _report.Answers.Select(Change)],
            OtherSide = Steelman.Of(_portfolio, _subject, _reader),
        };
    }

    private Standing Stands() => _subject.Wanted switch
    {
        _ when _report.AsGood => Standing.Tied,
        Wanted.OfInitiative one when _portfolio.Initiatives[one.Initiative].Status == InitiativeStatus.Done => Standing.There,
        Wanted.OfUseCase use when _problem.Goals.All(g => g.Id != use.UseCase) => Standing.There,
        _ => _report.In ? Standing.In : Standing.Out,
    };

    private Period? PlannedAt() => _subject.Wanted switch
    {
        Wanted.OfInitiative one => _report.Base.Find(one.Initiative)?.Finish,
        Wanted.OfUseCase use => _report.Base.UseCases.FirstOrDefault(u => u.Id == use.UseCase)?.Available,
        _ => null,
    };

    private string Sentence(Standing standing, Period? planned) => standing switch
    {
        Standing.There => "It is there already.",
        Standing.In => $"It is in the plan, {(_subject.Wanted is Wanted.OfUseCase ? "available" : "finished")} by the end of {_portfolio.Platform.Calendar.Label(planned!.Value)}.",
        Standing.Tied => "It is left out, but a plan that chooses it is as good: it takes no change, only a choice between equals.",
        _ => LeftOutBecause(),
    };

    private string LeftOutBecause()
    {
        var explanation = Explanation.Of(_reader.Shown, _report.Base);
        if (_subject.Wanted is Wanted.OfInitiative one) return explanation.LeftOut.FirstOrDefault(l => l.Id == one.Initiative)?.Sentence ?? "It is left out.";
        var missing = explanation.Unserved.FirstOrDefault(u => u.Id == ((Wanted.OfUseCase)_subject.Wanted!).UseCase)?.Missing ?? [];
        var target = Targeted();
        var first = target is null ? null : explanation.LeftOut.FirstOrDefault(l => target.Candidates.Any(i => _problem.Candidates[i].Id == l.Id));
        return $"It is not available, because it still needs {Words.Few([.. missing])}.{(first is null ? "" : " " + first.Sentence)}";
    }

    private CheapestChange Change(FlipAnswer answer)
    {
        var money = _portfolio.Platform.Money;
        var unit = answer.Kind switch
        {
            FlipKind.Capacity => "ew",
            FlipKind.Drop => money + " at present value",
            FlipKind.Delay => "initiative-quarters",
            FlipKind.Scope => "share of the effort kept",
            _ => money + " a year",
        };
        if (answer.Flip is not { } flip) return new(answer.Kind, null, unit, answer.Bound, null, false, false, false, answer.Without, FlipWords.Without(answer, _portfolio.Platform), null, [], [], []);
        var setup = new Scenario("", flip.Changes).Apply(new(_portfolio, _report.Base.Policy));
        var loan = flip.Changes.OfType<ScenarioChange.AddCapacity>().FirstOrDefault();
        var touched = _seeing.Merged([.. flip.Changes.Select(Touched).OfType<(Id<Initiative>, ChangeKind, Period?, Period?)>()]);
        var ids = flip.Changes.Select(Of).OfType<Id<Initiative>>().ToHashSet();
        var moves = _seeing.Moves(_portfolio, _report.Base, setup.Portfolio, flip.Plan, c => !ids.Contains(c.Id));
        return new(
            flip.Kind, flip.Size, unit, flip.Bound, flip.Cost, flip.Smallest, flip.Decides, flip.SmallerFails, null,
            FlipWords.Of(flip, _portfolio, touched), loan?.Team, loan?.More ?? [], touched, moves)
        {
            Dates = DatesIn(setup.Portfolio, flip.Plan),
            Paid = loan is not null && _portfolio.Platform.InBase(_portfolio.Teams[loan.Team].LoadedCost) is { } each ? Money.Of(each.Value * flip.Size) : null,
        };
    }

    /// <summary>The thing's dates in a plan that chooses it, of the portfolio as it is changed for that.</summary>
    private ExpectedDates? DatesIn(Portfolio portfolio, Plan plan) =>
        Targeted() is { } target ? ExpectedDates.Of(Forecast.Of(portfolio, plan, ExpectedDates.Limits(portfolio)), plan, Pieces(target)) : null;

    /// <summary>What has to be finished for it; what is there before the horizon is not among them.</summary>
    private List<Id<Initiative>> Pieces(Target target) => [.. target.Candidates.Select(i => _problem.Candidates[i].Id)];

    private (Id<Initiative>, ChangeKind, Period?, Period?)? Touched(ScenarioChange change) => change switch
    {
        ScenarioChange.Forbid ban => (ban.Initiative, ChangeKind.Removed, _report.Base.Find(ban.Initiative)?.Finish, null),
        ScenarioChange.Pin pin => (pin.Initiative, ChangeKind.Later, _report.Base.Find(pin.Initiative)?.Finish, pin.Finish),
        _ => null,
    };

    private static Id<Initiative>? Of(ScenarioChange change) => change switch
    {
        ScenarioChange.Forbid ban => ban.Initiative,
        ScenarioChange.Pin pin => pin.Initiative,
        _ => null,
    };

    private Target? Targeted() => _subject.Wanted switch
    {
        Wanted.OfInitiative one => Target.Of(_problem, one.Initiative),
        Wanted.OfUseCase use => Target.Of(_problem, use.UseCase),
        _ => null,
    };

    /// <summary>All that has to be chosen beside the plan, by the first raiser of each level.</summary>
    private List<int>? Closure()
    {
        if (Targeted() is not { } target || target.OneOfEach.Any(o => o.IsEmpty)) return null;
        var needed = new SortedSet<int>();
        var open = new Stack<int>(target.All.Concat(target.OneOfEach.Where(o => o.All(i => _finishes[i] < 0)).Select(o => o.MinBy(i => _problem.Candidates[i].MinFinish))));
        while (open.TryPop(out var i))
        {
            if (_finishes[i] >= 0 || !needed.Add(i)) continue;
            foreach (var before in _problem.Candidates[i].After.Concat(_problem.Candidates[i].Requires)) open.Push(before);
        }

        return [.. needed];
    }

    private int? Ready(int[] finishes)
    {
        if (Targeted() is not { } target || !target.In(finishes)) return null;
        return target.All.Select(i => finishes[i]).Concat(target.OneOfEach.Select(o => o.Where(i => finishes[i] >= 0).Min(i => finishes[i]))).DefaultIfEmpty(-1).Max();
    }

    private Period? EarliestEver()
    {
        if (Closure() is not { } needed || needed.Any(i => !_problem.Candidates[i].Possible)) return null;
        return Ready(WithAt(needed, 0)) is { } ready ? new(ready) : null;
    }

    private Period? EarliestBeside()
    {
        if (Closure() is not { } needed || needed.Any(i => !_problem.Candidates[i].Possible)) return null;
        for (var later = 0; later < _problem.Periods; later++)
        {
            var trial = WithAt(needed, later);
            if (Planning.Searching.Soundness.Holds(_problem, trial) && Ready(trial) is { } ready) return new(ready);
        }

        return null;
    }

    private int[] WithAt(List<int> needed, int later)
    {
        var trial = (int[])_finishes.Clone();
        foreach (var i in needed) trial[i] = Math.Min(Math.Max(_problem.Candidates[i].MinFinish, _problem.Candidates[i].MaxFinish), _problem.Candidates[i].MinFinish + later);
        return trial;
    }

    private Money? DelayPerWeek()
    {
        if (Targeted() is not { } target || target.OneOfEach.Any(o => o.IsEmpty)) return null;
        var at = (int[])_finishes.Clone();
        foreach (var i in Closure() ?? [])
        {
            if (!_problem.Candidates[i].Possible) return null;
            at[i] = _problem.Candidates[i].MinFinish;
        }

        if (Ready(at) is not { } ready || ready + 1 >= _problem.Periods) return null;
        var late = (int[])at.Clone();
        foreach (var i in target.Candidates.Where(i => late[i] >= 0 && late[i] <= ready)) late[i] = ready + 1;
        var sooner = Evaluation.Objective(_problem, at, _problem.Weights);
        return Money.Of((sooner - Evaluation.Objective(_problem, late, _problem.Weights)) / WeeksAPeriod);
    }
}
