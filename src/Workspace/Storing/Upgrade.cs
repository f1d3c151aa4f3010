using System.Data.Common;
using System.Reflection;
using DbUp.Engine;

namespace Dais.Workspace.Storing;

/// <summary>Brings the schema up to this version by the numbered scripts, each in one transaction with its line in the journal.</summary>
/// <remarks>
/// A process that dies at any moment of it leaves whole scripts only, and the next one goes on. One process at a time
/// works: SQLite's file belongs to one, PostgreSQL's others wait for an advisory lock.
/// </remarks>
internal static class Upgrade
{
    /// <summary>Runs what is missing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="where">How errors call it.</param>
    /// <param name="only">The names of the scripts that may run; absent for all.</param>
    /// <exception cref="StoreException">A later version made the store, or a script fails.</exception>
    public static void Run(Database database, string where, IReadOnlyCollection<string>? only = null)
    {
        try
        {
            Bring(database, where, only);
        }
        catch (DbException e)
        {
            throw new StoreException($"The store's schema cannot be looked at: {e.Message}", where, "Maybe the database restarts, or the disk is full: try again in a few seconds.");
        }
    }

    private static void Bring(Database database, string where, IReadOnlyCollection<string>? only)
    {
        var (builder, turn) = database.Upgrading();
        using (turn)
        {
            var upgrader = builder
                .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(database.Scripts + "/", StringComparison.Ordinal) && only?.Contains(Short(name)) != false)
                .WithTransactionPerScript()
                .WithVariablesDisabled()
                .LogToNowhere()
                .Build();
            if (upgrader.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } later) throw Later(Short(later[^1]), where);
            if (!upgrader.IsUpgradeRequired()) return;
            var result = upgrader.PerformUpgrade();
            if (!result.Successful) throw Failed(result, where);
        }
    }

    /// <summary>The names of all scripts in their order; those of both engines have the same.</summary>
    public static IReadOnlyList<string> Names(Database database) => Names(database.Scripts);

    /// <summary>How many scripts there are.</summary>
    public static int Scripts => Names("sqlite").Count;

    /// <summary>The name of the newest script.</summary>
    public static string Latest => Names("sqlite")[^1];

    private static List<string> Names(string engine) =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(engine + "/", StringComparison.Ordinal)).Select(Short).Order(StringComparer.Ordinal)];

    /// <summary>The names of the scripts that the database has, in their order.</summary>
    /// <exception cref="StoreException">It is no store, or a later version has worked with it.</exception>
    public static async Task<IReadOnlyList<string>> DoneAsync(Database database, DbConnection connection, DbTransaction transaction, string where, CancellationToken cancel)
    {
        List<string> done;
        try
        {
            done = await connection.RowsAsync(transaction, "SELECT ScriptName FROM SchemaVersions ORDER BY ScriptName", r => Short(r.GetString(0)), cancel).ConfigureAwait(false);
        }
        catch (DbException e) when (!database.IsPassing(e) && !database.IsBreaking(e))
        {
            throw new StoreException("There is no store of Dais in it.", where, "Maybe another database is meant; dais serve makes a new store.");
        }

        var names = Names(database);
        return done.Find(d => !names.Contains(d)) is { } later ? throw Later(later, where) : done;
    }

    /// <summary>A script of a later version.</summary>
    public static StoreException Later(string script, string where) =>
        new($"A later version of Dais has worked with the store: this one does not know {script}.", where, "Maybe this is an old copy of the program: use the one that made it, or a later one.");

    private static string Short(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static StoreException Failed(DatabaseUpgradeResult result, string where) =>
        new($"The store's schema cannot be brought up to date ({result.ErrorScript?.Name}): {result.Error?.Message}", where, "Maybe the disk is full, or the user may not make tables; nothing of that script was kept.");
}
