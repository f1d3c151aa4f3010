using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>One database with any number of workspaces: the place where Dais keeps everything.</summary>
/// <remarks>
/// What an operation does is in one transaction, in which the caller's membership is looked up first. Nothing that a
/// process remembers of a store is more than a copy: another process on the same database finds the same.
/// </remarks>
public sealed class Store : IAsyncDisposable
{
    private readonly Database _database;
    private readonly ConcurrentDictionary<string, (string Created, WorkspaceState State)> _remembered = new(StringComparer.Ordinal);

    private Store(Database database, StoreAddress address, TimeProvider clock) => (_database, Address, Clock) = (database, address, clock);

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; }

    /// <summary>How the place of the store failed; nothing as long as it did not. After a disk lost a write, its next yes is not believed: who serves the store has to end.</summary>
    public string? Failed { get; private set; }

    /// <summary>The engine behind it.</summary>
    internal Database Database => _database;

    /// <summary>Rung where a job was asked for in this process, so that nobody has to wait for the next round.</summary>
    internal JobBell Bell { get; } = new();

    /// <summary>Opens the store, taking a file for this process, and brings its schema up to date.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="clock">The time.</param>
    /// <param name="make">Whether a file may be new.</param>
    /// <param name="cancel">Stops the waiting for a database.</param>
    /// <exception cref="StoreException">It cannot be opened, and why.</exception>
    public static async Task<Store> OpenAsync(StoreAddress address, TimeProvider clock, bool make = true, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        Database database = address switch
        {
            StoreAddress.File file => SqliteDatabase.Open(file.Path, make),
            StoreAddress.Postgres postgres => await PostgresDatabase.OpenAsync(postgres.Connection, cancel).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(address)),
        };
        try
        {
            Upgrade.Run(database, address.ToString()!);
            return new(database, address, clock);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a store to look at it, beside the process that has it: nothing is upgraded, and nothing can be written.</summary>
    /// <exception cref="StoreException">There is none, or a later version of Dais has worked with it.</exception>
    public static async Task<Store> LookAsync(StoreAddress address, TimeProvider clock, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        Database database = address switch
        {
            StoreAddress.File file => SqliteDatabase.Beside(file.Path),
            StoreAddress.Postgres postgres => await PostgresDatabase.OpenAsync(postgres.Connection, cancel).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(address)),
        };
        try
        {
            var store = new Store(database, address, clock);
            await store.InAsync(writes: false, (_, connection, transaction) => Upgrade.DoneAsync(database, connection, transaction, address.ToString()!, cancel), cancel).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The same as a store on a database that is open already; it goes with the store.</summary>
    internal static Store On(Database database, StoreAddress address, TimeProvider clock) => new(database, address, clock);

    /// <summary>A moment as the store writes it: UTC, ISO 8601, microseconds; in order of text as in order of time.</summary>
    public static string Stamp(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads in one transaction that sees one state of the store.</summary>
    internal Task<T> ReadAsync<T>(Caller caller, string workspace, Permission permission, Func<Session, Task<T>> work, CancellationToken cancel = default) =>
        InAsync(writes: false, async (db, connection, transaction) => await work(await EnterAsync(db, connection, transaction, caller, workspace, permission, locks: false, cancel).ConfigureAwait(false)).ConfigureAwait(false), cancel);

    /// <summary>Writes in one transaction: all of it, or nothing.</summary>
    internal async Task<T> WriteAsync<T>(Caller caller, string workspace, Permission permission, Func<Session, Task<T>> work, CancellationToken cancel = default)
    {
        Session? session = null;
        try
        {
            var result = await InAsync(writes: true, async (db, connection, transaction) =>
            {
                session = await EnterAsync(db, connection, transaction, caller, workspace, permission, _database.LocksRows, cancel).ConfigureAwait(false);
                return await work(session).ConfigureAwait(false);
            }, cancel).ConfigureAwait(false);
            if (session?.Next is { } next) Remember(session.Workspace, next);
            return result;
        }
        catch (ConflictException conflict) when (session is not null)
        {
            throw Seeing.Of(session.Membership, conflict);
        }
    }

    /// <summary>Reads or writes what belongs to no workspace; the operation itself sees to who may.</summary>
    internal async Task<T> InAsync<T>(bool writes, Func<StoreContext, DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel = default)
    {
        if (writes && Failed is { } before) throw new StoreException($"The store's place failed before ({before}), and nothing more is written to it.", Address.ToString()!, "Maybe the disk is broken: stop Dais, run dais doctor, and start it again when the disk is sound.");
        try
        {
            await using var connection = await _database.ConnectAsync(cancel).ConfigureAwait(false);
            await using var transaction = writes ? await _database.BeginWriteAsync(connection, cancel).ConfigureAwait(false) : await _database.BeginReadAsync(connection, cancel).ConfigureAwait(false);
            try
            {
                return await InAsync(writes, connection, transaction, work, cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (connection.State != ConnectionState.Open && e is not (RefusalException or OperationCanceledException) && !Causes(e).Any(_database.IsBreaking))
            {
                // Between two commands the driver tells of a connection that broke in ways of its own.
                throw new BusyException("The database went away in the middle of it.", "Maybe it restarts: try again in a few seconds, with the same key.", e);
            }
        }
        catch (Exception e) when (Causes(e).Any(_database.IsPassing))
        {
            throw new BusyException("The store cannot do it just now.", "Maybe the disk is full or the database restarts: try again in a few seconds, with the same key.", e);
        }
        catch (Exception e) when (Causes(e).Any(_database.IsUnkeepable))
        {
            throw new InvalidException("A text holds the character U+0000, or half of another one; no store keeps that.", "", "Maybe it came along from a file that is no text.");
        }
        catch (Exception e) when (Causes(e).Any(_database.IsBreaking))
        {
            var cause = Causes(e).First(_database.IsBreaking).Message;
            if (writes) Failed = cause;
            throw new StoreException($"The store's place fails: {cause} Nothing of this was kept.", Address.ToString()!, "Maybe the disk is broken: stop Dais, run dais doctor, and restore the last backup onto another disk.");
        }
    }

    private async Task<T> InAsync<T>(bool writes, DbConnection connection, Transaction transaction, Func<StoreContext, DbConnection, DbTransaction, Task<T>> work, CancellationToken cancel)
    {
        await using var db = Context(connection);
        await db.Database.UseTransactionAsync(transaction.Inner, cancel).ConfigureAwait(false);
        var once = writes ? Once.Current : null;
        if (once is not null) await once.DemandNewAsync(db, cancel).ConfigureAwait(false);
        var result = await work(db, connection, transaction.Inner).ConfigureAwait(false);
        if (!writes) return result;
        if (once is not null) await once.KeepAsync(db, result, Clock, cancel).ConfigureAwait(false);
        await db.SaveChangesAsync(cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return result;
    }

    /// <summary>What is remembered of a workspace, perhaps an older revision; nothing of one that had the same id before.</summary>
    internal WorkspaceState? Remembered(WorkspaceRow workspace) => _remembered.TryGetValue(workspace.Id, out var known) && known.Created == workspace.Created ? known.State : null;

    /// <summary>Remembers the state, where it is newer than what is remembered.</summary>
    internal WorkspaceState Remember(WorkspaceRow workspace, WorkspaceState state)
    {
        _remembered.AddOrUpdate(workspace.Id, (workspace.Created, state), (_, known) => known.Created == workspace.Created && known.State.Revision > state.Revision ? known : (workspace.Created, state));
        return state;
    }

    /// <summary>Forgets a workspace that is gone.</summary>
    internal void Forget(string workspace) => _remembered.TryRemove(workspace, out _);

    internal static ForbiddenException Forbidden(Permission permission, string where) =>
        new($"You may not do that here: it needs the permission \"{permission}\".", where);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    internal StoreContext Context(DbConnection connection)
    {
        var options = new DbContextOptionsBuilder<StoreContext>();
        _database.Configure(options, connection);
        return new StoreContext(options.Options);
    }

    // The query builder puts its own words around what the database says, once or twice.
    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (Exception? cause = fault; cause is not null and not RefusalException; cause = cause.InnerException) yield return cause;
    }

    private async Task<Session> EnterAsync(StoreContext db, DbConnection connection, DbTransaction transaction, Caller caller, string workspace, Permission permission, bool locks, CancellationToken cancel)
    {
        var rows = locks ? db.Workspaces.FromSqlInterpolated($"SELECT * FROM workspaces WHERE id = {workspace} FOR UPDATE") : db.Workspaces.Where(w => w.Id == workspace);
        var row = await rows.SingleOrDefaultAsync(cancel).ConfigureAwait(false);
        // Looked up where there is no such workspace too, so that the two take the same time.
        var membership = await Memberships.OfAsync(db, caller, workspace, Stamp(Clock.GetUtcNow()), cancel).ConfigureAwait(false);
        if (row is null || membership is null) throw new MissingException("workspaces/" + workspace);
        return membership.Allows(permission) ? new Session(this, db, connection, transaction, caller, row, membership) : throw Forbidden(permission, "workspaces/" + workspace);
    }
}
