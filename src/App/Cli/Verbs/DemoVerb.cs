using System.CommandLine;
using System.Diagnostics;
using Dais.App.Page;
using Dais.App.Text;
using Dais.Engine.Planning;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Spectre.Console;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais demo</c>: the sample in the web app; or, with <c>--once</c>, planned in the terminal and as a page.</summary>
internal static class DemoVerb
{
    private const int Cards = 3;

    public static Verb Make(Surroundings around)
    {
        var port = Words.Whole("--port", "N", $"The web app's port on this machine; {DemoApp.UsualPort} unless said.", 1, 65535);
        var stay = Words.Flag("--no-browser", "Does not open a browser.");
        var once = Words.Flag("--once", "Plans it here, writes the plan as a page, and ends: no web app.");
        var seconds = Words.Number("--seconds", "N", "With --once: how long to look at most; 120 unless said.", 0, PolicyReader.MostSeconds, above: true);
        var output = Words.Text("--out", "FILE", "With --once: where the page goes; dais-demo.html in this folder unless said.");
        var quiet = Words.Flag("--quiet", "Shows no progress.");
        var verb = new Verb(
            "demo",
            Purpose.Begin,
            "Opens the Meridian sample in the web app, on a store that is gone when it ends.",
            "dais demo")
        {
            Remarks = "dais demo --once --out meridian.html plans it in the terminal instead, and ends.",
        };
        foreach (var option in new Option[] { port, stay, once, seconds, output, quiet }) verb.Add(option);
        verb.SetAction(async (parsed, cancel) =>
        {
            if (!parsed.GetValue(once)) return await DemoApp.RunAsync(around, (int)(parsed.GetValue(port) ?? DemoApp.UsualPort), around.Colour && !parsed.GetValue(stay) ? Open : null, cancel);
            var file = Path.GetFullPath(parsed.GetValue(output) ?? "dais-demo.html", around.Folder);
            var document = await PlanAsync(around, parsed.GetValue(seconds) ?? 120, parsed.GetValue(quiet), cancel).ConfigureAwait(false);
            await File.WriteAllBytesAsync(file, PlanPage.Print(document), CancellationToken.None).ConfigureAwait(false);
            around.Draw(canvas => Write(canvas, document));
            around.Out.WriteLine();
            around.Out.WriteLine($"The roadmap as a page: {file}");
            around.Out.WriteLine("Try next: dais sample meridian, then dais plan meridian --lens customer");
            if (around.Colour && !parsed.GetValue(stay)) Open(file);
            return CommandLine.Done;
        });
        return verb;
    }

    private static async Task<PlanDocument> PlanAsync(Surroundings around, double seconds, bool quiet, CancellationToken cancel)
    {
        using var interrupt = new Interrupt(cancel);
        await using var solver = SolverProcess.Start(around.Solver, around.Grace);
        var folder = Directory.CreateTempSubdirectory("dais-");
        try
        {
            WriteSample.To(folder.FullName);
            var opened = Findings.Sound(folder.FullName);
            return await PlanVerb.SolveAsync(around, opened, new Policy(), new SolveLimits { Seconds = seconds, BreakTies = false }, solver, quiet, interrupt.Token).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(IAnsiConsole canvas, PlanDocument document)
    {
        HeadlineText.Write(canvas, document);
        RoadmapText.Write(canvas, document);
        AllocationText.Write(canvas, document);
        LeftOutText.Cards(canvas, document, Cards);
    }

    private static void Open(string what)
    {
        try
        {
            if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DISPLAY") is null && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null) return;
            using var opened = Process.Start(new ProcessStartInfo(what) { UseShellExecute = true });
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // Nothing here opens pages; the address is printed.
        }
    }
}
