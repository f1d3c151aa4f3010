using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire.Tables;

namespace Dais.Workspace.Wire;

/// <summary>Where each list of a workspace was read from, so that a finding can name file, row and column.</summary>
internal sealed partial class Origins(string whole)
{
    private readonly Dictionary<string, (Grid? Grid, ImmutableArray<int> Rows, string Source)> _lists = [];

    /// <summary>The list stands in that file.</summary>
    public void Add(string list, string source) => _lists[list] = (null, [], source);

    /// <summary>The list stands in that grid, its things in those rows.</summary>
    public void Add(string list, Grid grid, ImmutableArray<int> rows) => _lists[list] = (grid, rows, grid.Source);

    /// <summary>Whether the list was read from somewhere already, and from where.</summary>
    public string? Of(string list) => _lists.TryGetValue(list, out var origin) ? origin.Source : null;

    /// <summary>The finding with its source.</summary>
    public Finding Locate(Finding finding)
    {
        if (finding.Source is not null) return finding;
        var match = Head().Match(finding.At);
        if (!match.Success || !_lists.TryGetValue(match.Groups["list"].Value, out var origin)) return finding with { Source = whole };
        if (origin.Grid is null) return finding with { Source = origin.Source };
        var source = origin.Source;
        if (int.TryParse(match.Groups["index"].ValueSpan, out var index) && index < origin.Rows.Length) source += $", row {origin.Rows[index]}";
        return finding with { Source = Column(origin.Grid, match.Groups["rest"].Value) is { } column ? $"{source}, column {column}" : source };
    }

    // The nearest column that holds the field: effort.identity.p50 may stand in effort.identity.
    private static string? Column(Grid grid, string rest)
    {
        for (var name = rest.TrimStart('.'); name.Length > 0; name = name[..Math.Max(0, name.LastIndexOfAny(['.', '[']))])
        {
            if (grid.Header.Contains(name)) return name;
        }

        return null;
    }

    [GeneratedRegex(@"^(?<list>[A-Za-z]+)(\[(?<index>[0-9]+)\])?(?<rest>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Head();
}
