using System.CommandLine;

namespace Dais.App.Cli;

/// <summary>What people come to a verb for; the help lists verbs under these words.</summary>
internal enum Purpose
{
    /// <summary>To see something at once.</summary>
    Begin,

    /// <summary>To get facts in and out.</summary>
    Keep,

    /// <summary>To decide.</summary>
    Decide,

    /// <summary>To work together.</summary>
    Serve,
}

/// <summary>A verb of <c>dais</c>, with what its help needs: a purpose, a line and an example.</summary>
internal sealed class Verb(string name, Purpose purpose, string line, string example) : Command(name, line)
{
    /// <summary>Under which heading it stands.</summary>
    public Purpose Purpose { get; } = purpose;

    /// <summary>A command that works, and what it does.</summary>
    public string Example { get; } = example;

    /// <summary>What the help says below the first line; may be empty.</summary>
    public string Remarks { get; init; } = "";
}
