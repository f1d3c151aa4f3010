using System.Diagnostics;
using System.Text;
using Dais.Engine.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Solving;

/// <summary>A solver that misbehaves in every way ends in one clear sentence, soon, and in nothing else.</summary>
public class SolverFaultTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("kill -SEGV $$", "The solver crashed (SIGSEGV). Nothing else is lost. Maybe another --seed avoids it.")]
    [InlineData("kill -KILL $$", "The solver was killed (SIGKILL). Maybe the machine ran out of memory.")]
    [InlineData("kill -ABRT $$", "The solver gave up (SIGABRT). Maybe it ran out of the memory that it is allowed.")]
    [InlineData("kill -TERM $$", "The solver was told to end (SIGTERM).")]
    [InlineData("exit 1", "The solver ended without an answer (exit code 1).")]
    [InlineData("exit 0", "The solver ended without an answer (exit code 0).")]
    [InlineData("cat > /dev/null & sleep 0.2; exit 3", "The solver ended without an answer (exit code 3).")]
    public async Task A_death_is_told_by_its_cause(string script, string sentence) =>
        Assert.Equal(sentence, (await FailureAsync(script)).Message);

    [Theory]
    [InlineData("echo 'Segmentation fault, but printed'; sleep 9")]
    [InlineData(@"printf '\x7f\xff\xff\xff'; head -c 100000 /dev/zero; sleep 9")]
    [InlineData(@"printf '\x00\x00\x00\x05hello'; sleep 9")]
    [InlineData(@"printf '\x00\x00\x00\x02{}'; sleep 9")]
    [InlineData(@"printf '\x00\x00\x00\x0f{""kind"":""song""}'; sleep 9")]
    [InlineData(@"printf '\x00\x00\x00\x2e{""kind"":""plan"",""plan"":{""status"":""splendid""}}  '; sleep 9")]
    [InlineData(@"printf '\x00\x00\x00\x40half'; exit 0")]
    public async Task Garbage_is_no_answer(string script) =>
        Assert.StartsWith("The solver sent something that is not an answer, and was ended.", (await FailureAsync(script)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_solver_that_hangs_is_ended_after_its_limit_and_some_grace()
    {
        var watch = Stopwatch.StartNew();
        var failure = await FailureAsync("exec sleep 60", seconds: 0.5);
        Assert.StartsWith("The solver did not answer within 1.5 s after its limit of 0.5 s, and was ended.", failure.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.9, 20);
    }

    [Fact]
    public async Task A_solver_that_does_not_listen_is_ended_after_it_was_asked_to_stop()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var failure = await FailureAsync("exec sleep 60", seconds: 0.5, stop: cancel);
        Assert.StartsWith("The solver did not answer within 1.5 s after it was asked to stop, and was ended.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solver_that_lies_about_its_objective_is_not_believed()
    {
        var plan = """
            { "status": "optimal", "objective": 1000000, "bound": 1000000, "gap": 0, "seconds": 0.1, "value": { "customer": 1000000, "platform": 0 },
              "initiatives": [], "useCases": [], "teams": [], "buckets": [], "shortfall": 0, "warnings": [], "left": [], "conflicts": [] }
            """;
        var failure = await FailureAsync(Saying($$"""{"kind":"plan","plan":{{plan}}}"""));
        Assert.StartsWith("The solver's plan is not shown, because it breaks a rule. ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solver_that_calls_an_empty_set_of_rules_impossible_is_not_believed()
    {
        var failure = await FailureAsync(Saying("""{"kind":"plan","plan":{"status":"infeasible","conflicts":[]}}"""));
        Assert.Contains("without a reason", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_solver_says_on_standard_error_is_kept_for_whoever_looks_for_the_cause()
    {
        var failure = await FailureAsync("echo 'F0000 check failed' >&2; sleep 0.2; exit 4");
        Assert.Equal("F0000 check failed", failure.Detail);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told_in_a_sentence()
    {
        await Task.Yield();
        var failure = Assert.Throws<SolverException>(() => SolverProcess.Start(new SolverLaunch("/nowhere/solver", [])));
        Assert.Contains("cannot be started", failure.Message, StringComparison.Ordinal);
    }

    private static string Saying(string json) =>
        $"printf '\\x{Encoding.UTF8.GetByteCount(json) >> 24:x2}\\x{(Encoding.UTF8.GetByteCount(json) >> 16) & 255:x2}\\x{(Encoding.UTF8.GetByteCount(json) >> 8) & 255:x2}\\x{Encoding.UTF8.GetByteCount(json) & 255:x2}'; cat <<'END'\n{json}\nEND\nsleep 9";

    private static async Task<SolverException> FailureAsync(string script, double seconds = 20, CancellationTokenSource? stop = null)
    {
        var findings = new List<Dais.Engine.Modelling.Finding>();
        var document = Document.Of(JsonText.Read(Encoding.UTF8.GetBytes(Worlds.With()), "w", findings), findings)!;
        var request = new SolveRequest(Encoding.UTF8.GetBytes(document.Text), document.ToPortfolio(), new Policy(), new SolveLimits { Seconds = seconds });
        await using var solver = SolverProcess.Start(new SolverLaunch("/bin/bash", ["-c", script]), Grace);
        return await Assert.ThrowsAsync<SolverException>(() => solver.SolveAsync(request, cancel: stop?.Token ?? TestContext.Current.CancellationToken));
    }
}
