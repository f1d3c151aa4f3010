using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Planning.Robustness;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Solving;

/// <summary>
/// One solve in a process of its own, so that a crash of native code or a lack of memory ends that solve and nothing else.
/// </summary>
/// <remarks>
/// The process is not trusted: it has a time, its frames are read within limits, and its plan is shown only when it keeps
/// every rule. Start it early: it warms up while the workspace is read.
/// </remarks>
public sealed class SolverProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly Stream _input;
    private readonly Stream _output;
    private readonly TimeSpan _grace;
    private readonly SemaphoreSlim _sending = new(1, 1);

    private SolverProcess(Process process, TimeSpan grace)
    {
        (_process, _grace) = (process, grace);
        (_input, _output) = (process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>What a solve may allocate unless somebody says otherwise: 4 GiB, at most three quarters of the machine's memory.</summary>
    public static long DefaultMemory => ResourceCaps.DefaultMemory;

    /// <summary>How long past its limit, or past a cancellation, the solver may take to lay out and hand over its best plan.</summary>
    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a solve by work may take at most: an hour.</summary>
    public static TimeSpan LongestByWork { get; } = TimeSpan.FromHours(1);

    /// <summary>Starts the process; it waits for the request.</summary>
    /// <exception cref="SolverException">It cannot be started.</exception>
    public static SolverProcess Start(SolverLaunch launch, TimeSpan? grace = null)
    {
        ArgumentNullException.ThrowIfNull(launch);
        var start = new ProcessStartInfo(launch.Program, launch.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardErrorEncoding = Encoding.UTF8,
            Environment = { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0", ["DOTNET_DbgEnableMiniDump"] = "0", ["DOTNET_NOLOGO"] = "1" },
        };
        try
        {
            return new(Process.Start(start) ?? throw new SolverException($"The solver \"{launch.Program}\" did not start."), grace ?? DefaultGrace);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SolverException($"The solver \"{launch.Program}\" cannot be started: {e.Message}. Maybe the program was moved while it ran.");
        }
    }

    /// <summary>The plan. Cancelling asks the solver for its best plan so far, which is then returned.</summary>
    /// <exception cref="SolverException">There is none that can be shown, and why.</exception>
    public async Task<Plan> SolveAsync(SolveRequest request, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        await AskAsync(request, SolveTask.Plan, progress, cancel).ConfigureAwait(false) is SolverMessage.Answer answer
            ? Checked(PlanDoubts.Of(request, answer.Plan), answer.Plan)
            : throw Strange();

    /// <summary>Both ideals and the plans between them. Cancelling asks the solver for what it has so far, which is then returned.</summary>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public async Task<LensStudy> LensesAsync(SolveRequest request, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        await AskAsync(request, SolveTask.Lenses, progress, cancel).ConfigureAwait(false) is SolverMessage.Lenses answer
            ? Checked(PlanDoubts.Of(request, answer.Study), answer.Study)
            : throw Strange();

    /// <summary>What each group could have, and fair plans. Cancelling asks the solver for what it has so far, which is then returned.</summary>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public async Task<GroupStudy> GroupsAsync(SolveRequest request, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        await AskAsync(request, SolveTask.Groups, progress, cancel).ConfigureAwait(false) is SolverMessage.Groups answer
            ? Checked(PlanDoubts.Of(request, answer.Study), answer.Study)
            : throw Strange();

    /// <summary>How sure the plan is. Cancelling asks the solver for what it has so far, which is then returned.</summary>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public async Task<RobustnessStudy> RobustnessAsync(SolveRequest request, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        await AskAsync(request, SolveTask.Robustness, progress, cancel).ConfigureAwait(false) is SolverMessage.Robustness answer
            ? Checked(PlanDoubts.Of(request, answer.Study), answer.Study)
            : throw Strange();

    /// <summary>What it takes to get a thing in. Cancelling asks the solver for what it knows so far, which is then returned.</summary>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public async Task<WhyNotReply> WhyNotAsync(SolveRequest request, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        await AskAsync(request, SolveTask.WhyNot, progress, cancel).ConfigureAwait(false) is SolverMessage.WhyNot answer
            ? Checked(PlanDoubts.Of(request, answer.Reply), answer.Reply)
            : throw Strange();

    /// <summary>What the split of capacity among buckets is worth. Cancelling asks the solver for what it knows so far, which is then returned.</summary>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public async Task<AllocationStudy> AllocationAsync(SolveRequest request, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        await AskAsync(request, SolveTask.Allocation, progress, cancel).ConfigureAwait(false) is SolverMessage.Allocation answer
            ? Checked(PlanDoubts.Of(request, answer.Study), answer.Study)
            : throw Strange();

    /// <summary>A plan with one bucket in another order. Cancelling asks the solver for what it has so far, which is then returned.</summary>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public async Task<Reordered> ReorderAsync(SolveRequest request, Action<Progress>? progress = null, CancellationToken cancel = default) =>
        await AskAsync(request, SolveTask.Reorder, progress, cancel).ConfigureAwait(false) is SolverMessage.Reorder answer
            ? Checked(PlanDoubts.Of(request, answer.Reordered), answer.Reordered)
            : throw Strange();

    private async Task<SolverMessage> AskAsync(SolveRequest asked, SolveTask task, Action<Progress>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var request = asked with { Task = task };
        using var deadline = new CancellationTokenSource(Allowed(request.Limits));
        var cancelled = false;
        _ = SendAsync(SolverMessages.Solve(request), deadline.Token);
        using var stopping = cancel.Register(() =>
        {
            cancelled = true;
            deadline.CancelAfter(GraceAfter(request.Limits));
            _ = SendAsync(SolverMessages.Cancel(), CancellationToken.None);
        });
        try
        {
            return await ListenAsync(request, progress, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            var limit = request.Limits.Work is null ? TimeSpan.FromSeconds(request.Limits.Seconds) : LongestByWork;
            var after = cancelled ? "after it was asked to stop" : string.Create(CultureInfo.InvariantCulture, $"after its limit of {limit.TotalSeconds:0.##} s");
            throw new SolverException(string.Create(CultureInfo.InvariantCulture, $"The solver did not answer within {GraceAfter(request.Limits).TotalSeconds:0.##} s {after}, and was ended. Maybe the machine is busy, or the workspace is too large for the limit."), Said());
        }
        finally
        {
            End();
        }
    }

    /// <summary>Ends the process, if it still runs.</summary>
    public ValueTask DisposeAsync()
    {
        End();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The grace, and as long again as the limit: laying out and pricing the plan stop on work, not on time, so that they repeat.</summary>
    private TimeSpan GraceAfter(SolveLimits limits) =>
        limits.Work is null ? _grace + TimeSpan.FromSeconds(Math.Min(limits.Seconds, 60)) : _grace;

    private TimeSpan Allowed(SolveLimits limits) =>
        GraceAfter(limits) + (limits.Work is null ? TimeSpan.FromSeconds(limits.Seconds) : LongestByWork);

    private async Task SendAsync(byte[] frame, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await Frames.WriteAsync(_input, frame, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It is gone already; what it did or did not say tells why.
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<SolverMessage> ListenAsync(SolveRequest request, Action<Progress>? progress, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                if (await Frames.ReadAsync(_output, cancel).ConfigureAwait(false) is not { } frame) throw await DiedAsync(cancel).ConfigureAwait(false);
                switch (SolverMessages.Read(frame, request.Portfolio))
                {
                    case SolverMessage.Standing standing: progress?.Invoke(standing.Progress); break;
                    case SolverMessage.Failure failure: throw new SolverException(failure.Sentence, failure.Detail);
                    case var answer: return answer;
                }
            }
            catch (Exception e) when (e is InvalidDataException or DocumentException)
            {
                throw new SolverException($"The solver sent something that is not an answer, and was ended. {e.Message}", Said());
            }
        }
    }

    private static T Checked<T>(string? doubt, T answer) => doubt is null
        ? answer
        : throw new SolverException($"The solver's plan is not shown, because it breaks a rule. {doubt} Maybe it is a fault of the solver: another --seed may avoid it.");

    private SolverException Strange() => new("The solver sent something that is not an answer, and was ended. It answers another question.", Said());

    private async Task<SolverException> DiedAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel).ConfigureAwait(false);
        return new SolverException(Deaths.Sentence(_process.ExitCode), Said());
    }

    /// <summary>Ends the process at once: whoever waits for its answer is told that there is none.</summary>
    internal void End()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (_said)
        {
            _said.AppendLine(line.Length > 500 ? line[..500] : line);
            if (_said.Length > 8_000) _said.Remove(0, _said.Length - 8_000);
        }
    }

    private string? Said()
    {
        lock (_said) return _said.Length == 0 ? null : _said.ToString().TrimEnd();
    }
}
