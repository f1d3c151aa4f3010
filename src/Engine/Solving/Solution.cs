namespace Dais.Engine.Solving;

/// <summary>How a solve ended.</summary>
public enum SolveStatus
{
    /// <summary>The point is best: bound and objective meet within the gap that was asked for.</summary>
    Optimal,

    /// <summary>Stopped by a limit or by the caller, with a point.</summary>
    Feasible,

    /// <summary>No point keeps the rows and lies above the cutoff.</summary>
    Infeasible,

    /// <summary>Stopped by a limit or by the caller, without a point.</summary>
    Unknown,
}

/// <summary>What a solve found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Objective">The objective at the point; not a number while there is no point.</param>
/// <param name="Bound">No point has a larger objective; infinite while nothing is known.</param>
/// <param name="Point">A number for each column; empty while there is no point.</param>
/// <param name="Work">Work spent, in the count of <see cref="SolveOptions.Work"/>.</param>
public sealed record Solution(SolveStatus Status, double Objective, double Bound, double[] Point, long Work)
{
    /// <summary>For a linear relaxation solved to the end: by how much the objective grows with each column, all rows kept; else empty.</summary>
    public double[] Rates { get; init; } = [];

    /// <summary>Whether there is a point; of a model without columns it is empty.</summary>
    public bool HasPoint => Status is SolveStatus.Optimal or SolveStatus.Feasible;
}

/// <summary>Where a solve may stop, and what it may start from.</summary>
public sealed record SolveOptions
{
    /// <summary>Seconds, above 0; infinite for none.</summary>
    public double Seconds { get; init; } = double.PositiveInfinity;

    /// <summary>Simplex iterations, and sweeps over the graph where a closure is searched for; the count is deterministic.</summary>
    public long Work { get; init; } = long.MaxValue;

    /// <summary>The relative gap that is near enough.</summary>
    public double RelativeGap { get; init; }

    /// <summary>The absolute gap that is near enough.</summary>
    public double AbsoluteGap { get; init; } = 1e-9;

    /// <summary>Only points whose objective is above this are of interest.</summary>
    public double Cutoff { get; init; } = double.NegativeInfinity;

    /// <summary>A point to start from; may be infeasible, and is then of no use.</summary>
    public double[]? Start { get; init; }

    /// <summary>The seed of the solver's own choices.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How often branching on a column is tried out before its effect on the bound is guessed from those trials; at least 0.</summary>
    public int Trials { get; init; } = 8;

    /// <summary>Whether the whole columns may be anything (the linear relaxation).</summary>
    public bool Relax { get; init; }

    /// <summary>Hands over better points and bounds as they come; on the solving thread.</summary>
    public Action<double, double>? Progress { get; init; }

    /// <summary>Hands over each better point as it is found; on the solving thread.</summary>
    public Action<double, double[]>? Improved { get; init; }

    /// <summary>The time, where another than the solver's own is needed: when to let a second solver join in.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Stops the solve.</summary>
    public CancellationToken Cancel { get; init; }
}
