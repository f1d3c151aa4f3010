using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>Whether signals refer to accounts that are to go.</summary>
internal static class AccountUse
{
    /// <summary>Demands that no signal refers to any of those accounts.</summary>
    /// <exception cref="ConflictException">One does.</exception>
    public static async Task DemandUnusedAsync(this Session session, IReadOnlyCollection<string> accounts, CancellationToken cancel)
    {
        foreach (var part in accounts.Chunk(5_000))
        {
            await using var command = session.Command(
                $"SELECT word, SUM(documents) FROM signal_words WHERE workspace = @workspace AND {session.Store.Database.Among("word", "@words")} GROUP BY word ORDER BY word",
                ("@workspace", session.Workspace.Id),
                ("@words", session.Store.Database.List(part.Select(a => SignalFacts.AccountMark + a))));
            await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            if (await reader.ReadAsync(cancel).ConfigureAwait(false))
                throw new ConflictException($"{Convert.ToInt64(reader.GetValue(1), provider: null):#,0} signals refer to the account.", "accounts/" + reader.GetString(0)[1..], null, null);
        }
    }
}
