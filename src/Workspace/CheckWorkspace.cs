using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Workspace;

/// <summary>Says everything that is wrong or odd with a workspace: form, references, sense.</summary>
public static class CheckWorkspace
{
    /// <summary>The findings, errors first.</summary>
    public static ImmutableArray<Finding> At(string path) => OpenWorkspace.From(path).Findings;
}
