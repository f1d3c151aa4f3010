using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Sources;

namespace Dais.Workspace.Importing.Making;

/// <summary>Everything that happened to rows and words on the way: the report is made of it.</summary>
internal sealed class Journal
{
    private const int MostErrors = 1000;

    private readonly Dictionary<(Row, string List), ImmutableArray<string>> _refused = [];
    private readonly HashSet<(Row, string List)> _mappedInto = [];
    private readonly HashSet<Row> _mapped = [];
    private readonly Dictionary<(string Column, string From, string To), int> _respelt = [];
    private readonly HashSet<(Row, string Column, string From)> _respeltIn = [];
    private readonly Dictionary<(string File, string What), (int Count, string Example)> _leftOut = [];
    private readonly HashSet<(Row, string What)> _leftOutOf = [];
    private readonly Dictionary<string, HashSet<string>> _used = [];
    private readonly HashSet<string> _said = [];

    /// <summary>What stops the import.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>A row became a part of something in that list.</summary>
    public void Mapped(Row row, string list)
    {
        _mapped.Add(Whole(row));
        _mappedInto.Add((Whole(row), list));
    }

    /// <summary>A rule for that list did not take a row.</summary>
    public void Refused(Row row, string list, string reason)
    {
        var place = (Whole(row), list);
        var before = _refused.GetValueOrDefault(place, []);
        if (!before.Contains(reason)) _refused[place] = before.Add(reason);
    }

    /// <summary>Whether the row became a part of something.</summary>
    public bool IsMapped(Row row) => _mapped.Contains(row);

    /// <summary>Why no rule for any of those lists took the row.</summary>
    public string Why(Row row, IEnumerable<string> lists) =>
        lists.Select(l => WhyNot(row, l)).Distinct().ToList() is { Count: > 0 } reasons ? string.Join("; ", reasons) : "no rule reads it";

    /// <summary>Why no rule for that list took the row; nothing where one did.</summary>
    public string? WhyNot(Row row, string list) =>
        _mappedInto.Contains((row, list)) ? null : _refused.TryGetValue((row, list), out var reasons) ? string.Join("; ", reasons) : "no rule reads it";

    /// <summary>A word was written otherwise than the table spells it; in one row it counts once, however often it is read.</summary>
    public void Respelt(Row row, string column, string from, string to)
    {
        if (_respeltIn.Add((Whole(row), column, from))) _respelt[(column, from, to)] = _respelt.GetValueOrDefault((column, from, to)) + 1;
    }

    /// <summary>A part of a row that was taken became nothing.</summary>
    public void LeftOut(Row row, string file, string what, string example)
    {
        if (!_leftOutOf.Add((Whole(row), what))) return;
        var before = _leftOut.GetValueOrDefault((file, what), (Count: 0, Example: example));
        _leftOut[(file, what)] = (before.Count + 1, before.Example);
    }

    /// <summary>The mapping reads that column.</summary>
    public void Uses(string slot, string column)
    {
        if (!_used.TryGetValue(slot, out var columns)) _used[slot] = columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        columns.Add(column);
    }

    /// <summary>Whether the mapping reads that column of that slot.</summary>
    public bool IsUsed(string slot, string column) =>
        _used.TryGetValue(slot, out var columns) && (columns.Contains(column) || columns.Any(c => c.StartsWith(column + ".", StringComparison.OrdinalIgnoreCase)));

    /// <summary>What stops the import; the same sentence about the same place once, and no more than a thousand: by then it is the mapping.</summary>
    public void Error(string rule, string? source, string sentence, string? maybe)
    {
        if (Findings.Count < MostErrors && _said.Add(source + "\n" + sentence)) Findings.Add(Finding.Error(rule, "", sentence, maybe) with { Source = source });
    }

    /// <summary>The words that were written otherwise, in order of column and word.</summary>
    public IEnumerable<(string Column, string From, string To, int Count)> AllRespelt =>
        _respelt.Select(r => (r.Key.Column, r.Key.From, r.Key.To, r.Value)).OrderBy(r => (r.Column, r.To, r.From));

    /// <summary>The parts of rows that became nothing.</summary>
    public IEnumerable<(string File, string What, int Count, string Example)> AllLeftOut =>
        _leftOut.Select(l => (l.Key.File, l.Key.What, l.Value.Count, l.Value.Example)).OrderBy(l => (l.File, l.What));

    private static Row Whole(Row row) => row is ItemRow item ? item.Whole : row;
}
