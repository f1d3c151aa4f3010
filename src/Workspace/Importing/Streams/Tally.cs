using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Importing.Streams;

/// <summary>Adds up the reports of the parts of an import to the one of the whole: every number is the sum of theirs.</summary>
internal sealed class Tally
{
    /// <summary>Of how many changed things the fields are kept; of the others the ids.</summary>
    private const int MostShown = 1_000;

    private const int MostFindings = 1_000;

    private readonly List<FileReport> _files = [];
    private readonly Dictionary<(string, string), LeftOutPart> _leftOut = [];
    private readonly Dictionary<(string, string, string), NormalisedWord> _normalised = [];
    private readonly Dictionary<string, (ImmutableArray<string>.Builder Added, ImmutableArray<ThingChange>.Builder Changed, int Unchanged)> _changes = [];
    private readonly HashSet<(string File, string Column)> _used = [];
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, string?, string)> _said = [];

    /// <summary>Whether something stops the import.</summary>
    public bool Failed { get; private set; }

    /// <summary>A file that is read, before any row of it is.</summary>
    public void Expect(string file, string slot, string form, IEnumerable<string> columns) => _files.Add(new(file, slot, form, 0, 0, [], [], [.. columns.Select(c => new UnreadColumn(c, 0))]));

    /// <summary>Adds a part.</summary>
    /// <param name="part">Its report.</param>
    /// <param name="used">The columns that were looked at in it, by file: one that any part looks at is read.</param>
    public void Add(ImportReport part, IEnumerable<(string File, string Column)> used)
    {
        _used.UnionWith(used);
        foreach (var file in part.Files) File(file);
        foreach (var left in part.LeftOut) _leftOut[(left.File, left.What)] = _leftOut.TryGetValue((left.File, left.What), out var l) ? l with { Count = l.Count + left.Count } : left;
        foreach (var word in part.Normalised) _normalised[(word.Column, word.From, word.To)] = _normalised.TryGetValue((word.Column, word.From, word.To), out var n) ? n with { Count = n.Count + word.Count } : word;
        foreach (var list in part.Changes) List(list);
        foreach (var finding in part.Findings) Add(finding);
    }

    /// <summary>Adds a finding; the same sentence about the same place once, and no more than a thousand.</summary>
    public void Add(Finding finding)
    {
        Failed |= finding.IsError;
        if (_findings.Count < MostFindings && _said.Add((finding.At, finding.Source, finding.Sentence))) _findings.Add(finding);
    }

    /// <summary>How many things of a list are new, changed, and there just so.</summary>
    public (long Added, long Changed, long Unchanged) Of(string list) => _changes.TryGetValue(list, out var c) ? (c.Added.Count, c.Changed.Count, c.Unchanged) : (0, 0, 0);

    /// <summary>The report of the whole.</summary>
    /// <param name="mapping">The mapping's name.</param>
    /// <param name="before">How many things each list had before.</param>
    public ImportReport Report(string mapping, IReadOnlyDictionary<string, long> before) => new(
        mapping,
        [.. _files.Select(f => f with { Skipped = [.. f.Skipped.OrderByDescending(s => s.Count).ThenBy(s => s.Reason, StringComparer.Ordinal)], Unread = [.. f.Unread.Where(u => u.Filled > 0 && !_used.Contains((f.File, u.Column)))] })],
        [.. _leftOut.Values.OrderBy(l => (l.File, l.What))],
        [.. _normalised.Values.OrderBy(w => (w.Column, w.To, w.From))],
        [],
        Failed ? [] : [.. Wire.Kinds.All.Where(k => _changes.ContainsKey(k.Name)).Select(k => Changes(k.Name, before.GetValueOrDefault(k.Name)))],
        [.. _findings.Where(f => f.IsError), .. _findings.Where(f => !f.IsError)]);

    private ListChanges Changes(string list, long before)
    {
        var (added, changed, unchanged) = _changes[list];
        return new(list, added.ToImmutable(), changed.ToImmutable(), unchanged, (int)(before - changed.Count - unchanged));
    }

    private void File(FileReport part)
    {
        var place = _files.FindIndex(f => f.File == part.File);
        if (place < 0)
        {
            _files.Add(part);
            return;
        }

        var known = _files[place];
        _files[place] = known with
        {
            Rows = known.Rows + part.Rows,
            Mapped = known.Mapped + part.Mapped,
            Skipped = [.. known.Skipped.Concat(part.Skipped).GroupBy(s => s.Reason).Select(g => g.First() with { Count = g.Sum(s => s.Count) })],
            Elsewhere = [.. known.Elsewhere.Concat(part.Elsewhere).GroupBy(s => (s.List, s.Reason)).Select(g => g.First() with { Count = g.Sum(s => s.Count) })],
            Unread = [.. known.Unread.Concat(part.Unread).GroupBy(u => u.Column).Select(g => g.First() with { Filled = g.Sum(u => u.Filled) })],
        };
    }

    private void List(ListChanges part)
    {
        if (!_changes.TryGetValue(part.List, out var known)) known = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<ThingChange>(), 0);
        known.Added.AddRange(part.Added);
        foreach (var change in part.Changed) known.Changed.Add(known.Changed.Count < MostShown ? change : change with { Fields = [] });
        _changes[part.List] = (known.Added, known.Changed, known.Unchanged + part.Unchanged);
    }
}
