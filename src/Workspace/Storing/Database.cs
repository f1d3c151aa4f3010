using System.Collections.Immutable;
using System.Data.Common;
using DbUp.Builder;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>What differs between the two engines; everything else is the same for both.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>The folder of numbered scripts: <c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Scripts { get; }

    /// <summary>An open connection, set up as this engine needs it.</summary>
    public abstract Task<DbConnection> ConnectAsync(CancellationToken cancel);

    /// <summary>A connection that is opened when it is needed, by who reads with it.</summary>
    public abstract DbConnection Unopened();

    /// <summary>Begins a transaction that will write; it waits for its turn, and not for ever.</summary>
    /// <exception cref="BusyException">Its turn did not come.</exception>
    public abstract Task<Transaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Begins a transaction that sees one state of the database.</summary>
    public abstract Task<Transaction> BeginReadAsync(DbConnection connection, CancellationToken cancel);

    /// <summary>Tells the query builder which engine it is.</summary>
    public abstract void Configure(DbContextOptionsBuilder options, DbConnection connection);

    /// <summary>The engine's upgrader, and what holds others off while it works.</summary>
    public abstract (UpgradeEngineBuilder Upgrader, IDisposable Turn) Upgrading();

    /// <summary>Whether the fault says that the database is busy, full or away: the same call may succeed later.</summary>
    public abstract bool IsPassing(Exception fault);

    /// <summary>Whether the rows of the workspace have to be locked before they are read in order to be written.</summary>
    public abstract bool LocksRows { get; }

    /// <summary>Puts many rows into a table as fast as this engine can: texts, whole numbers, bytes and nothing.</summary>
    public abstract Task InsertAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel);

    /// <summary>The condition in SQL that a column is among a list, which a parameter holds.</summary>
    public abstract string Among(string column, string parameter);

    /// <summary>A list of texts, or of whole numbers, as the value of such a parameter.</summary>
    public abstract object List<T>(IEnumerable<T> values);

    /// <summary>Every table that a dump holds, as the database itself lists them.</summary>
    public abstract Task<ImmutableArray<StoredTable>> TablesAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel);

    /// <summary>How a column is put into an order that is the same on both engines: that of the bytes of UTF-8.</summary>
    public abstract string InOrder(StoredColumn column);

    /// <summary>What the engine itself finds damaged, one sentence each: pages, indexes, references.</summary>
    public abstract Task<ImmutableArray<string>> DamageAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel);

    /// <summary>The engine and its version, for people.</summary>
    public abstract string Version(DbConnection connection);

    /// <summary>Whether the fault says that the disk or the file can no longer be trusted: going on would lose what is answered.</summary>
    public abstract bool IsBreaking(Exception fault);

    /// <summary>Whether the fault says that a text holds what the engine cannot keep: U+0000, or half of a surrogate pair.</summary>
    public abstract bool IsUnkeepable(Exception fault);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A transaction of one of the engines; what is not committed when it is disposed of did not happen.</summary>
/// <param name="Inner">The engine's own.</param>
/// <param name="Over">Called once when it is over.</param>
internal sealed record Transaction(DbTransaction Inner, Action? Over = null) : IAsyncDisposable
{
    private int _over;

    public Task CommitAsync(CancellationToken cancel) => Inner.CommitAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _over, 1) == 1) return;
        try
        {
            await Inner.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Over?.Invoke();
        }
    }
}
