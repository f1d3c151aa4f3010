namespace Dais.Engine.Modelling;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing: it works, but perhaps not as meant.</summary>
    Warning,

    /// <summary>It cannot be used as it is.</summary>
    Error,
}

/// <summary>A rule that is broken, or nearly: where, what, and what may have been meant.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="Rule">The rule's number in <c>docs/rules.md</c>, such as <c>§12</c>.</param>
/// <param name="At">The place: <c>initiatives[3].after[0]</c>, counted from 0.</param>
/// <param name="Sentence">What is wrong, with the value.</param>
/// <param name="Maybe">What to do about it; begins with "Maybe", or is absent.</param>
public sealed record Finding(Severity Severity, string Rule, string At, string Sentence, string? Maybe = null)
{
    public override string ToString() => $"{At}: {Sentence}{(Maybe is null ? "" : " " + Maybe)} ({Rule})";
}
