using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Workspace;

/// <summary>What came of converting a workspace.</summary>
/// <param name="Source">What was read.</param>
/// <param name="Target">Where it was to be written.</param>
/// <param name="Findings">What the source's findings are and, behind them, what hindered the writing.</param>
/// <param name="Written">Whether the target holds it now; if not, the target is as it was.</param>
public sealed record Converted(Opened Source, string Target, ImmutableArray<Finding> Findings, bool Written);

/// <summary>Converts a workspace from any form into any other, without loss.</summary>
public static class ConvertWorkspace
{
    /// <summary>Reads the source and writes the target.</summary>
    /// <remarks>A source whose form has errors is not converted; one that only breaks rules of sense is.</remarks>
    public static Converted To(string source, string target)
    {
        var opened = OpenWorkspace.From(source);
        if (opened.Document is null) return new(opened, target, opened.Findings, false);
        var hindrances = SaveWorkspace.To(opened.Document, target);
        return new(opened, target, [.. opened.Findings, .. hindrances], hindrances.IsEmpty);
    }
}
