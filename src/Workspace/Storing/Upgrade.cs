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
    /// <exception cref="StoreException">A later version made the store, or a script fails.</exception>
    public static void Run(Database database, string where)
    {
        var (builder, turn) = database.Upgrading();
        using (turn)
        {
            var upgrader = builder
                .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(database.Scripts + "/", StringComparison.Ordinal))
                .WithTransactionPerScript()
                .WithVariablesDisabled()
                .LogToNowhere()
                .Build();
            if (upgrader.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } later) throw new StoreException($"A later version of Dais has worked with the store: this one does not know {later[^1]}.", where, "Maybe this is an old copy of the program: use the one that made it, or a later one.");
            if (!upgrader.IsUpgradeRequired()) return;
            var result = upgrader.PerformUpgrade();
            if (!result.Successful) throw Failed(result, where);
        }
    }

    /// <summary>The names of all scripts of that engine, in their order.</summary>
    public static IReadOnlyList<string> Names(string engine) =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(engine + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static StoreException Failed(DatabaseUpgradeResult result, string where) =>
        new($"The store's schema cannot be brought up to date ({result.ErrorScript?.Name}): {result.Error?.Message}", where, "Maybe the disk is full, or the user may not make tables; nothing of that script was kept.");
}
