using System.CommandLine;
using Dais.Workspace.Storing;

namespace Dais.App.Cli;

/// <summary>Which store a verb is about: a folder, a file or a PostgreSQL database.</summary>
internal sealed class StoreOptions(string data, string dataText, string postgresText)
{
    /// <summary>The folder or file.</summary>
    public Option<string?> Data { get; } = Words.Text(data, "DIR|FILE.dais", dataText);

    /// <summary>The database.</summary>
    public Option<string?> Postgres { get; } = Words.Text("--postgres", "CONNECTION", postgresText);

    /// <summary>The store that is said; the one in the default folder where nothing is.</summary>
    public StoreAddress Of(ParseResult parsed) => Of(parsed.GetValue(Data), parsed.GetValue(Postgres), Data.Name) ?? StoreAddress.At(StoreAddress.DefaultFolder);

    /// <summary>The store of those words; nothing where nothing is said.</summary>
    /// <exception cref="UsageException">Both are said.</exception>
    public static StoreAddress? Of(string? path, string? postgres, string name) => (path, postgres) switch
    {
        (not null, not null) => throw new UsageException($"{name} and --postgres say two places. Maybe leave one out."),
        (null, null) => null,
        (null, _) => new StoreAddress.Postgres(postgres),
        _ => StoreAddress.At(path),
    };
}
