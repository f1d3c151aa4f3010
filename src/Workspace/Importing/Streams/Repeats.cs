using System.Security.Cryptography;
using System.Text;
using Dais.Workspace.Importing.Making;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing.Streams;

/// <summary>Finds the rows that share a thing with other rows: those have to be taken together, wherever in the file they stand.</summary>
/// <remarks>The file is read once for it. Of each thing 16 bytes are kept, a digest of what tells it apart.</remarks>
internal sealed class Repeats(Mapping mapping, Slot slot)
{
    private const int Part = 20_000;

    private readonly HashSet<UInt128> _seen = [], _again = [];

    /// <summary>Whether any rows do.</summary>
    public bool Any => _again.Count > 0;

    /// <summary>Reads the rows of a file.</summary>
    public void Read(IEnumerable<Row> rows, Action<int> read, CancellationToken cancel)
    {
        var count = 0;
        foreach (var part in rows.Chunk(Part))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var key in Keys(part).SelectMany(k => k.Of.Select(t => t.Digest)))
            {
                if (!_seen.Add(key)) _again.Add(key);
            }

            read(count += part.Length);
        }
    }

    /// <summary>Which of the rows share a thing, and of each the things by list and key.</summary>
    public IEnumerable<(Row Row, bool Shares, List<(string List, string Key)> Things)> Of(IReadOnlyCollection<Row> rows) =>
        Keys(rows).Select(k => (k.Row, k.Of.Exists(t => _again.Contains(t.Digest)), k.Of.ConvertAll(t => (t.List, t.Key))));

    private IEnumerable<(Row Row, List<(string List, string Key, UInt128 Digest)> Of)> Keys(IReadOnlyCollection<Row> rows)
    {
        var journal = new Journal();
        var evaluation = new Evaluation(mapping, _ => rows, new Steps(null, journal), journal);
        foreach (var row in rows)
        {
            var things = new List<(string, string, UInt128)>();
            foreach (var rule in mapping.Rules.Where(r => r.From == slot.Name))
            {
                if (Make.Per(rule) is not { } per || evaluation.Refusal(rule.Where, slot, row) is not null || Make.KeyOf(per, evaluation, slot, row) is not { Length: > 0 } key) continue;
                things.Add((rule.Kind.Name, key, Digest(rule.Kind, key)));
            }

            yield return (row, things);
        }
    }

    private static UInt128 Digest(Kind kind, string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(kind.Name + "\n" + key), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
