using System.Data;
using System.Data.Common;
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
            throw new StoreException($"The connection string cannot be read: {e.Message}", "PostgreSQL", "Maybe: Host=localhost;Database=dais;Username=dais;Password=…");
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
                    case long number: await copy.WriteAsync(number, NpgsqlDbType.Bigint, cancel).ConfigureAwait(false); break;
                    case byte[] bytes: await copy.WriteAsync(bytes, NpgsqlDbType.Bytea, cancel).ConfigureAwait(false); break;
                    default: throw new ArgumentException($"{value.GetType()} is not stored.", nameof(rows));
                }
            }
        }

        await copy.CompleteAsync(cancel).ConfigureAwait(false);
    }

    public override string Among(string parameter, bool numbers = false) => $"(SELECT json_array_elements_text({parameter}::json){(numbers ? "::bigint" : "")})";

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
