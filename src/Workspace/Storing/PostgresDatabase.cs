using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Text;
using DbUp;
using DbUp.Builder;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Dais.Workspace.Storing;

/// <summary>The engine for teams: several replicas of the app on one PostgreSQL.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>The advisory lock under which one replica upgrades the schema.</summary>
    private const long UpgradeLock = 0x64616973;

    private readonly NpgsqlDataSource _source;
    private readonly string _connection;

    private PostgresDatabase(string connection)
    {
        _connection = connection;
        _source = NpgsqlDataSource.Create(connection);
    }

    public override string Scripts => "postgres";

    public override bool LocksRows => true;

    /// <summary>Reaches the database.</summary>
    /// <exception cref="StoreException">It cannot be reached, or is too old.</exception>
    public static async Task<PostgresDatabase> OpenAsync(string connection, CancellationToken cancel)
    {
        try
        {
            var database = new PostgresDatabase(new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "dais" }.ToString());
            await using var open = await database._source.OpenConnectionAsync(cancel).ConfigureAwait(false);
            if (open.PostgreSqlVersion.Major < 14) throw new StoreException($"The database is PostgreSQL {open.PostgreSqlVersion}; at least 14 is needed.", "PostgreSQL", "Maybe another server is meant.");
            return database;
        }
        catch (ArgumentException e)
        {
            throw new StoreException($"The connection string cannot be read: {e.Message}", "PostgreSQL", "Maybe Host=localhost;Database=dais;Username=dais;Password=… is meant.");
        }
        catch (NpgsqlException e)
        {
            throw new StoreException($"The database cannot be reached: {e.Message}", "PostgreSQL", "Maybe it is not running, or host, name, user or password are others.");
        }
    }

    public override async Task<DbConnection> ConnectAsync(CancellationToken cancel)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (IsPassing(e))
        {
            throw new BusyException("The database does not answer.", null, e);
        }
    }

    public override DbConnection Unopened() => _source.CreateConnection();

    public override async Task<Transaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel) =>
        new(await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel).ConfigureAwait(false));

    public override async Task<Transaction> BeginReadAsync(DbConnection connection, CancellationToken cancel) =>
        new(await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel).ConfigureAwait(false));

    public override void Configure(DbContextOptionsBuilder options, DbConnection connection) => options.UseNpgsql(connection);

    public override (UpgradeEngineBuilder Upgrader, IDisposable Turn) Upgrading()
    {
        var holding = _source.OpenConnection();
        using var take = new NpgsqlCommand("SELECT pg_advisory_lock(@key)", holding) { Parameters = { new("key", UpgradeLock) }, CommandTimeout = 600 };
        take.ExecuteNonQuery();
        return (DeployChanges.To.PostgresqlDatabase(_connection), new Held(holding));
    }

    // An outcome that is not known (the connection broke while it was committed) is passing too: the caller's key tells.
    public override bool IsPassing(Exception fault) => fault is NpgsqlException { IsTransient: true } or TimeoutException || fault is NpgsqlException and not PostgresException
        || fault is PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "53100" or "53300" or "40001" or "40P01" or "55P03" };

    public override async Task InsertAsync(DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)", cancel).ConfigureAwait(false);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel).ConfigureAwait(false);
            foreach (var value in row)
            {
                switch (value)
                {
                    case null: await copy.WriteNullAsync(cancel).ConfigureAwait(false); break;
                    case string text: await copy.WriteAsync(text, NpgsqlDbType.Text, cancel).ConfigureAwait(false); break;
                    case bool truth: await copy.WriteAsync(truth, NpgsqlDbType.Boolean, cancel).ConfigureAwait(false); break;
                    case long number: await copy.WriteAsync(number, NpgsqlDbType.Bigint, cancel).ConfigureAwait(false); break;
                    case byte[] bytes: await copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancel).ConfigureAwait(false); break;
                    default: throw new ArgumentException($"{value.GetType()} is not stored.", nameof(rows));
                }
            }
        }

        await copy.CompleteAsync(cancel).ConfigureAwait(false);
    }

    public override string Among(string column, string parameter) => $"{column} = ANY ({parameter})";

    public override object List<T>(IEnumerable<T> values) => values.ToArray();

    public override async Task<ImmutableArray<StoredTable>> TablesAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        const string Columns = """
            SELECT c.relname::text, a.attname::text, t.typname::text, COALESCE(array_position(k.conkey, a.attnum), 0)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
            """;
        const string References = """
            SELECT c.relname::text, f.relname::text FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
            WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace
            """;
        var columns = await connection.RowsAsync(transaction, Columns, r => (r.GetString(0), r.GetString(1), r.GetString(2) == "int8" ? "bigint" : r.GetString(2) == "bool" ? "boolean" : r.GetString(2), r.GetInt32(3)), cancel).ConfigureAwait(false);
        return StoredTable.Of(columns, await connection.RowsAsync(transaction, References, r => (r.GetString(0), r.GetString(1)), cancel).ConfigureAwait(false));
    }

    public override string InOrder(StoredColumn column) => column.Kind == ColumnKind.Text ? column.Quoted + " COLLATE \"C\"" : column.Quoted;

    // PostgreSQL holds its references itself, and finds a damaged page when it reads it: the dump reads all.
    public override Task<ImmutableArray<string>> DamageAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel) => Task.FromResult(ImmutableArray<string>.Empty);

    public override string Version(DbConnection connection) => "PostgreSQL " + ((NpgsqlConnection)connection).PostgreSqlVersion;

    public override bool IsBreaking(Exception fault) => fault is PostgresException { SqlState: "XX001" or "XX002" or "58030" };

    public override bool IsUnkeepable(Exception fault) => fault is EncoderFallbackException or PostgresException { SqlState: "22021" or "22P05" };

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private sealed class Held(NpgsqlConnection connection) : IDisposable
    {
        public void Dispose()
        {
            using (var give = new NpgsqlCommand("SELECT pg_advisory_unlock(@key)", connection) { Parameters = { new("key", UpgradeLock) } }) give.ExecuteNonQuery();
            connection.Dispose();
        }
    }
}
