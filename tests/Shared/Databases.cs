using Dais.Workspace.Storing;
using Xunit;

namespace Dais.Tests;

/// <summary>The two engines, for tests that run on both.</summary>
public enum DatabaseEngine
{
    /// <summary>The embedded default.</summary>
    Sqlite,

    /// <summary>PostgreSQL.</summary>
    Postgres,
}

/// <summary>The data of tests that run on both.</summary>
internal static class Databases
{
    /// <summary>Both engines.</summary>
    public static TheoryData<DatabaseEngine> Both => [DatabaseEngine.Sqlite, DatabaseEngine.Postgres];
}

/// <summary>A new, empty store on an engine; it goes with the test.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string _folder;

    private TestStore(string folder, StoreAddress address, Store store) => (_folder, Address, Store) = (folder, address, store);

    /// <summary>Where it is.</summary>
    public StoreAddress Address { get; }

    /// <summary>The store.</summary>
    public Store Store { get; private set; }

    /// <summary>Opens a new one. Without PostgreSQL the test is skipped, and says what to install.</summary>
    public static async Task<TestStore> OpenAsync(DatabaseEngine engine, TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("dais-").FullName;
        var address = New(engine, Path.Combine(folder, "store.dais"));
        return new(folder, address, await Store.OpenAsync(address, clock ?? TimeProvider.System));
    }

    /// <summary>An address where nothing is yet: that file, or a new database.</summary>
    public static StoreAddress New(DatabaseEngine engine, string file)
    {
        if (engine == DatabaseEngine.Postgres && ThrowAwayPostgres.Missing is { } missing) Assert.Skip(missing);
        return engine == DatabaseEngine.Sqlite ? new StoreAddress.File(file) : new StoreAddress.Postgres(ThrowAwayPostgres.NewDatabase());
    }

    /// <summary>Closes the store and opens it again, as the next process would.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await Store.OpenAsync(Address, Store.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
