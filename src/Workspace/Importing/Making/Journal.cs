using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Sources;

namespace Dais.Workspace.Importing.Making;

/// <summary>Everything that happened to rows and words on the way: the report is made of it.</summary>
internal sealed class Journal
{
    private readonly Dictionary<Row, ImmutableArray<string>> _refused = [];
    private readonly HashSet<Row> _mapped = [];
    private readonly Dictionary<(string Column, string From, string To), int> _respelt = [];
    private readonly Dictionary<(string File, string What), (int Count, string Example)> _leftOut = [];
    private readonly Dictionary<string, HashSet<string>> _used = [];
    private readonly HashSet<string> _said = [];

    /// <summary>What stops the import.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>A row became a part of something.</summary>
    public void Mapped(Row row) => _mapped.Add(Whole(row));

    /// <summary>A rule did not take a row.</summary>
    public void Refused(Row row, string reason)
    {
        var whole = Whole(row);
        var before = _refused.GetValueOrDefault(whole, []);
        if (!before.Contains(reason)) _refused[whole] = before.Add(reason);
    }

    /// <summary>Whether the row became a part of something.</summary>
    public bool IsMapped(Row row) => _mapped.Contains(row);

    /// <summary>Why no rule took the row.</summary>
    public string Why(Row row) => _refused.TryGetValue(row, out var reasons) ? string.Join("; ", reasons) : "no rule reads it";

    /// <summary>A word was written otherwise than the table spells it.</summary>
    public void Respelt(string column, string from, string to) => _respelt[(column, from, to)] = _respelt.GetValueOrDefault((column, from, to)) + 1;

    /// <summary>A part of a row that was taken became nothing.</summary>
    public void LeftOut(string file, string what, string example) =>
        _leftOut[(file, what)] = (_leftOut.GetValueOrDefault((file, what)).Count + 1, _leftOut.TryGetValue((file, what), out var before) ? before.Example : example);

    /// <summary>The mapping reads that column.</summary>
    public void Uses(string slot, string column)
    {
        if (!_used.TryGetValue(slot, out var columns)) _used[slot] = columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        columns.Add(column);
    }

    /// <summary>Whether the mapping reads that column of that slot.</summary>
    public bool IsUsed(string slot, string column) =>
        _used.TryGetValue(slot, out var columns) && (columns.Contains(column) || columns.Any(c => c.StartsWith(column + ".", StringComparison.OrdinalIgnoreCase)));

    /// <summary>What stops the import; the same sentence about the same place once, and of one kind at most 50.</summary>
    public void Error(string rule, string? source, string sentence, string? maybe)
    {
        if (_said.Add(source + "\n" + sentence)) Findings.Add(Finding.Error(rule, "", sentence, maybe) with { Source = source });
    }

    /// <summary>The words that were written otherwise, in order of column and word.</summary>
    public IEnumerable<(string Column, string From, string To, int Count)> AllRespelt =>
        _respelt.Select(r => (r.Key.Column, r.Key.From, r.Key.To, r.Value)).OrderBy(r => (r.Column, r.To, r.From));

    /// <summary>The parts of rows that became nothing.</summary>
    public IEnumerable<(string File, string What, int Count, string Example)> AllLeftOut =>
        _leftOut.Select(l => (l.Key.File, l.Key.What, l.Value.Count, l.Value.Example)).OrderBy(l => (l.File, l.What));

    private static Row Whole(Row row) => row is ItemRow item ? item.Whole : row;
}
