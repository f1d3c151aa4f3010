using System.Collections.Immutable;

namespace Dais.Workspace.Signals;

/// <summary>The lists that are many: they stand in tables of their own, are searched there, and come into memory only where they are few.</summary>
public static class SignalKinds
{
    /// <summary>Their names, those first that others refer to and that analyses need most.</summary>
    public static ImmutableArray<string> All { get; } = ["accounts", "worklog", "evidence", "requests"];

    /// <summary>How many signals of a workspace are held in memory beside the model; lists beyond it stay in the tables.</summary>
    public const int MostInMemory = 20_000;

    /// <summary>Whether that list is one of them.</summary>
    public static bool Has(string kind) => All.Contains(kind);
}
