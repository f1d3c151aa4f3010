using System.Collections.Immutable;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals.Searching;

/// <summary>Which signals are searched.</summary>
internal sealed record SearchScope(string? Kind, string? Group, string? Account);

/// <summary>Finds the signals that have all the words: sets of numbers meet block by block, and the newest that are left are ranked.</summary>
internal sealed class SignalSearch(Session session, SearchQuery query, SearchScope scope)
{
    /// <summary>How many of those found are ranked: the newest.</summary>
    public const int MostRanked = 1_000;

    private readonly long[] _documents = new long[query.Words.Length];

    /// <summary>The numbers of all that are found below <paramref name="before"/>, newest first, but no more than <paramref name="most"/>; and how many there are in all.</summary>
    public async Task<(ImmutableArray<long> Numbers, long Total)> FindAsync(long before, int most, CancellationToken cancel)
    {
        var blocks = await ExactAsync(cancel).ConfigureAwait(false);
        for (var i = 0; i < query.Words.Length && (blocks is null || blocks.Count > 0); i++)
        {
            if (query.Words[i].Stored is null) blocks = Meet(blocks, await RangeAsync(query.Words[i].Text, query.Words[i].Text + char.ConvertFromUtf32(0x10FFFF), i, cancel).ConfigureAwait(false));
        }

        blocks ??= await RangeAsync(SignalFacts.KindMark, "$", null, cancel).ConfigureAwait(false);
        var numbers = ImmutableArray.CreateBuilder<long>();
        var total = 0L;
        foreach (var (block, set) in blocks.OrderByDescending(b => b.Key))
        {
            total += set.Count;
            if (numbers.Count < most) numbers.AddRange(set.Descending().Select(n => (block << 16) + n).Where(n => n < before).Take(most - numbers.Count));
        }

        return (numbers.ToImmutable(), total);
    }

    /// <summary>The best of the newest, best first.</summary>
    public async Task<(ImmutableArray<(StoredSignal Signal, double Score)> Hits, long Total)> RankAsync(int most, CancellationToken cancel)
    {
        var (numbers, total) = await FindAsync(long.MaxValue, MostRanked, cancel).ConfigureAwait(false);
        var signals = new Dictionary<long, StoredSignal>(numbers.Length);
        var candidates = new List<Ranking.Candidate>(numbers.Length);
        await foreach (var signal in session.NumberedAsync(numbers, cancel).ConfigureAwait(false))
        {
            signals[signal.Number] = signal;
            var facts = SignalFacts.Of(signal.Key.Kind, signal.Key.Id, signal.Item.Json);
            candidates.Add(Ranking.Count(signal.Number, query, facts.Title, facts.Text));
        }

        var all = (await session.CountAsync(cancel).ConfigureAwait(false)).Values.Sum();
        return ([.. Ranking.Best([.. candidates.OrderBy(c => c.Number)], _documents, all, most).Select(b => (signals[b.Number], b.Score))], total);
    }

    // Every word that has to be there as it is, filters among them: one look at the index.
    private async Task<Dictionary<long, NumberSet>?> ExactAsync(CancellationToken cancel)
    {
        var words = query.Words.Select((w, i) => (w.Stored, Place: i)).Where(w => w.Stored is not null).ToDictionary(w => w.Stored!, w => w.Place, StringComparer.Ordinal);
        if (scope.Kind is { } kind) words[SignalFacts.KindMark + kind] = -1;
        if (scope.Group is { } group) words[SignalFacts.GroupMark + group] = -1;
        if (scope.Account is { } account) words[SignalFacts.AccountMark + account] = -1;
        if (words.Count == 0) return null;
        var sets = words.Keys.ToDictionary(w => w, _ => new Dictionary<long, NumberSet>(), StringComparer.Ordinal);
        await foreach (var (word, block, documents, numbers) in RowsAsync($"{session.Store.Database.Among("word", "@words")}", cancel, ("@words", session.Store.Database.List(words.Keys))).ConfigureAwait(false))
        {
            if (words[word] is >= 0 and var place) _documents[place] += documents;
            var set = sets[word][block] = new NumberSet();
            set.Add(numbers);
        }

        return sets.Values.OrderBy(s => s.Count).Aggregate((Dictionary<long, NumberSet>?)null, Meet);
    }

    // Every word between two; of a beginning the words count together.
    private async Task<Dictionary<long, NumberSet>> RangeAsync(string from, string to, int? place, CancellationToken cancel)
    {
        var blocks = new Dictionary<long, NumberSet>();
        await foreach (var (_, block, documents, numbers) in RowsAsync("word >= @from AND word < @to", cancel, ("@from", from), ("@to", to)).ConfigureAwait(false))
        {
            if (place is { } p) _documents[p] += documents;
            if (!blocks.TryGetValue(block, out var set)) blocks[block] = set = new NumberSet();
            set.Add(numbers);
        }

        return blocks;
    }

    private async IAsyncEnumerable<(string Word, long Block, long Documents, byte[] Numbers)> RowsAsync(string where, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel, params (string, object?)[] parameters)
    {
        await using var command = session.Command($"SELECT word, block, documents, numbers FROM signal_words WHERE workspace = @workspace AND {where}", [("@workspace", session.Workspace.Id), .. parameters]);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false)) yield return (reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), (byte[])reader[3]);
    }

    private static Dictionary<long, NumberSet> Meet(Dictionary<long, NumberSet>? known, Dictionary<long, NumberSet> more)
    {
        if (known is null) return more;
        foreach (var block in known.Keys.ToList())
        {
            if (more.TryGetValue(block, out var other)) known[block].Keep(other);
            else known.Remove(block);
        }

        return known;
    }
}
