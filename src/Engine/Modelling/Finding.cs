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
/// <param name="Rule">The rule's number in <c>docs/rules.md</c>, such as <c>§12</c>; see <see cref="Modelling.Rule"/>.</param>
/// <param name="At">The place: <c>initiatives[3].after[0]</c>, counted from 0; empty where it is the whole file.</param>
/// <param name="Sentence">What is wrong, with the value and what is allowed.</param>
/// <param name="Maybe">What to do about it; begins with "Maybe", or is absent.</param>
public sealed record Finding(Severity Severity, string Rule, string At, string Sentence, string? Maybe = null)
{
    /// <summary>Where it was read from: a file, and line, sheet, row or column as far as known; absent for a portfolio made by code.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it is an error.</summary>
    public bool IsError => Severity == Severity.Error;

    /// <summary>A finding that stops.</summary>
    public static Finding Error(string rule, string at, string sentence, string? maybe = null) => new(Severity.Error, rule, at, sentence, maybe);

    /// <summary>A finding that does not.</summary>
    public static Finding Warning(string rule, string at, string sentence, string? maybe = null) => new(Severity.Warning, rule, at, sentence, maybe);

    public override string ToString()
    {
        var place = string.Join(": ", new[] { Source, At }.Where(p => !string.IsNullOrEmpty(p)));
        return $"{(place.Length == 0 ? "" : place + ": ")}{Sentence}{(Maybe is null ? "" : " " + Maybe)} ({Rule})";
    }
}
