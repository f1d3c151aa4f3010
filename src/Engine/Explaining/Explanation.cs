using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>
/// Why a plan is worth what it is, and why what it leaves out is left out.
/// </summary>
/// <remarks>The amounts of the reasons add up to the plan's objective; they stand with the largest first.</remarks>
/// <param name="Reasons">What the objective consists of.</param>
/// <param name="LeftOut">What is not chosen and why, in the portfolio's order.</param>
/// <param name="Unserved">The use cases that the plan does not make available, and what they still need.</param>
/// <param name="FromTheStart">The use cases that are available whatever is planned; they are not in the objective.</param>
public sealed record Explanation(
    ImmutableArray<Reason> Reasons,
    ImmutableArray<LeftOut> LeftOut,
    ImmutableArray<Unserved> Unserved,
    ImmutableArray<Id<UseCase>> FromTheStart)
{
    /// <summary>Explains <paramref name="plan"/>; of an infeasible one there is nothing to explain but its conflicts.</summary>
    public static Explanation Of(Portfolio portfolio, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown) return new([], [], [], []);
        var problem = Compile.From(portfolio, plan.Policy);
        var finishes = problem.FinishesOf(plan);
        var open = problem.Goals.ToDictionary(g => g.Id);
        return new(
            [.. Worth(problem, finishes).OrderByDescending(r => r.Amount).ThenBy(r => r.Subject, StringComparer.Ordinal).ThenBy(r => r.Kind)],
            LeftOutReasons.Of(problem, finishes),
            [.. portfolio.UseCases.Where(u => open.TryGetValue(u.Id, out var goal) && Evaluation.Available(problem, goal, finishes) is null).Select(u => Lacking(problem, finishes, open[u.Id]))],
            [.. portfolio.UseCases.Where(u => !open.ContainsKey(u.Id)).Select(u => u.Id)]);
    }

    private static IEnumerable<Reason> Worth(Problem problem, int[] finishes)
    {
        var portfolio = problem.Portfolio;
        for (var i = 0; i < finishes.Length; i++)
        {
            if (finishes[i] < 0) continue;
            var initiative = portfolio.Initiatives[problem.Candidates[i].Id];
            var from = finishes[i];
            if (portfolio.CustomerWorth(initiative) is { } customer)
            {
                yield return new(ReasonKind.Customer, initiative.Id.Value, initiative.Name, new(from), customer, Amount(problem.Weights.Customer, problem.Candidates[i].Customer[from]));
            }

            if (portfolio.PlatformWorth(initiative) is { } platform)
            {
                yield return new(ReasonKind.Platform, initiative.Id.Value, initiative.Name, new(from), platform, Amount(problem.Weights.Platform, problem.Candidates[i].Platform[from]));
            }
        }

        foreach (var goal in problem.Goals)
        {
            if (Evaluation.Available(problem, goal, finishes) is not { } from) continue;
            var useCase = portfolio.UseCases[goal.Id];
            foreach (var (kind, amount) in Parts(useCase.Value))
            {
                if (portfolio.Platform.InBase(amount) is not { } yearly) continue;
                yield return new(kind, useCase.Id.Value, useCase.Name, new(from), yearly, Amount(problem.Weights.Customer, problem.Value.Of(yearly.Value, from, useCase.Ramp ?? 1)));
            }
        }
    }

    private static IEnumerable<(ReasonKind Kind, Amount? Amount)> Parts(EndValue value) =>
        [(ReasonKind.Growth, value.Growth), (ReasonKind.Retention, value.Retention), (ReasonKind.Margin, value.Margin)];

    private static Money Amount(double weight, double value) => Money.Of(weight * value);

    private static Unserved Lacking(Problem problem, int[] finishes, Goal goal)
    {
        var useCase = problem.Portfolio.UseCases[goal.Id];
        var missing = goal.Initiatives.Where(i => finishes[i] < 0).Select(i => problem.Portfolio.Initiatives[problem.Candidates[i].Id].Name)
            .Concat(goal.Steps.Where(s => problem.Steps[s].Raisers.All(i => finishes[i] < 0)).Select(s => StepName(problem, problem.Steps[s])));
        return new(goal.Id, problem.Portfolio.Worth(useCase), [.. missing]);
    }

    private static string StepName(Problem problem, Step step) =>
        $"{problem.Portfolio.Capabilities[step.Capability].Name} at level {step.Level}" + (step.Raisers.Length == 0 ? ", which nothing raises" : "");
}

/// <summary>A use case that the plan does not make available.</summary>
/// <param name="Id">Which.</param>
/// <param name="Yearly">What it would be worth a year; absent where unknown.</param>
/// <param name="Missing">What it still needs, in words.</param>
public sealed record Unserved(Id<UseCase> Id, Money? Yearly, ImmutableArray<string> Missing);
