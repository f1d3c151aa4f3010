using System.Globalization;
using Dais.Workspace.Storing.Backups;

namespace Dais.App.Text;

/// <summary>What is in a backup, in a few lines.</summary>
internal static class BackupText
{
    /// <summary>Its time, its counts, the revision of each workspace, its digest.</summary>
    public static string Of(Manifest manifest)
    {
        var lines = new List<string>
        {
            $"as of {manifest.At}, from {Show.Clean(manifest.Engine)}.",
            string.Create(CultureInfo.InvariantCulture, $"  {manifest.Tables.Length} tables, {manifest.Rows:#,0} rows: {Count(manifest, "items", "thing", "things")}, {Count(manifest, "signals", "signal", "signals")}, {Count(manifest, "people", "person", "people")}."),
        };
        lines.AddRange(manifest.Workspaces.Select(w => string.Create(CultureInfo.InvariantCulture, $"  {Show.Clean(w.Id)} at revision {w.Revision}")));
        lines.Add($"  digest {manifest.Digest}");
        return string.Join('\n', lines);
    }

    private static string Count(Manifest manifest, string table, string one, string several)
    {
        var rows = manifest.RowsOf(table);
        return string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} {(rows == 1 ? one : several)}");
    }
}
