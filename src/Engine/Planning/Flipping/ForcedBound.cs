using Dais.Engine.Solving;

namespace Dais.Engine.Planning.Flipping;

/// <summary>
/// What no plan that chooses a thing is worth more than, at once: the relaxation of the base's problem, solved once, and
/// from its basis again with the thing in.
/// </summary>
internal sealed class ForcedBound : IDisposable
{
    private readonly Formulation _formulation;
    private readonly WarmRelaxation _relaxation;

    private ForcedBound(Formulation formulation, WarmRelaxation relaxation) => (_formulation, _relaxation) = (formulation, relaxation);

    /// <summary>No plan at all that lacks no more to the floors is worth more.</summary>
    internal double Bound => _relaxation.Bound;

    /// <summary>Ready to be asked; none where the relaxation was not solved in time.</summary>
    internal static ForcedBound? Of(Problem problem, double shortfall, Budget budget)
    {
        var formulation = Formulation.Build(problem, []);
        Trial.Within(formulation, shortfall);
        formulation.MaximiseValue(problem.Weights);
        var relaxation = WarmRelaxation.Of(formulation.Model, budget.Seconds, budget.Work);
        budget.Spend(relaxation?.Work ?? (budget.Counted ? budget.Work : 0));
        return relaxation is null ? null : new(formulation, relaxation);
    }

    /// <summary>What no plan with the target is worth more than, where given finished exactly then; infinite where that was not found in time.</summary>
    internal double With(Target target, Budget budget, int? finish = null)
    {
        var held = new List<(Column, double)>();
        foreach (var i in target.All)
        {
            if (_formulation.Chosen(i) is not { } chosen) return double.NegativeInfinity;
            held.Add((chosen, 1));
            if (finish is not { } f) continue;
            if (_formulation.FinishedBy(i, f) is not { } by) return double.NegativeInfinity;
            held.Add((by, 1));
            if (_formulation.FinishedBy(i, f - 1) is { } sooner) held.Add((sooner, 0));
        }

        var sets = target.OneOfEach.Select(o => (IReadOnlyList<Column>)[.. o.Select(_formulation.Chosen).OfType<Column>().Distinct()]).ToList();
        if (sets.Exists(s => s.Count == 0)) return double.NegativeInfinity;
        var (bound, work) = _relaxation.With(held, sets, budget.Seconds, budget.Work);
        budget.Spend(work);
        return bound;
    }

    /// <inheritdoc/>
    public void Dispose() => _relaxation.Dispose();
}
