using Dais.Engine.Planning.Searching;

namespace Dais.Engine.Planning.Flipping;

/// <summary>What is free around a base plan, and how the base's work is laid out.</summary>
/// <param name="Free">What may be otherwise.</param>
/// <param name="Work">The work of the base, as late as it can be.</param>
internal sealed record Around(Freed[] Free, double[][][] Work)
{
    /// <summary>About so many columns of freedom; none where the base's work cannot be laid out.</summary>
    internal static Around? Of(Problem problem, Target target, int[] finishes, int columns)
    {
        var wanted = target.All.Concat(target.OneOfEach.Where(o => o.All(i => finishes[i] < 0)).SelectMany(o => o));
        var free = Vicinity.Of(problem, wanted, finishes, columns);
        return Neighbourhood.WorkAround(problem, finishes, free) is { } work ? new(free, work) : null;
    }
}
