using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Text.Json;
using DbUp;
using DbUp.Builder;
using DbUp.Sqlite;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>The embedded engine: one file, one process, one writer at a time, as many readers as there are.</summary>
/// <remarks>Write-ahead log, and every commit waits until the disk has it (<c>synchronous=FULL</c>).</remarks>
internal sealed class SqliteDatabase : Database
{
    /// <summary>The oldest SQLite whose write-ahead log is known to be sound when readers and writers meet at its reset.</summary>
    private static readonly Version Oldest = new(3, 51, 3);

    /// <summary>How long another program may hold the file, and how long changes of this one may queue.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Queue = TimeSpan.FromSeconds(10);

    private readonly string _path;
    private readonly FileLock? _lock;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly string _connection;

    private SqliteDatabase(string path, FileLock? held)
    {
        (_path, _lock) = (path, held);
        _connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, Pooling = held is not null, DefaultTimeout = (int)Patience.TotalSeconds }.ToString();
    }

    public override string Scripts => "sqlite";

    public override bool LocksRows => false;

    /// <summary>Takes the file for this process.</summary>
    /// <param name="path">The file; it is made where it is not there and <paramref name="make"/> says so.</param>
    /// <param name="make">Whether it may be new.</param>
    /// <exception cref="StoreException">It cannot be opened, and why.</exception>
    public static SqliteDatabase Open(string path, bool make)
    {
        var full = Path.GetFullPath(path);
        if (!make && !File.Exists(full)) throw new StoreException($"There is no file {path}.", path, "Maybe the path is relative to another folder.");
        if (Directory.Exists(full)) throw new StoreException("There is a folder of that name.", path, "Maybe a file in it is meant.");
        if (Path.GetDirectoryName(full) is { } folder) Directory.CreateDirectory(folder);
        var held = FileLock.Take(full);
        try
        {
            if (File.Exists(full)) RefuseWhatIsNoDatabase(full);
            else MakeForItsOwner(full);
            var database = new SqliteDatabase(full, held);
            database.Prepare();
            return database;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Reads the file beside the process that has it, and changes nothing.</summary>
    /// <exception cref="StoreException">It cannot be read, and why.</exception>
    public static SqliteDatabase Beside(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full)) throw new StoreException($"There is no file {path}.", path, "Maybe the path is relative to another folder.");
        RefuseWhatIsNoDatabase(full);
        return new SqliteDatabase(full, null);
    }

    public override async Task<DbConnection> ConnectAsync(CancellationToken cancel)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancel).ConfigureAwait(false);
        Execute(connection, _lock is null ? "PRAGMA query_only = ON" : "PRAGMA synchronous = FULL");
        return connection;
    }

    // What it does not set is FULL already in the SQLite that comes along.
    public override DbConnection Unopened() => new SqliteConnection(_connection);

    public override async Task<Transaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel)
    {
        if (!await _writer.WaitAsync(Queue, cancel).ConfigureAwait(false)) throw new BusyException("Other changes have kept the store for ten seconds.");
        try
        {
            return new Transaction(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false), () => _writer.Release());
        }
        catch (Exception e)
        {
            _writer.Release();
            if (IsPassing(e)) throw new BusyException("The store's file is held by another program.", null, e);
            throw;
        }
    }

    public override Task<Transaction> BeginReadAsync(DbConnection connection, CancellationToken cancel) =>
        Task.FromResult(new Transaction(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true)));

    public override void Configure(DbContextOptionsBuilder options, DbConnection connection) => options.UseSqlite(connection);

    public override (UpgradeEngineBuilder Upgrader, IDisposable Turn) Upgrading()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        Execute(connection, "PRAGMA synchronous = FULL");
        return (DeployChanges.To.SqliteDatabase(new SharedConnection(connection)), connection);
    }

    public override bool IsPassing(Exception fault) => fault is SqliteException { SqliteErrorCode: 5 or 6 or 13 };

    public override async Task InsertAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))})";
        for (var i = 0; i < columns.Count; i++) command.Parameters.Add(new SqliteParameter("@p" + i, null));
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    public override string Among(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override object List<T>(IEnumerable<T> values) => JsonSerializer.Serialize(values);

    public override async Task<ImmutableArray<StoredTable>> TablesAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        const string Columns = "SELECT m.name, c.name, c.type, c.pk FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'";
        const string References = "SELECT m.name, f.\"table\" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
        var columns = await connection.RowsAsync(transaction, Columns, r => (r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3)), cancel).ConfigureAwait(false);
        return StoredTable.Of(columns, await connection.RowsAsync(transaction, References, r => (r.GetString(0), r.GetString(1)), cancel).ConfigureAwait(false));
    }

    public override string InOrder(StoredColumn column) => column.Quoted;

    public override async Task<ImmutableArray<string>> DamageAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        var pages = await connection.RowsAsync(transaction, "PRAGMA integrity_check(10)", r => r.GetString(0), cancel).ConfigureAwait(false);
        var references = await connection.RowsAsync(transaction, "PRAGMA foreign_key_check", r => $"Row {(r.IsDBNull(1) ? "?" : r.GetInt64(1))} of {r.GetString(0)} points at what is not in {r.GetString(2)}.", cancel).ConfigureAwait(false);
        return [.. pages.Where(p => p != "ok"), .. references.Take(10)];
    }

    public override string Version(DbConnection connection) => "SQLite " + connection.ServerVersion;

    public override bool IsBreaking(Exception fault) => fault is SqliteException { SqliteErrorCode: 10 or 11 or 26 };

    // It keeps every text; what PostgreSQL could not keep is refused where texts come in.
    public override bool IsUnkeepable(Exception fault) => false;

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearPool(new SqliteConnection(_connection));
        _writer.Dispose();
        _lock?.Dispose();
        return ValueTask.CompletedTask;
    }

    // A power cut while a store is made leaves half a page and the journal that takes it back: then SQLite says what it is.
    private static void RefuseWhatIsNoDatabase(string path)
    {
        if (File.Exists(path + "-journal")) return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var head = new byte[16];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read > 0 && !head.AsSpan(0, read).SequenceEqual("SQLite format 3\0"u8[..read])) throw new StoreException("The file is not a store of Dais: it does not begin as one.", path, "Maybe it is a workspace in another form, with a wrong ending.");
    }

    // Log and index of it get the rights that the file has.
    private static void MakeForItsOwner(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var made = new FileStream(path, options);
    }

    private void Prepare()
    {
        try
        {
            using var connection = new SqliteConnection(_connection);
            connection.Open();
            if (new Version(connection.ServerVersion) < Oldest) throw new StoreException($"This program came with SQLite {connection.ServerVersion}; at least {Oldest} is needed.", _path, "Maybe a system's library took the place of the one that Dais brings.");
            if ((string)Scalar(connection, "PRAGMA journal_mode = WAL")! != "wal") throw new StoreException("The file's place does not allow a write-ahead log.", _path, "Maybe it is on a network disk: a store needs a local one.");
        }
        catch (SqliteException e)
        {
            throw new StoreException($"The file cannot be opened as a store: {e.Message}", _path, "Maybe it is damaged, or the disk is full or not yours to write.");
        }
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
