using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>An initiative as the search sees it: numbers only, every default filled in.</summary>
internal sealed class Candidate
{
    internal required Id<Initiative> Id { get; init; }

    internal required (int Team, double Ew)[] Effort { get; init; }

    /// <summary>The sum of its effort over teams.</summary>
    internal required double Total { get; init; }

    /// <summary>The fewest periods from first possible work to finish (R3).</summary>
    internal required int Periods { get; init; }

    /// <summary>The most that a team can put into it in one period (R2).</summary>
    internal required double Pace { get; init; }

    internal required int[] After { get; init; }

    internal required int[] Requires { get; init; }

    /// <summary>The first period in which work is allowed, by its own date alone.</summary>
    internal required int Earliest { get; init; }

    /// <summary>What it is worth to customers when finished in period t.</summary>
    internal required double[] Customer { get; init; }

    /// <summary>What it is worth to the platform when finished in period t.</summary>
    internal required double[] Platform { get; init; }

    /// <summary>The bucket it counts to; −1 for none.</summary>
    internal required int Bucket { get; init; }

    /// <summary>Whether every plan chooses it.</summary>
    internal required bool Forced { get; init; }

    /// <summary>The finish that was promised and may be moved; none where nothing was. It may lie outside the horizon.</summary>
    internal required int? Promised { get; init; }

    /// <summary>The first period in which it can be finished at all; tightened from the rules.</summary>
    internal int MinFinish { get; set; }

    /// <summary>The last period in which it may be finished; before <see cref="MinFinish"/> when it cannot be chosen.</summary>
    internal int MaxFinish { get; set; }

    /// <summary>Whether any plan can choose it.</summary>
    internal bool Possible => MinFinish <= MaxFinish;

    /// <summary>Whether its work can be kept from beginning at the start of the horizon.</summary>
    internal bool StartsLate => Earliest > 0 || After.Length > 0;

    /// <summary>The same, finished exactly then and without work of its own, as if somebody else saw to it; −1 means that it cannot be chosen.</summary>
    internal Candidate Fixed(int finish) => Copy([], 0, finish >= 0, finish >= 0 ? finish : 0, finish, Promised);

    /// <summary>The same, finished exactly then where it is chosen; −1 means that it cannot be chosen.</summary>
    internal Candidate At(int finish) => Copy(Effort, Total, Forced, finish >= 0 ? finish : 0, finish, Promised);

    /// <summary>The same, finished no later than that.</summary>
    internal Candidate By(int latest) => Copy(Effort, Total, Forced, MinFinish, Math.Min(MaxFinish, latest), Promised);

    /// <summary>The same as if it were not there: it cannot be chosen, and nothing was promised.</summary>
    internal Candidate Absent => Copy([], 0, forced: false, 0, -1, promised: null);

    private Candidate Copy((int Team, double Ew)[] effort, double total, bool forced, int minFinish, int maxFinish, int? promised) => new()
    {
        Id = Id,
        Effort = effort,
        Total = total,
        Periods = Periods,
        Pace = Pace,
        After = After,
        Requires = Requires,
        Earliest = Earliest,
        Customer = Customer,
        Platform = Platform,
        Bucket = Bucket,
        Forced = forced,
        Promised = promised,
        MinFinish = minFinish,
        MaxFinish = maxFinish,
    };
}

/// <summary>A capability at a level that somebody needs and that is not there from the start (R10).</summary>
/// <param name="Capability">Which capability.</param>
/// <param name="Level">At which level.</param>
/// <param name="Raisers">The candidates that raise it to that level or above.</param>
internal sealed record Step(Id<Capability> Capability, int Level, int[] Raisers);

/// <summary>A use case that is not available from the start (R11).</summary>
/// <param name="Id">Which.</param>
/// <param name="Initiatives">The candidates it needs.</param>
/// <param name="Steps">The capability levels it needs.</param>
/// <param name="Value">What it is worth when available at the end of period t.</param>
internal sealed record Goal(Id<UseCase> Id, int[] Initiatives, int[] Steps, double[] Value)
{
    internal double Full => Value.Length == 0 ? 0 : Value[0];
}

/// <summary>A bucket's floor and ceiling in engineer-weeks (R9).</summary>
internal readonly record struct Band(double Floor, double Ceiling);

/// <summary>
/// A portfolio under a policy, as arrays: what <see cref="Compile"/> makes and the search works on.
/// </summary>
/// <remarks>Candidates stand in the order of their ids, so that the order of a file changes nothing.</remarks>
internal sealed class Problem
{
    internal required Portfolio Portfolio { get; init; }

    internal required Policy Policy { get; init; }

    internal required int Periods { get; init; }

    /// <summary>Capacity after reserves, by team and period.</summary>
    internal required double[][] Capacity { get; init; }

    internal required Candidate[] Candidates { get; init; }

    internal required Step[] Steps { get; init; }

    internal required Goal[] Goals { get; init; }

    internal required Band[] Bands { get; init; }

    /// <summary>Pairs of which at most one is chosen (R7).</summary>
    internal required (int A, int B)[] Excludes { get; init; }

    /// <summary>How many promised finishes may move.</summary>
    internal required int MaxMoves { get; init; }

    internal required Weights Weights { get; init; }

    internal required PresentValue Value { get; init; }

    /// <summary>K: capacity over the horizon after reserves, summed over teams.</summary>
    internal required double Total { get; init; }

    /// <summary>Whether some forced candidate cannot be chosen: then there is no plan.</summary>
    internal bool Impossible => Candidates.Any(c => c.Forced && !c.Possible);

    /// <summary>The same with other floors and ceilings; the candidates are shared, because no window depends on them.</summary>
    internal Problem With(Band[] bands) => With(Capacity, Candidates, bands);

    /// <summary>The same with other capacity, candidates, floors and ceilings; K stays what it is.</summary>
    internal Problem With(double[][] capacity, Candidate[] candidates, Band[] bands) => new()
    {
        Portfolio = Portfolio,
        Policy = Policy,
        Periods = Periods,
        Capacity = capacity,
        Candidates = candidates,
        Steps = Steps,
        Goals = Goals,
        Bands = bands,
        Excludes = Excludes,
        MaxMoves = MaxMoves,
        Weights = Weights,
        Value = Value,
        Total = Total,
    };

    /// <summary>The objective of these finishes.</summary>
    internal double Judge(int[] finishes) => Evaluation.Objective(this, finishes, Weights);

    /// <summary>The finish of each candidate in <paramref name="plan"/>; −1 where it is not chosen.</summary>
    internal int[] FinishesOf(Plan plan)
    {
        var finish = plan.Initiatives.ToDictionary(i => i.Id, i => i.Finish.Index);
        return [.. Candidates.Select(c => finish.GetValueOrDefault(c.Id, -1))];
    }

    /// <summary>The finishes by id; what is not chosen is left out.</summary>
    internal ImmutableSortedDictionary<Id<Initiative>, Period> Named(int[] finishes) =>
        Candidates.Select((c, i) => (c.Id, Finish: finishes[i])).Where(x => x.Finish >= 0).ToImmutableSortedDictionary(x => x.Id, x => new Period(x.Finish));

    /// <summary>Where the candidate of that id stands; −1 where there is none, as for what is done.</summary>
    internal int PlaceOf(Id<Initiative> id) => Array.FindIndex(Candidates, c => c.Id == id);

    /// <summary>The candidates that a use case needs, or may need (R10, R11).</summary>
    internal IEnumerable<int> NeedsOf(Goal goal) => goal.Initiatives.Concat(goal.Steps.SelectMany(s => Steps[s].Raisers));

    internal static double WorthOf(Candidate candidate, int finish, Weights weights) =>
        (weights.Customer * candidate.Customer[finish]) + (weights.Platform * candidate.Platform[finish]);
}
