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
