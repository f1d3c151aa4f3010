using System.Text.Encodings.Web;
using System.Text.Json;
using Dais.Workspace.Importing;

namespace Dais.Workspace.Signals;

/// <summary>What is kept of an import's report: every number of it, and not the ids.</summary>
internal static class BatchReport
{
    private static readonly JsonSerializerOptions Plain = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The report as JSON.</summary>
    public static string Text(ImportReport report) => JsonSerializer.Serialize(
        new
        {
            report.Mapping,
            report.Files,
            report.LeftOut,
            report.Normalised,
            Changes = report.Changes.Select(c => new { c.List, Added = c.Added.Length, Changed = c.Changed.Length, c.Unchanged, c.Kept }),
            Warnings = report.Findings.Select(f => f.ToString()),
        },
        Plain);
}
