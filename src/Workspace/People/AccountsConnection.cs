using System.Data;
using System.Data.Common;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Dais.Workspace.People;

/// <summary>The way to the accounts' tables for the library that knows passwords and second factors, which has a context of its own.</summary>
/// <remarks>It reads as it likes. It writes in its turn, as every operation does, with its audit lines in the same transaction.</remarks>
public sealed class AccountsConnection(Store store) : IAsyncDisposable
{
    private readonly DbConnection _connection = store.Database.Unopened();

    /// <summary>Tells that context where the tables are.</summary>
    public void Configure(DbContextOptionsBuilder options) => store.Database.Configure(options, _connection);

    /// <summary>Saves what that context has changed, and the lines about it.</summary>
    /// <param name="context">Its database.</param>
    /// <param name="notes">What is to be remembered.</param>
    /// <param name="save">Saves.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="BusyException">It cannot be saved just now.</exception>
    public async Task<int> WriteAsync(DatabaseFacade context, IReadOnlyList<AuditNote> notes, Func<Task<int>> save, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(notes);
        ArgumentNullException.ThrowIfNull(save);
        var opened = _connection.State == ConnectionState.Closed;
        try
        {
            if (opened) await _connection.OpenAsync(cancel).ConfigureAwait(false);
            await using var transaction = await store.Database.BeginWriteAsync(_connection, cancel).ConfigureAwait(false);
            await context.UseTransactionAsync(transaction.Inner, cancel).ConfigureAwait(false);
            var saved = await save().ConfigureAwait(false);
            await using var db = store.Context(_connection);
            await db.Database.UseTransactionAsync(transaction.Inner, cancel).ConfigureAwait(false);
            foreach (var note in notes) await store.AuditAsync(db, note, cancel).ConfigureAwait(false);
            await transaction.CommitAsync(cancel).ConfigureAwait(false);
            return saved;
        }
        catch (Exception e) when (store.Database.IsPassing(e is DbUpdateException { InnerException: { } inner } ? inner : e))
        {
            throw new BusyException("The store cannot do it just now.", null, e);
        }
        finally
        {
            await context.UseTransactionAsync(null, CancellationToken.None).ConfigureAwait(false);
            if (opened) await _connection.CloseAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
