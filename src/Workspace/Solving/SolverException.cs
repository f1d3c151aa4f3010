namespace Dais.Workspace.Solving;

/// <summary>The solver's process ended, or was ended, without a plan that can be shown.</summary>
/// <remarks>The message is one clear sentence, or two; what the process itself said about it is the <see cref="Detail"/>.</remarks>
public sealed class SolverException(string sentence, string? detail = null) : Exception(sentence)
{
    /// <summary>The last lines that the process wrote to standard error, for whoever looks for the cause; may be absent.</summary>
    public string? Detail { get; } = detail;
}
