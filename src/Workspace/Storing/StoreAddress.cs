namespace Dais.Workspace.Storing;

/// <summary>Where a store is.</summary>
public abstract record StoreAddress
{
    private StoreAddress()
    {
    }

    /// <summary>One file; nothing has to be installed.</summary>
    /// <param name="Path">The path of the <c>.dais</c> file.</param>
    public sealed record File(string Path) : StoreAddress
    {
        public override string ToString() => Path;
    }

    /// <summary>A PostgreSQL database.</summary>
    /// <param name="Connection">The connection string.</param>
    public sealed record Postgres(string Connection) : StoreAddress
    {
        // A connection string holds a password: it is never shown.
        public override string ToString() => "PostgreSQL";
    }
}
