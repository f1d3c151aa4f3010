using System.Globalization;

namespace Dais.Workspace.Solving;

/// <summary>How a process can end without an answer, in sentences.</summary>
internal static class Deaths
{
    private const int Signal = 128;

    /// <summary>The sentence for that exit code; above 128 it is the signal that ended the process.</summary>
    public static string Sentence(int code) => code switch
    {
        Signal + 6 => "The solver gave up (SIGABRT). Maybe it ran out of the memory that it is allowed.",
        Signal + 9 => "The solver was killed (SIGKILL). Maybe the machine ran out of memory.",
        Signal + 11 => "The solver crashed (SIGSEGV). Nothing else is lost. Maybe another --seed avoids it.",
        Signal + 15 => "The solver was told to end (SIGTERM).",
        > Signal => string.Create(CultureInfo.InvariantCulture, $"The solver ended by signal {code - Signal}."),
        _ => string.Create(CultureInfo.InvariantCulture, $"The solver ended without an answer (exit code {code})."),
    };
}
