using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Forecasting;

/// <summary>Every number in a problem that may come out otherwise: efforts by candidate and team, values of candidates and of use cases.</summary>
/// <remarks>What is unknown has no spread either, and stays nothing in the objective.</remarks>
internal sealed class Doubts
{
    private readonly Problem _problem;
    private readonly Portfolio _portfolio;

    private Doubts(Problem problem)
    {
        (_problem, _portfolio) = (problem, problem.Portfolio);
        var initiatives = problem.Candidates.Select(c => _portfolio.Initiatives[c.Id]).ToArray();
        Effort = [.. problem.Candidates.Select((c, i) => c.Effort.Select(e => OfEffort(initiatives[i], _portfolio.Teams[e.Team].Id)).ToArray())];
        Customer = [.. initiatives.Select(OfCustomer)];
        Platform = [.. initiatives.Select(OfPlatform)];
        Goal = [.. problem.Goals.Select(g => OfUseCase(_portfolio.UseCases[g.Id]))];
        All = [.. Effort.SelectMany(e => e), .. Customer.OfType<Doubt>(), .. Platform.OfType<Doubt>(), .. Goal.OfType<Doubt>()];
    }

    /// <summary>By candidate and the place of the team in its effort.</summary>
    internal Doubt[][] Effort { get; }

    /// <summary>By candidate; none where the value is unknown.</summary>
    internal Doubt?[] Customer { get; }

    /// <summary>By candidate; none where the value is unknown.</summary>
    internal Doubt?[] Platform { get; }

    /// <summary>By use case; none where the value is unknown.</summary>
    internal Doubt?[] Goal { get; }

    /// <summary>All of them, efforts first.</summary>
    internal ImmutableArray<Doubt> All { get; }

    internal static Doubts Of(Problem problem) => new(problem);

    /// <summary>The portfolio as if these numbers had come out so; a value stands in it as one amount.</summary>
    internal Portfolio With(Func<Doubt, double> number)
    {
        var initiatives = _portfolio.Initiatives;
        for (var i = 0; i < _problem.Candidates.Length; i++) initiatives = initiatives.With(With(i, number));
        var useCases = _portfolio.UseCases;
        for (var g = 0; g < Goal.Length; g++)
        {
            if (Goal[g] is not { } doubt) continue;
            var useCase = useCases[_problem.Goals[g].Id];
            useCases = useCases.With(useCase with { Value = new EndValue(Growth: new Amount(number(doubt)), Users: useCase.Value.Users) });
        }

        return _portfolio with { Initiatives = initiatives, UseCases = useCases };
    }

    private Initiative With(int i, Func<Doubt, double> number)
    {
        var initiative = _portfolio.Initiatives[_problem.Candidates[i].Id];
        var effort = initiative.EffortAhead;
        foreach (var doubt in Effort[i]) effort = effort.SetItem(doubt.Team!.Value, Estimate.Of(EngineerWeeks.Of(number(doubt))));
        var value = new InitiativeValue(
            Customer[i] is { } customer ? new Amount(number(customer)) : initiative.Value.Customer,
            Platform[i] is { } platform ? new PlatformValue(new Amount(number(platform))) : initiative.Value.Platform);
        return initiative.Status == InitiativeStatus.Started ? initiative with { Remaining = effort, Value = value } : initiative with { Effort = effort, Value = value };
    }

    private static Doubt OfEffort(Initiative initiative, Id<Team> team) => new(DoubtKind.Effort, initiative.Id.Value, team, [Spread.Of(initiative.EffortAhead[team])]);

    private Doubt? OfUseCase(UseCase useCase) => Made(DoubtKind.UseCaseValue, useCase.Id.Value, useCase.Value.Amounts.Select(a => InBase(a)));

    private Doubt? OfCustomer(Initiative initiative) => Made(DoubtKind.CustomerValue, initiative.Id.Value, [InBase(initiative.Value.Customer)]);

    private Doubt? OfPlatform(Initiative initiative)
    {
        if (initiative.Value.Platform is not { } value) return null;
        var avoided = _portfolio.WorthOfWorkAvoided(initiative) is { } worth ? Spread.Of(null, worth.Value, null) : null;
        return Made(DoubtKind.PlatformValue, initiative.Id.Value, [InBase(value.Stated), avoided, InBase(value.RiskRetired), InBase(value.Other)]);
    }

    private static Doubt? Made(DoubtKind kind, string id, IEnumerable<Spread?> parts) =>
        parts.OfType<Spread>().ToImmutableArray() is { IsEmpty: false } known ? new(kind, id, null, known) : null;

    private Spread? InBase(Amount? amount)
    {
        if (amount is not { } written) return null;
        var rate = _portfolio.Platform.InBase(new Amount(1, written.Currency));
        return rate is { } perUnit ? Spread.Of(written).Times(perUnit.Value) : null;
    }
}
