using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Making;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing;

/// <summary>One run of the pipeline: rows become things, things go over the workspace, the result is checked and compared.</summary>
internal sealed partial class Import(Mapping mapping, Assignment files, Target target, List<Finding> findings)
{
    private readonly Journal _journal = new();
    private readonly Dictionary<string, HashSet<string>> _there = [];

    /// <summary>The report; with the workspace that comes of it where nothing stops it.</summary>
    public ImportReport Run(Action<string>? progress, CancellationToken cancel)
    {
        var things = Things(progress, cancel);
        progress?.Invoke("checking");
        return Over(target, things);
    }

    /// <summary>The things that the rows become, not yet compared with what is there.</summary>
    public IReadOnlyList<Thing> Things(Action<string>? progress, CancellationToken cancel)
    {
        var evaluation = new Evaluation(mapping, Rows, new Steps(DocumentCheck.CalendarOf(target.Start), _journal), _journal);
        var things = new Make(mapping, Rows, evaluation, _journal, Exists).All(progress, cancel);
        findings.AddRange(_journal.Findings);
        return things;
    }

    /// <summary>The report of laying the things over a workspace.</summary>
    public ImportReport Over(Target target, IReadOnlyList<Thing> things)
    {
        var (root, originOf) = Merging.Over(target.Start, things, target.Assumed);
        var document = _journal.Findings.Count > 0 ? null : Checked(target.Path, root, originOf);
        var touched = things.GroupBy(t => t.Kind.Name).ToDictionary(g => g.Key, g => g.Select(t => t.Key).ToHashSet());
        return new ImportReport(
            mapping.Name,
            [.. mapping.Files.SelectMany(s => files.Files.GetValueOrDefault(s.Name, []).Select(f => Account(s, f))), .. files.Unplaced.Select(f => new FileReport(f.Name, null, f.Form, f.Rows.Length, 0, [new SkippedRows("the mapping does not read this file", f.Rows.Length, "")], [], []))],
            [.. _journal.AllLeftOut.Select(l => new LeftOutPart(l.File, l.What, l.Count, l.Example))],
            [.. _journal.AllRespelt.Select(r => new NormalisedWord(r.Column, r.From, r.To, r.Count))],
            document is null ? [] : Assumed(document, things),
            document is null ? [] : Differing.Between(target.Before, document.Root, touched),
            [.. findings.Where(f => f.IsError), .. findings.Where(f => !f.IsError)])
        {
            Result = findings.Exists(f => f.IsError) ? null : document,
        };
    }

    /// <summary>The columns that the mapping looked at in these rows, by file.</summary>
    public IEnumerable<(string File, string Column)> Used =>
        files.Files.SelectMany(s => s.Value.SelectMany(f => f.Columns.Where(c => _journal.IsUsed(s.Key, c)).Select(c => (f.Name, c))));

    private IEnumerable<Row> Rows(string slot) => files.Files.GetValueOrDefault(slot, []).SelectMany(f => f.Rows);

    private bool Exists(Kind kind, string key)
    {
        if (!_there.TryGetValue(kind.Name, out var keys))
            _there[kind.Name] = keys = [.. (target.Start.Get(kind.Name) as JsonArray)?.OfType<JsonObject>().Select(i => Assumptions.Key(kind, i)) ?? []];
        return keys.Contains(key);
    }

    private Document? Checked(string path, JsonObject root, Func<string, int, Thing?> originOf)
    {
        var form = new List<Finding>();
        var document = Document.Of(root, form);
        var opened = OpenWorkspace.Finish(path, document, form, f => Located(f, originOf));
        findings.AddRange(opened.Findings);
        return document;
    }

    // A finding about the workspace says from which file, row and column the value came, where an import brought it.
    private static Finding Located(Finding finding, Func<string, int, Thing?> originOf)
    {
        var place = Item().Match(finding.At);
        if (!place.Success || originOf(place.Groups["list"].Value, int.Parse(place.Groups["place"].Value, CultureInfo.InvariantCulture)) is not { } thing) return finding;
        var path = string.Concat(Step().Matches(place.Groups["rest"].Value).Select(s => "/" + (s.Groups["name"].Success ? s.Groups["name"].Value : s.Groups["index"].Value)));
        var origin = thing.Origins.GetValueOrDefault(path)
            ?? thing.Origins.Where(o => path.Length > 0 && o.Key.StartsWith(path + "/", StringComparison.Ordinal)).Select(o => o.Value).FirstOrDefault() ?? thing.From;
        return finding with { Source = origin.ToString() };
    }

    private static ImmutableArray<Assumption> Assumed(Document document, IReadOnlyList<Thing> things)
    {
        var mine = things.SelectMany(t => t.Assumed.Keys.Select(at => Assumptions.Inside(t.Kind.Name, t.Key) + at)).ToHashSet();
        return [.. Assumptions.In(document).Where(a => mine.Contains(a.At) || a.At.StartsWith("platform/", StringComparison.Ordinal))];
    }

    private FileReport Account(Slot slot, SourceFile file)
    {
        var lists = mapping.Rules.Where(r => r.From == slot.Name).Select(r => r.Kind.Name).Distinct().ToList();
        var skipped = file.Rows.Where(r => !_journal.IsMapped(r)).GroupBy(r => _journal.Why(r, lists))
            .Select(g => new SkippedRows(g.Key, g.Count(), g.First().Place)).OrderByDescending(s => s.Count).ThenBy(s => s.Reason, StringComparer.Ordinal).ToImmutableArray();
        var filled = file.Rows.SelectMany(r => r.Columns).CountBy(c => c).ToDictionary();
        var unread = file.Columns.Where(c => !_journal.IsUsed(slot.Name, c) && filled.ContainsKey(c)).Select(c => new UnreadColumn(c, filled[c])).ToImmutableArray();
        var elsewhere = lists.SelectMany(l => file.Rows.Where(_journal.IsMapped).Select(r => (Row: r, Why: _journal.WhyNot(r, l))).Where(r => r.Why is not null)
            .GroupBy(r => r.Why!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new ElsewhereRows(l, g.Key, g.Count(), g.First().Row.Place)));
        return new FileReport(file.Name, slot.Name, file.Form, file.Rows.Length, file.Rows.Length - skipped.Sum(s => s.Count), skipped, [.. elsewhere], unread);
    }

    [GeneratedRegex(@"^(?<list>[A-Za-z]+)\[(?<place>\d+)\](?<rest>.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\[(?<index>\d+)\]|\[""(?<name>[^""]*)""\]")]
    private static partial Regex Step();
}
