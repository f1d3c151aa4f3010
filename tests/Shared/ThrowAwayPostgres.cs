namespace Dais.Tests;

/// <summary>A PostgreSQL of its own for one run of the tests: made in a temporary folder, gone with the process.</summary>
internal static class ThrowAwayPostgres
{
    private static readonly Lazy<PostgresServer> Server = new(() => PostgresServer.Start(syncs: false));

    /// <summary>Why there is none; nothing where there is one.</summary>
    public static string? Missing => PostgresServer.Missing;

    /// <summary>The connection string of a new, empty database.</summary>
    public static string NewDatabase() => Server.Value.NewDatabase();
}
