using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>
/// Which evidence would change the decision: where the thing's value, its effort, or the value of what has its place
/// would have to lie, how likely that is by its own spread, and who could know.
/// </summary>
/// <remarks>
/// The value is that of the cheapest change of value, the effort that of the scope. What has the place is the one thing
/// whose giving up gets it in: if it brings less than the plan then loses, the decision is another one, because every
/// plan without it is no better than the one with the thing. A number made of several estimates moves with all of them
/// at once, each at the same normal score.
/// </remarks>
internal sealed class Switching
{
    private const double Furthest = 6;

    private readonly Portfolio _portfolio;
    private readonly Subject _subject;
    private readonly FlipReport _report;
    private readonly Reader _reader;
    private readonly Problem _problem;
    private readonly Doubts _doubts;
    private readonly ImmutableArray<int> _pieces;

    private Switching(Portfolio portfolio, Subject subject, FlipReport report, Reader reader, Problem problem, Target target)
    {
        (_portfolio, _subject, _report, _reader, _problem) = (portfolio, subject, report, reader, problem);
        _doubts = Doubts.Of(problem);
        _pieces = [.. target.Candidates];
    }

    internal static ImmutableArray<SwitchingPoint> Of(Portfolio portfolio, Subject subject, FlipReport report, Reader reader, Problem problem, Target target)
    {
        var switching = new Switching(portfolio, subject, report, reader, problem, target);
        SwitchingPoint?[] points = [switching.Value(), switching.Effort(), switching.Rival()];
        var known = points.OfType<SwitchingPoint>().ToList();
        var nearest = known.Where(p => p.Chance is not null).MaxBy(p => p.Chance!.Value.Value);
        return [.. known.Select(p => p with { Nearest = known.Count > 1 && ReferenceEquals(p, nearest) })];
    }

    private Flip? Found(FlipKind kind) => _report.Answers.FirstOrDefault(a => a.Kind == kind)?.Flip;

    private SwitchingPoint? Value()
    {
        if (Found(FlipKind.Value) is not { } flip) return null;
        var estimates = Estimates(_pieces).ToList();
        var now = estimates.Sum(d => d.Nominal);
        var platform = _portfolio.Platform;
        var more = Money.Of(Math.Ceiling(flip.Size * 100) / 100);
        var sentence = now > 0
            ? $"It brings {Words.Of(platform, Money.Of(now + more.Value))} a year or more, and not {Words.Of(platform, Money.Of(now))}, with the use cases that need it."
            : $"It brings {Words.Of(platform, more)} a year or more; nobody has put a number on it.";
        return Point(SwitchingSort.Value, sentence, now, now + flip.Size, estimates, above: true, WhoKnowsValue());
    }

    private SwitchingPoint? Effort()
    {
        if (Found(FlipKind.Scope) is not { } flip) return null;
        var cut = flip.Changes.OfType<ScenarioChange.ScaleEffort>().Select(s => _problem.PlaceOf(s.Initiative)).Where(i => i >= 0).ToList();
        var estimates = cut.SelectMany(i => _doubts.Effort[i]).ToList();
        var now = estimates.Sum(d => d.Nominal);
        var sentence = $"It takes {Number(Math.Floor(now * flip.Size * 100) / 100)} ew or less, and not {Number(now)}.";
        var teams = cut.SelectMany(i => _problem.Candidates[i].Effort).OrderByDescending(e => e.Ew).Select(e => _portfolio.Teams[e.Team].Name).Distinct().Take(3);
        return Point(SwitchingSort.Effort, sentence, now, now * flip.Size, estimates, above: false, [.. teams]);
    }

    /// <summary>Only where one thing has its place: of several nobody can say which of them is worth less.</summary>
    private SwitchingPoint? Rival()
    {
        if (Found(FlipKind.Drop) is not { Changes: [ScenarioChange.Forbid ban] } flip || _problem.PlaceOf(ban.Initiative) is not (>= 0 and var rival)) return null;
        var now = _report.Base.Find(ban.Initiative)?.Finish.Index;
        if (now is not { } finish) return null;
        var parts = Brings(rival, finish).ToList();
        var brings = parts.Sum(p => p.Factor * p.Doubt.Nominal);
        if (brings <= 1e-9) return null;
        var left = 1 - (flip.Cost.Value / brings);
        var seen = _reader.Sees(ban.Initiative);
        var name = seen ? _portfolio.Initiatives[ban.Initiative].Name : "What has its place, " + Reader.Other(_reader.EffortOf(ban.Initiative)) + ",";
        if (left <= 0) return null;
        var sentence = $"{name} brings {Number(Math.Ceiling((1 - left) * 1000) / 10)} % less than is reckoned with.";
        var z = Solved(z => parts.Sum(p => p.Factor * p.Doubt.At(z)) - (brings - flip.Cost.Value));
        return new(SwitchingSort.RivalValue, sentence, left, Certain(parts.Select(p => p.Doubt)) ? null : Chance(z, above: false), parts.Exists(p => p.Doubt.IsAssumed), false, seen ? WhoKnowsOf(rival) : []);
    }

    /// <summary>What a candidate brings as it is planned: its own value, and each use case that waits for it, per unit a year.</summary>
    private IEnumerable<(Doubt Doubt, double Factor)> Brings(int i, int finish)
    {
        if (_doubts.Customer[i] is { } customer) yield return (customer, _problem.Weights.Customer * _problem.Value.Of(1, finish));
        if (_doubts.Platform[i] is { } platform) yield return (platform, _problem.Weights.Platform * _problem.Value.Of(1, finish));
        var finishes = _problem.FinishesOf(_report.Base);
        for (var g = 0; g < _problem.Goals.Length; g++)
        {
            var goal = _problem.Goals[g];
            if (_doubts.Goal[g] is not { } doubt || !goal.Initiatives.Contains(i) || Evaluation.Available(_problem, goal, finishes) is not { } available) continue;
            yield return (doubt, _problem.Weights.Customer * _problem.Value.Of(1, available, _portfolio.UseCases[goal.Id].Ramp ?? 1));
        }
    }

    /// <summary>The yearly values of the pieces and of the use cases that need one of them.</summary>
    private IEnumerable<Doubt> Estimates(ImmutableArray<int> pieces)
    {
        foreach (var i in _subject.Wanted is Wanted.OfUseCase ? [] : pieces)
        {
            if (_problem.Weights.Customer > 0 && _doubts.Customer[i] is { } customer) yield return customer;
            if (_problem.Weights.Platform > 0 && _doubts.Platform[i] is { } platform) yield return platform;
        }

        for (var g = 0; g < _problem.Goals.Length; g++)
        {
            var needed = _subject.Wanted is Wanted.OfUseCase use ? _problem.Goals[g].Id == use.UseCase : _problem.Goals[g].Initiatives.Any(pieces.Contains);
            if (needed && _problem.Weights.Customer > 0 && _doubts.Goal[g] is { } doubt) yield return doubt;
        }
    }

    private static SwitchingPoint Point(SwitchingSort sort, string sentence, double now, double switches, List<Doubt> estimates, bool above, ImmutableArray<string> who)
    {
        Share? chance = null;
        if (now > 0 && !Certain(estimates)) chance = Chance(Solved(z => estimates.Sum(d => d.At(z)) - switches), above);
        return new(sort, sentence, now > 0 ? switches / now : null, chance, estimates.Exists(d => d.IsAssumed), false, who);
    }

    private static bool Certain(IEnumerable<Doubt> doubts) => doubts.All(d => d.IsCertain);

    /// <summary>Where a rising function of the normal score meets 0, within six deviations.</summary>
    private static double Solved(Func<double, double> over)
    {
        var (low, high) = (-Furthest, Furthest);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (over(middle) < 0) low = middle;
            else high = middle;
        }

        return high;
    }

    private static Share Chance(double z, bool above) => Share.Of(Math.Clamp(above ? Normal.Cdf(-z) : Normal.Cdf(z), 0, 1));

    /// <summary>The groups that ask for it, and the segments of its use cases, as the reader may see them.</summary>
    private ImmutableArray<string> WhoKnowsValue()
    {
        var asking = Steelman.Asking(_portfolio, _subject, _reader).Select(r => r.Group).OfType<Id<StakeholderGroup>>().Select(g => _portfolio.Groups.Find(g)?.Name).OfType<string>();
        return [.. asking.Concat(Segments(_pieces)).Distinct().Take(4)];
    }

    private ImmutableArray<string> WhoKnowsOf(int rival) => [.. Segments([rival]).Take(3)];

    private IEnumerable<string> Segments(ImmutableArray<int> pieces) => _problem.Goals
        .Where(g => _reader.Sees(g.Id) && (_subject.Wanted is Wanted.OfUseCase use && g.Id == use.UseCase || g.Initiatives.Any(pieces.Contains)))
        .SelectMany(g => _portfolio.UseCases[g.Id].Segments).Select(s => _portfolio.Segments.Find(s)?.Name).OfType<string>().Distinct();

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
