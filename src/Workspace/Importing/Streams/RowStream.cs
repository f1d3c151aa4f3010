using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Making;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Dais.Workspace.Signals;

namespace Dais.Workspace.Importing.Streams;

/// <summary>Some thousand rows of a file, and the things that they became.</summary>
/// <param name="Import">The run that made them, which knows what became of each row.</param>
/// <param name="Things">The things.</param>
/// <param name="Findings">What was found on the way.</param>
/// <param name="Order">The things that its rows are about in their order, those that are made later among them; empty where none are.</param>
/// <param name="Read">How many rows of all files are read so far.</param>
internal sealed record MadeRows(Import Import, IReadOnlyList<Thing> Things, List<Finding> Findings, ImmutableArray<(string List, string Key)> Order, long Read);

/// <summary>Takes the rows of files some thousands at a time and makes things of them; rows that share a thing come together, at the end.</summary>
internal sealed class RowStream(Mapping mapping, ImmutableArray<(StreamedFile File, Slot Slot)> files, Target target, int rowsAtOnce, Action<string>? progress)
{
    /// <summary>The most rows that may share things with others: they are held in memory.</summary>
    private const int MostShared = 200_000;

    private long _read;

    /// <summary>The parts, in order.</summary>
    /// <exception cref="CsvException">A file cannot be read further.</exception>
    public IEnumerable<MadeRows> Parts(CancellationToken cancel)
    {
        foreach (var slot in files.Select(f => f.Slot).Distinct().OrderBy(s => mapping.Rules.Where(r => r.From == s.Name).Min(r => SignalKinds.All.IndexOf(r.Kind.Name))))
        {
            var mine = files.Where(f => f.Slot == slot).Select(f => f.File).ToList();
            var repeats = new Repeats(mapping, slot);
            foreach (var file in mine) repeats.Read(file.Rows(), rows => progress?.Invoke($"{file.Name}: {rows:#,0} rows looked at"), cancel);
            var held = new List<(StreamedFile File, Row Row)>();
            foreach (var file in mine)
            {
                foreach (var rows in file.Rows().Chunk(rowsAtOnce))
                {
                    cancel.ThrowIfCancellationRequested();
                    var (alone, order) = repeats.Any ? Held(repeats, file, rows, held) : ([.. rows], []);
                    yield return Made(slot, [(file, alone)], order, cancel);
                }
            }

            if (held.Count > 0) yield return Made(slot, [.. mine.Select(f => (f, held.Where(h => h.File == f).Select(h => h.Row).ToImmutableArray())).Where(f => f.Item2.Length > 0)], [], cancel);
        }
    }

    private static (ImmutableArray<Row> Alone, ImmutableArray<(string, string)> Order) Held(Repeats repeats, StreamedFile file, Row[] rows, List<(StreamedFile, Row)> held)
    {
        var (alone, order) = (ImmutableArray.CreateBuilder<Row>(rows.Length), ImmutableArray.CreateBuilder<(string, string)>(rows.Length));
        foreach (var (row, shares, things) in repeats.Of(rows))
        {
            order.AddRange(things);
            if (shares) held.Add((file, row));
            else alone.Add(row);
        }

        if (held.Count <= MostShared) return (alone.DrainToImmutable(), order.DrainToImmutable());
        throw new CsvException(0, 0, $"More than {MostShared:#,0} rows share what they become with other rows.", "Maybe those that name the same thing again and again, such as an account, are better made of a file of their own.");
    }

    private MadeRows Made(Slot slot, ImmutableArray<(StreamedFile File, ImmutableArray<Row> Rows)> parts, ImmutableArray<(string, string)> order, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        var sources = parts.Select(p => new SourceFile(p.File.Name, p.File.Form, p.File.Header.Names, p.Rows)).ToImmutableArray();
        var assignment = new Assignment(ImmutableDictionary<string, ImmutableArray<SourceFile>>.Empty.Add(slot.Name, sources), []);
        var import = new Import(mapping, assignment, target, findings);
        var things = import.Things(null, cancel);
        return new(import, things, findings, order, _read += parts.Sum(p => p.Rows.Length));
    }
}
