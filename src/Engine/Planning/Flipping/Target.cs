using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Flipping;

/// <summary>What is wanted in: an initiative, or all that a use case needs.</summary>
/// <param name="All">Candidates that all have to be chosen.</param>
/// <param name="OneOfEach">Sets of candidates of each of which one has to be chosen: those that raise a capability far enough (R10).</param>
internal sealed record Target(ImmutableArray<int> All, ImmutableArray<ImmutableArray<int>> OneOfEach)
{
    /// <summary>Every candidate that it speaks of.</summary>
    internal IEnumerable<int> Candidates => All.Concat(OneOfEach.SelectMany(o => o)).Distinct();

    /// <summary>The initiative; none where it is done, or not there.</summary>
    internal static Target? Of(Problem problem, Id<Initiative> id) => problem.PlaceOf(id) is >= 0 and var place ? new([place], []) : null;

    /// <summary>What the use case needs; none where it is available from the start.</summary>
    internal static Target? Of(Problem problem, Id<UseCase> id) => problem.Goals.FirstOrDefault(g => g.Id == id) is { } goal
        ? new([.. goal.Initiatives], [.. goal.Steps.Select(s => (ImmutableArray<int>)[.. problem.Steps[s].Raisers])])
        : null;

    /// <summary>The same among some candidates that have other places (−1: stays as it is); what others that stay meet already is met.</summary>
    internal Target Among(Func<int, int> placeOf, int[] finishes)
    {
        bool Stays(int i) => placeOf(i) < 0 && finishes[i] >= 0;
        return new(
            [.. All.Where(i => placeOf(i) >= 0).Select(placeOf)],
            [.. OneOfEach.Where(o => !o.Any(Stays)).Select(o => (ImmutableArray<int>)[.. o.Select(placeOf).Where(p => p >= 0)])]);
    }

    /// <summary>Whether these finishes choose it.</summary>
    internal bool In(int[] finishes) => All.All(i => finishes[i] >= 0) && OneOfEach.All(o => o.Any(i => finishes[i] >= 0));

    /// <summary>Only plans that choose it.</summary>
    internal void Require(Formulation f)
    {
        foreach (var i in All)
        {
            if (f.Chosen(i) is { } chosen) f.Model.Fix(chosen, 1);
            else f.Model.AtLeast(1);
        }

        foreach (var one in OneOfEach) f.Model.AtLeast(1, [.. one.Select(f.Chosen).OfType<Solving.Column>().Distinct().Select(c => (c, 1.0))]);
    }

    /// <summary>Only plans that do not: one of its needs, at least, is not met.</summary>
    internal void Exclude(Formulation f)
    {
        if (All.Length == 1 && OneOfEach.IsEmpty)
        {
            if (f.Chosen(All[0]) is { } only) f.Model.AtMost(0, (only, 1));
            return;
        }

        var lacks = new List<(Solving.Column, double)>();
        foreach (var need in All.Select(i => ImmutableArray.Create(i)).Concat(OneOfEach))
        {
            var unmet = f.Model.Binary();
            lacks.Add((unmet, 1));
            foreach (var i in need)
            {
                if (f.Chosen(i) is { } chosen) f.Model.AtMost(1, (chosen, 1), (unmet, 1));
            }
        }

        f.Model.AtLeast(1, [.. lacks]);
    }
}
