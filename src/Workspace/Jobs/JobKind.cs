using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Workspace.People;
using Dais.Workspace.Solving;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Jobs;

/// <summary>A kind of long work: what it may be asked, and how it is done. Each kind has a file of its own in <c>Jobs/Kinds</c>.</summary>
/// <param name="name">The word by which it is asked for; an analysis has the name of its verb.</param>
/// <param name="fields">The names of its parameters.</param>
internal abstract class JobKind(string name, params ImmutableArray<string> fields)
{
    /// <summary>The parameters of everything that is solved for.</summary>
    protected static ImmutableArray<string> Solving { get; } = ["policy", "seconds", "gap", "work", "seed"];

    /// <summary>The word by which it is asked for.</summary>
    public string Name => name;

    /// <summary>The names of its parameters.</summary>
    public ImmutableArray<string> Fields => fields;

    /// <summary>What the caller has to be allowed in order to ask for it.</summary>
    public virtual Permission Permission => Permission.Analyse;

    /// <summary>Whether that result shows sensitive fields, so that reading it takes that permission too.</summary>
    public virtual bool ShowsSensitive(string result) => false;

    /// <summary>Whether it needs a workspace without errors.</summary>
    public virtual bool Sound => true;

    /// <summary>The shape of its result, as JSON Schema; it may name the shapes <c>plan</c>, <c>policy</c> and <c>scenario</c>.</summary>
    public abstract JsonObject Answer { get; }

    /// <summary>Reads the parameters against the workspace: all that is wrong with them is said before anything is queued.</summary>
    /// <returns>What is then done.</returns>
    /// <exception cref="RefusalException">They cannot be used, and why.</exception>
    public abstract JobTask Prepare(Opened workspace, JobParameters asked);
}

/// <summary>The work of a job. Its result is the text that <c>dais VERB --json</c> prints, to the byte.</summary>
/// <param name="tools">What it works with.</param>
/// <param name="stop">Asks it to hand over what it has.</param>
internal delegate Task<byte[]> JobTask(JobTools tools, CancellationToken stop);

/// <summary>What a job works with: solvers, which die with it, a way to say how it stands, and the store for what is more than the workspace.</summary>
/// <param name="claim">The job.</param>
/// <param name="launch">How a solver's process is started.</param>
/// <param name="grace">How long past its limit a solver may take to answer.</param>
/// <param name="progress">Says how it stands.</param>
internal sealed class JobTools(JobClaim claim, SolverLaunch launch, TimeSpan grace, Action<Progress> progress)
{
    private readonly Lock _lock = new();
    private readonly List<SolverProcess> _solvers = [];
    private bool _ended;

    /// <summary>Says how it stands.</summary>
    public Action<Progress> Progress => progress;

    /// <summary>The store.</summary>
    public Store Store => claim.Store;

    /// <summary>The workspace's id.</summary>
    public string Workspace => claim.Row.Workspace;

    /// <summary>Who asked, with what they may do today.</summary>
    public Caller Asker => claim.Row.Asker();

    /// <summary>Says that another revision is read than the one that the parameters were held against.</summary>
    public Task ReadsAsync(long revision) => claim.ReadsAsync(revision, CancellationToken.None);

    /// <summary>A solver's process of its own for one request.</summary>
    public SolverProcess Solver()
    {
        lock (_lock)
        {
            if (_ended) throw new SolverException("The solver was ended with its job.");
            var solver = SolverProcess.Start(launch, grace);
            _solvers.Add(solver);
            return solver;
        }
    }

    /// <summary>Ends every solver at once; there are no more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            foreach (var solver in _solvers) solver.End();
        }
    }
}
