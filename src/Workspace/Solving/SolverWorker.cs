using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Solving;

/// <summary>The inside of the solver's process: one request comes in, progress and one answer go out.</summary>
/// <remarks>
/// It ends when its standard input does, so that it never outlives the program that started it, and leaves Ctrl-C to
/// that program, which then asks it to stop.
/// </remarks>
public sealed class SolverWorker
{
    private const double ShareForPlan = 0.4;

    private static readonly TimeSpan BetweenProgress = TimeSpan.FromMilliseconds(50);

    private static ReadOnlySpan<byte> Smallest => """
        { "dais": 1, "platform": { "id": "p", "name": "p", "currency": "USD", "discountRate": 0.1, "periods": { "first": "2027-Q1", "count": 2 } },
          "teams": [ { "id": "t", "name": "t", "capacity": 4, "reserve": { "ktlo": 0.1 } } ],
          "buckets": [ { "id": "b", "name": "b", "min": 0.1, "max": 0.9 } ],
          "capabilities": [ { "id": "c", "name": "c", "level": 1 } ],
          "useCases": [ { "id": "u", "name": "u", "needs": [ { "capability": "c", "level": 2 }, { "initiative": "j" } ], "value": { "growth": 3 } } ],
          "initiatives": [
            { "id": "i", "name": "i", "bucket": "b", "effort": { "t": 3 }, "raises": [ { "capability": "c", "to": 2 } ], "value": { "platform": 2 } },
            { "id": "j", "name": "j", "bucket": "b", "effort": { "t": 2 }, "after": [ "i" ], "value": { "customer": 2 } },
            { "id": "k", "name": "k", "bucket": "b", "effort": { "t": 2 }, "excludes": [ "j" ], "value": { "customer": 1 } } ] }
        """u8;

    private readonly Stream _output;
    private readonly Lock _sending = new();
    private readonly TimeProvider _clock = TimeProvider.System;
    private long? _last;
    private string? _phase;
    private Money? _bound;

    private SolverWorker(Stream output) => _output = output;

    /// <summary>Serves one request on the process's own standard streams.</summary>
    /// <returns>The exit code: 0, whatever the answer.</returns>
    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        ResourceCaps.KeepOutputClean();
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        new SolverWorker(output).ServeAsync(input).GetAwaiter().GetResult();
        return 0;
    }

    private async Task ServeAsync(Stream input)
    {
        _ = Task.Run(WarmUp);
        if (await Frames.ReadAsync(input).ConfigureAwait(false) is not { } frame) return;
        using var stop = new CancellationTokenSource();
        _ = Task.Run(() => WatchAsync(input, stop));
        Send(Answer(frame, stop.Token));
    }

    private byte[] Answer(byte[] frame, CancellationToken stop)
    {
        var memory = ResourceCaps.DefaultMemory;
        try
        {
            var request = Node.Root(frame);
            memory = request["memory"].Whole(1, long.MaxValue);
            ResourceCaps.Apply(memory, (int?)request.Find("nice")?.Whole(0, 19));
            var portfolio = Open(request["workspace"]);
            var policy = PolicyReader.ReadPolicy(request["policy"], portfolio);
            var limits = LimitsOf(request["policy"]);
            return request["task"].Word<SolveTask>() switch
            {
                SolveTask.Lenses => SolverMessages.Answer(new LensDocument(portfolio, policy, TwoLenses.Solve(portfolio, policy, limits, _clock, Report, stop))),
                SolveTask.Groups => SolverMessages.Answer(new GroupDocument(portfolio, GroupSearch.Solve(portfolio, policy, limits, _clock, request.Find("alpha")?.Number(0), Report, stop))),
                SolveTask.Allocation => SolverMessages.Answer(new AllocationDocument(portfolio, AllocationSearch.Solve(portfolio, policy, limits, _clock, Report, stop))),
                SolveTask.Reorder => Reorder(request, portfolio, policy, limits, stop),
                SolveTask.Robustness => SolverMessages.Answer(new RobustnessDocument(portfolio, RobustnessSearch.Solve(portfolio, policy, RobustnessLimitsOf(request, limits), _clock, Report, stop))),
                SolveTask.WhyNot => WhyNot(request, portfolio, policy, limits, stop),
                _ => SolverMessages.Answer(new PlanDocument(portfolio, Planner.From(SolverMessages.From(request, portfolio), portfolio, policy, limits, _clock, Report, stop))),
            };
        }
        catch (OutOfMemoryException)
        {
            return SolverMessages.Failure(string.Create(CultureInfo.InvariantCulture, $"The solver ran out of the {memory / 1073741824.0:0.#} GiB of memory that it is allowed. Maybe the workspace is too large for this machine."), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return SolverMessages.Failure($"The solver failed: {e.Message}", e.ToString());
        }
    }

    /// <summary>The plan that a question is about: the one that came with it, else the best one that a part of the limits finds.</summary>
    private Plan About(Node request, Portfolio portfolio, Policy policy, SolveLimits limits, CancellationToken stop) => request.Find("about") is { } given
        ? PlanReader.Read(given, portfolio).Plan with { Policy = policy }
        : Planner.Solve(portfolio, policy, limits with { Seconds = limits.Seconds * ShareForPlan, Work = limits.Work is { } work ? Math.Max(1, (long)(work * ShareForPlan)) : null }, _clock, Report, stop);

    /// <summary>That there is no plan to ask about, and why; nothing where there is one.</summary>
    private static byte[]? WithoutPlan(Plan plan) => plan.Status switch
    {
        PlanStatus.Infeasible => SolverMessages.Failure($"There is no plan to ask about: {string.Join(" ", plan.Conflicts.Select(c => c.Sentence + "."))} Maybe dais plan says more.", null),
        PlanStatus.Unknown => SolverMessages.Failure("No plan was found within the limit, so that there is none to ask about. Maybe more --seconds.", null),
        _ => null,
    };

    private byte[] Reorder(Node request, Portfolio portfolio, Policy policy, SolveLimits limits, CancellationToken stop)
    {
        var began = _clock.GetTimestamp();
        var plan = About(request, portfolio, policy, limits, stop);
        if (WithoutPlan(plan) is { } failure) return failure;
        var left = limits with { Seconds = Math.Max(0.1, limits.Seconds - _clock.GetElapsedTime(began).TotalSeconds) };
        var order = request.Each("order", i => PlanReader.Known(i, portfolio.Initiatives, "initiative"));
        return SolverMessages.Answer(new ReorderDocument(portfolio, Reordering.Solve(portfolio, plan, PlanReader.Known(request["subject"], portfolio.Buckets, "bucket"), order, left, _clock, stop)));
    }

    private byte[] WhyNot(Node request, Portfolio portfolio, Policy policy, SolveLimits limits, CancellationToken stop)
    {
        var began = _clock.GetTimestamp();
        var plan = About(request, portfolio, policy, limits, stop);
        if (WithoutPlan(plan) is { } failure) return failure;
        var subject = Subject.Find(portfolio, request["subject"].Text(), plan);
        if (subject.Wanted is not { } wanted) return SolverMessages.Answer(portfolio, new(null, new(plan, false, false, null, [], null, null)));
        var left = limits with { Seconds = Math.Max(0.1, limits.Seconds - _clock.GetElapsedTime(began).TotalSeconds), Work = limits.Work is { } all ? Math.Max(1, all - (request.Find("about") is null ? plan.Work : 0)) : null };
        return SolverMessages.Answer(portfolio, new(wanted, Flips.Find(portfolio, plan, wanted, subject.Group, left, _clock, Report, polish: request.Find("about") is not null, cancel: stop)));
    }

    private static Portfolio Open(Node workspace)
    {
        var findings = new List<Finding>();
        var root = JsonText.Read(Encoding.UTF8.GetBytes(workspace.Element.GetRawText()), "workspace", findings);
        return Document.Of(root, findings)?.ToPortfolio() ?? throw new DocumentException($"The workspace did not arrive whole: {findings[0]}");
    }

    private static RobustnessLimits RobustnessLimitsOf(Node request, SolveLimits limits) => new()
    {
        Solve = limits,
        Draws = (int)request["draws"].Whole(1, int.MaxValue),
        Correlation = Share.Of(request["correlation"].Number(0, 1)),
    };

    private static SolveLimits LimitsOf(Node policy) => new()
    {
        Seconds = policy["seconds"].Number(0),
        Gap = policy["gap"].Number(0),
        Work = policy.Find("work")?.Whole(1, long.MaxValue),
        Seed = (int)policy["seed"].Whole(0, int.MaxValue),
        BreakTies = policy["breakTies"].Flag(),
    };

    /// <summary>Waits for a word to stop, and for the end of the input, which ends the process.</summary>
    private static async Task WatchAsync(Stream input, CancellationTokenSource stop)
    {
        try
        {
            while (await Frames.ReadAsync(input).ConfigureAwait(false) is { } frame)
            {
                if (Node.Root(frame)["kind"].Text() == "cancel") await stop.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or DocumentException)
        {
            // Whoever speaks like that is not there any more.
        }

        ResourceCaps.EndNow(0);
    }

    /// <summary>
    /// Plans a workspace of two initiatives while the request is still being made, so that the code is compiled and the
    /// native library loaded when it comes. What comes of it does not matter.
    /// </summary>
    private static void WarmUp()
    {
        try
        {
            var findings = new List<Finding>();
            if (Document.Of(JsonText.Read(Smallest, "warm-up", findings), findings)?.ToPortfolio() is not { } portfolio) return;
            Planner.Solve(portfolio, new Policy(), new SolveLimits { Seconds = 1 }, TimeProvider.System);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The request will meet the same, and say so.
        }
    }

    private void Report(Progress progress)
    {
        var entered = progress.Phase != _phase;
        if (entered) (_phase, _bound) = (progress.Phase, null);
        _bound = progress.Bound ?? _bound;
        if (!entered && progress.Note is null && _last is { } last && _clock.GetElapsedTime(last) < BetweenProgress) return;
        _last = _clock.GetTimestamp();
        Send(SolverMessages.Standing(progress with { Bound = _bound }));
    }

    private void Send(byte[] frame)
    {
        try
        {
            lock (_sending) Frames.Write(_output, frame);
        }
        catch (IOException)
        {
            ResourceCaps.EndNow(0);
        }
    }
}
