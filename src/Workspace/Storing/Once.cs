using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>An answer as it was given.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers that say something of the thing: one to a line.</param>
/// <param name="Body">Its body.</param>
public sealed record GivenAnswer(int Status, string Headers, string Body);

/// <summary>A request that is to be carried out once, however often it comes: by a key that its sender made.</summary>
/// <remarks>The answer is kept in the transaction of what it tells, so that there is both or neither.</remarks>
/// <param name="Caller">Whose key it is.</param>
/// <param name="Key">The key.</param>
/// <param name="Request">What tells the request from another of the same key.</param>
/// <param name="Render">The answer for what the operation returns.</param>
public sealed record Once(string Caller, string Key, string Request, Func<object?, GivenAnswer> Render)
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private static readonly AsyncLocal<Once?> Running = new();

    /// <summary>The request that is being carried out; nothing where it has no key.</summary>
    internal static Once? Current => Running.Value;

    /// <summary>Carries out an operation that writes in one transaction.</summary>
    /// <returns>Its answer, or the one that was given before, and whether it was.</returns>
    /// <exception cref="InvalidException">The key was used for another request.</exception>
    public async Task<(GivenAnswer Answer, bool Again)> RunAsync<T>(Store store, Func<Task<T>> operation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(operation);
        Running.Value = this;
        try
        {
            // Before what is only read for it: what was carried out once may find nothing left to do.
            if (await store.InAsync(writes: false, (db, _, _) => FindAsync(db, default)).ConfigureAwait(false) is { } before) return (before, true);
            return (Render(await operation().ConfigureAwait(false)), false);
        }
        catch (Answered answered)
        {
            return (answered.Answer, true);
        }
        catch (Exception e) when (e is DbUpdateException or RefusalException and not (BusyException or StoreException))
        {
            // The same request may have been carried out at the same moment, and what it did be the reason for the refusal.
            if (await store.InAsync(writes: false, (db, _, _) => FindAsync(db, default)).ConfigureAwait(false) is { } answer) return (answer, true);
            throw;
        }
        finally
        {
            Running.Value = null;
        }
    }

    /// <summary>Stops the transaction where the request was carried out already.</summary>
    internal async Task DemandNewAsync(StoreContext db, CancellationToken cancel)
    {
        if (await FindAsync(db, cancel).ConfigureAwait(false) is { } answer) throw new Answered(answer);
    }

    /// <summary>Keeps the answer, and lets go of old ones. What returns nothing has not been carried out yet.</summary>
    internal async Task KeepAsync(StoreContext db, object? result, TimeProvider clock, CancellationToken cancel)
    {
        if (result is null) return;
        var (answer, now) = (Render(result), clock.GetUtcNow());
        var old = Store.Stamp(now - Remembered);
        await db.Answered.Where(a => string.Compare(a.At, old) < 0).ExecuteDeleteAsync(cancel).ConfigureAwait(false);
        db.Answered.Add(new() { Caller = Caller, Key = Key, Request = Request, Status = answer.Status, Headers = answer.Headers, Body = answer.Body, At = Store.Stamp(now) });
    }

    private async Task<GivenAnswer?> FindAsync(StoreContext db, CancellationToken cancel)
    {
        var row = await db.Answered.AsNoTracking().SingleOrDefaultAsync(a => a.Caller == Caller && a.Key == Key, cancel).ConfigureAwait(false);
        if (row is null) return null;
        return row.Request == Request ? new((int)row.Status, row.Headers, row.Body) : throw new InvalidException("The key was used for another request.", "Idempotency-Key", "Maybe a new key is meant: every request has its own.");
    }

    /// <summary>The request was carried out already.</summary>
    private sealed class Answered(GivenAnswer answer) : Exception
    {
        public GivenAnswer Answer { get; } = answer;
    }
}
