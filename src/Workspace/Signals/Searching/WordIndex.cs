using System.Data.Common;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals.Searching;

/// <summary>Keeps in which signals each word stands: blocks of 65,536 numbers, of each block and word a set.</summary>
/// <remarks>
/// Both engines keep the same bytes, so that both find the same. What is put in and taken out is gathered and written
/// block by block; a whole block of new signals costs one row a word, not one a word and signal.
/// </remarks>
/// <param name="session">The session in which it is written.</param>
/// <param name="last">The highest number that a signal has: blocks behind its are new.</param>
internal sealed class WordIndex(Session session, long last)
{
    private static readonly string[] Columns = ["workspace", "word", "block", "documents", "numbers"];

    private readonly Dictionary<string, (List<ushort> In, List<ushort>? Out)> _gathered = new(StringComparer.Ordinal);
    private long _block = -1, _known = last >> 16;

    /// <summary>Puts a signal in under those words, and takes it out from under others.</summary>
    public async Task ChangeAsync(long number, IReadOnlySet<string> before, IReadOnlySet<string> after, CancellationToken cancel)
    {
        if (number >> 16 != _block) await WriteAsync(cancel).ConfigureAwait(false);
        _block = number >> 16;
        foreach (var word in after)
        {
            if (before.Contains(word)) continue;
            if (!_gathered.TryGetValue(word, out var sets)) _gathered[word] = sets = ([], null);
            sets.In.Add((ushort)number);
        }

        foreach (var word in before)
        {
            if (after.Contains(word)) continue;
            if (!_gathered.TryGetValue(word, out var sets)) sets = ([], null);
            if (sets.Out is null) _gathered[word] = sets = (sets.In, []);
            sets.Out!.Add((ushort)number);
        }
    }

    /// <summary>Writes what is gathered.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        if (_gathered.Count == 0) return;
        var there = await ReadAsync(cancel).ConfigureAwait(false);
        var rows = new List<object?[]>(_gathered.Count);
        foreach (var (word, (added, removed)) in _gathered.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var bytes = there.TryGetValue(word, out var stored) || removed is not null ? Merged(stored, added, removed ?? []) : NumberSet.Store(added);
            if (bytes.Length > 0) rows.Add([session.Workspace.Id, word, _block, (long)NumberSet.CountOf(bytes), bytes]);
        }

        _known = Math.Max(_known, _block);
        await RemoveAsync([.. there.Keys], cancel).ConfigureAwait(false);
        await session.Store.Database.InsertAsync(session.Connection, session.Transaction, "signal_words", Columns, rows, cancel).ConfigureAwait(false);
        _gathered.Clear();
    }

    private static byte[] Merged(byte[]? stored, List<ushort> added, List<ushort> removed)
    {
        var set = new NumberSet();
        set.Add(stored);
        foreach (var number in removed) set.Remove(number);
        foreach (var number in added) set.Add(number);
        return set.Store();
    }

    private async Task<Dictionary<string, byte[]>> ReadAsync(CancellationToken cancel)
    {
        var result = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (_block > _known) return result;
        await using var command = Command("SELECT word, numbers", [.. _gathered.Keys]);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false)) result[reader.GetString(0)] = (byte[])reader[1];
        return result;
    }

    private async Task RemoveAsync(string[] words, CancellationToken cancel)
    {
        if (words.Length == 0) return;
        await using var command = Command("DELETE", words);
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    private DbCommand Command(string verb, string[] words) => session.Command(
        $"{verb} FROM signal_words WHERE workspace = @workspace AND block = @block AND {session.Store.Database.Among("word", "@words")}",
        ("@workspace", session.Workspace.Id),
        ("@block", _block),
        ("@words", session.Store.Database.List(words)));
}
