using Dais.Engine.Modelling;

namespace Dais.Workspace.Planning;

/// <summary>Writes what is wrong or odd with a workspace, as <c>dais check --json</c> prints it.</summary>
public static class CheckWriter
{
    /// <summary>The findings as one JSON object with a final line feed.</summary>
    public static byte[] Print(Opened opened) => WireText.Object(json =>
    {
        json.WriteString("path", opened.Path);
        json.WriteBoolean("sound", opened.Sound);
        json.WriteNumber("errors", opened.Errors.Count());
        json.WriteNumber("warnings", opened.Warnings.Count());
        json.Each("findings", opened.Findings, finding =>
        {
            json.WriteString("severity", finding.Severity == Severity.Error ? "error" : "warning");
            json.WriteString("rule", finding.Rule);
            json.WriteString("source", finding.Source);
            json.WriteString("at", finding.At);
            json.WriteString("sentence", finding.Sentence);
            json.WriteString("maybe", finding.Maybe);
        });
    });
}
