using System.Text;
using Dais.Workspace.Solving;
using Spectre.Console;

namespace Dais.App.Cli;

/// <summary>What a verb sees of the world: where it writes, how wide and whether in colour, and how a solver is started.</summary>
/// <remarks>Tests make their own; nothing in the verbs touches <see cref="Console"/>.</remarks>
public sealed record Surroundings
{
    /// <summary>The narrowest and the widest text that is written.</summary>
    private const int Narrowest = 60, Widest = 200;

    /// <summary>Results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Errors, warnings and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>How many columns a line has.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Whether results may be coloured: only on a terminal.</summary>
    public bool Colour { get; init; }

    /// <summary>Whether a progress line can be rewritten in place.</summary>
    public bool Rewrites { get; init; }

    /// <summary>Whether a fault shows where it came about.</summary>
    public bool Debug { get; init; }

    /// <summary>How the solver's process is started.</summary>
    public required SolverLaunch Solver { get; init; }

    /// <summary>How long past its limit the solver may take to hand over its best plan.</summary>
    public TimeSpan Grace { get; init; } = SolverProcess.DefaultGrace;

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where files without a folder are written.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>The variables of the process, by their names.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The terminal or the pipe that <c>dais</c> was started on.</summary>
    public static Surroundings OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new()
        {
            Out = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = false },
            Error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true },
            Width = WidthOfTerminal(),
            Colour = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
            Rewrites = !Console.IsErrorRedirected,
            Debug = Environment.GetEnvironmentVariable("DAIS_DEBUG") == "1",
            Solver = SolverLaunch.Itself(),
        };
    }

    /// <summary>Writes a result's JSON, in UTF-8, to standard output.</summary>
    public void Print(ReadOnlySpan<byte> json) => Out.Write(Encoding.UTF8.GetString(json));

    /// <summary>Writes tables and styled text to standard output.</summary>
    public void Draw(Action<IAnsiConsole> write)
    {
        var canvas = Canvas();
        write(canvas);
        canvas.Profile.Out.Writer.Flush();
    }

    private IAnsiConsole Canvas()
    {
        var canvas = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(new TrimmedLines(Out)),
        });
        canvas.Profile.Width = Width;
        canvas.Profile.Capabilities.Unicode = true;
        return canvas;
    }

    private static int WidthOfTerminal()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0) return Math.Clamp(columns, Narrowest, Widest);
        return Console.IsOutputRedirected ? 100 : Math.Clamp(Console.WindowWidth - 1, Narrowest, Widest);
    }
}
