using System.Collections.Immutable;
using Dais.App.Web.Accounts.Keys;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace.Storing;
using Microsoft.Extensions.Logging;

namespace Dais.App.Web;

/// <summary>How <c>dais serve</c> is to serve: everything that the host is built from.</summary>
public sealed record ServeOptions
{
    /// <summary>Where it listens unless said.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5170";

    /// <summary>The folder of the embedded store; absent where it is a PostgreSQL database, or the default folder.</summary>
    public string? Data { get; init; }

    /// <summary>The PostgreSQL database, as a connection string; excludes <see cref="Data"/>.</summary>
    public string? Postgres { get; init; }

    /// <summary>The store that those two name.</summary>
    public StoreAddress Address => Postgres is { } connection ? new StoreAddress.Postgres(connection) : StoreAddress.At(Data ?? StoreAddress.DefaultFolder);

    /// <summary>Where it listens, such as <c>http://127.0.0.1:5170</c>; see <see cref="Listening"/>.</summary>
    public ImmutableArray<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>Under which names people reach it, beside those that <see cref="Urls"/> say; other names are refused.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>The addresses of reverse proxies whose word on the caller's address and scheme is believed; nobody else's is.</summary>
    public ImmutableArray<string> Proxies { get; init; } = [];

    /// <summary>Whether one person works on this machine without signing in; only where every address is a loopback one.</summary>
    public bool Local { get; init; }

    /// <summary>The open store; absent where nothing is kept.</summary>
    public Store? Store { get; init; }

    /// <summary>The operator's key; needed where people sign in.</summary>
    public MasterKey? MasterKey { get; init; }

    /// <summary>The organisation's own sign-in, where people may come in by it.</summary>
    public Provider? Provider { get; init; }

    /// <summary>How much one request, one caller and all together may ask for.</summary>
    public RequestLimits Limits { get; init; } = new();

    /// <summary>Where log lines go.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;

    /// <summary>From which level on.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long requests may go on after it is asked to stop.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(8);
}

/// <summary>How much one request, one caller and all together may ask for.</summary>
public sealed record RequestLimits
{
    private const long Megabyte = 1_000_000;

    /// <summary>The most bytes of a body.</summary>
    public long Body { get; init; } = 20 * Megabyte;

    /// <summary>The most bytes of a body that is a file to import.</summary>
    public long Upload { get; init; } = 500 * Megabyte;

    /// <summary>The most connections at once.</summary>
    public int Connections { get; init; } = 2000;

    /// <summary>How many requests a caller who is signed in may send within <see cref="Window"/>.</summary>
    public int OfCaller { get; init; } = 12_000;

    /// <summary>How many requests may come from one address within <see cref="Window"/> while nobody is signed in.</summary>
    public int OfAddress { get; init; } = 1_200;

    /// <summary>How many attempts to sign in may come from one address within five minutes.</summary>
    public int SignIns { get; init; } = 60;

    /// <summary>The span in which requests are counted.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>The server cannot start as it was asked to; the message says why, and what may help.</summary>
public sealed class CannotServeException(string message) : Exception(message);
