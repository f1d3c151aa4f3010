using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Dais.Engine.Planning;
using Dais.Workspace;
using Dais.Workspace.Solving;

namespace Dais.App.Tests.Cli;

/// <summary>The real solver's process, as <c>dais</c> starts it.</summary>
public class SolverTests
{
    [Fact]
    public async Task A_crash_of_the_solver_is_one_line_and_code_2()
    {
        var ran = await Run.DaisAsync(80, ["plan", Run.Ten], new SolverLaunch("/bin/bash", ["-c", "kill -SEGV $$"]));
        Assert.Equal((2, "", "dais: The solver crashed (SIGSEGV). Nothing else is lost. Maybe another --seed avoids it.\n"), (ran.Code, ran.Out, ran.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_solve_that_needs_more_memory_than_it_is_allowed_ends_in_a_sentence()
    {
        var opened = OpenWorkspace.From(Run.Ten);
        await using var solver = SolverProcess.Start(Run.Solver);
        var request = new SolveRequest(Encoding.UTF8.GetBytes(opened.Document!.Text), opened.Portfolio!, new Policy(), new SolveLimits()) { Memory = 40 << 20 };
        var failure = await Assert.ThrowsAsync<SolverException>(() => solver.SolveAsync(request, cancel: TestContext.Current.CancellationToken));
        Assert.Contains("memory", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_solver_ends_when_whoever_started_it_is_gone()
    {
        using var process = Start(SolverLaunch.Verb);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_search_that_is_stopped_before_it_begins_still_answers()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var opened = OpenWorkspace.From(Run.Ten);
        await using var solver = SolverProcess.Start(Run.Solver);
        var document = await PlanWorkspace.RunAsync(opened, new Policy(), new SolveLimits(), solver, cancel: cancel.Token);
        Assert.NotEqual(PlanStatus.Infeasible, document.Plan.Status);
    }

    [Fact]
    public async Task The_first_interrupt_hands_over_the_best_plan_so_far()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGINT.");
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Run.DaisAsync("sample", folder["meridian"])).Code);
        using var process = Start("plan", folder["meridian"], "--json", "--seconds", "300");
        await WaitForIncumbentAsync(process);
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var plan = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).RootElement;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Matches("^(feasible|optimal)$", plan.GetProperty("status").GetString());
        Assert.NotEqual(0, plan.GetProperty("initiatives").GetArrayLength());
    }

    [Fact]
    public async Task The_second_interrupt_ends_at_once()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGINT.");
        using var folder = new TemporaryFolder();
        Assert.Equal(0, (await Run.DaisAsync("sample", folder["meridian"])).Code);
        using var process = Start("plan", folder["meridian"], "--seconds", "300");
        await WaitForIncumbentAsync(process);
        for (var i = 0; i < 2; i++)
        {
            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_fault_of_Dais_itself_is_one_line_that_says_how_to_report_it()
    {
        var ran = await Run.DaisAsync(80, ["plan", Run.Ten], new SolverLaunch("", []));
        Assert.Equal((2, ""), (ran.Code, ran.Out));
        Assert.StartsWith("dais: a fault of Dais itself, not of your input: ", ran.Error, StringComparison.Ordinal);
        Assert.EndsWith("Maybe you report it: run the command again with DAIS_DEBUG=1, and send what it prints.", ran.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Single(ran.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_is_no_error()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no /bin/bash.");
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "\"$0\" check \"$1\" | true; echo ${PIPESTATUS[0]}", Run.Executable, Run.Ten]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (said, error) = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("0", ""), (said.Trim(), error));
    }

    private static async Task WaitForIncumbentAsync(Process process)
    {
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken) is { } line)
            if (!line.Contains("best none yet", StringComparison.Ordinal)) return;
    }

    private static Process Start(params string[] args) => Process.Start(new ProcessStartInfo(Run.Executable, args)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;
}
