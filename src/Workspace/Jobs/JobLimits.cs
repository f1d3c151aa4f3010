namespace Dais.Workspace.Jobs;

/// <summary>How much jobs may take of a machine and a store.</summary>
public sealed record JobLimits
{
    /// <summary>The largest request, in bytes.</summary>
    public const int MostRequestBytes = 4 * 1024 * 1024;

    /// <summary>The largest result that is kept, in bytes.</summary>
    public const int MostResultBytes = 20 * 1024 * 1024;

    /// <summary>How many jobs of a workspace may wait or run at a time.</summary>
    public const int MostWaiting = 20;

    /// <summary>How often a job is taken up at most: where its process died each time, it is not tried again.</summary>
    public const int MostAttempts = 2;

    /// <summary>How many jobs a process runs at a time; half of the machine's cores unless said, at least one.</summary>
    public int AtOnce { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How often the table is looked through for what nobody has scheduled: jobs that another process wrote, or a process that died.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often progress is written, and looked whether the job is to stop.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a process of a cluster says that it lives; after two more without a word the others take its jobs up.</summary>
    public TimeSpan SignOfLife { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long past its limit a solver may take to hand over its best plan.</summary>
    public TimeSpan Grace { get; init; } = Solving.SolverProcess.DefaultGrace;

    /// <summary>How long a job that is over is kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many jobs that are over are kept of a workspace.</summary>
    public int KeepMost { get; init; } = 200;
}
