namespace Dais.Workspace.Storing;

/// <summary>Where a store is.</summary>
public abstract record StoreAddress
{
    private StoreAddress()
    {
    }

    /// <summary>The name of the store's file in a folder of Dais.</summary>
    public const string FileName = "store.dais";

    /// <summary>The folder where nothing else is said: <c>~/.local/share/dais</c>, or as <c>XDG_DATA_HOME</c> says.</summary>
    public static string DefaultFolder => System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "dais");

    /// <summary>The store of that path: a <c>.dais</c> file, or the one in a folder.</summary>
    public static File At(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(path.EndsWith(".dais", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path) ? path : System.IO.Path.Combine(path, FileName));
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
