using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dais.App.Web;

/// <summary>Where the server listens, and under which names it answers.</summary>
/// <remarks>Only http: encryption is the reverse proxy's task (docs/operating.md), which is also told who it is there for.</remarks>
internal sealed class Listening
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly ImmutableArray<BindingAddress> _addresses;

    private Listening(ImmutableArray<BindingAddress> addresses, ImmutableArray<string> names) => (_addresses, Names) = (addresses, names);

    /// <summary>Under which names it answers; a request to another name comes from a page that only pretends.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads the addresses.</summary>
    /// <exception cref="CannotServeException">One is not an address, or they are not fit for what is asked.</exception>
    public static Listening At(ServeOptions options)
    {
        ImmutableArray<BindingAddress> addresses = [.. options.Urls.Select(Parse)];
        if (addresses.IsEmpty) throw new CannotServeException($"There is no address to listen at. Maybe --urls {ServeOptions.DefaultUrl} is meant.");
        if (options.Local && addresses.FirstOrDefault(a => !IsLoopback(a)) is { } open) throw new CannotServeException($"{Show(open)} can be reached from other machines, and --local asks nobody to sign in. Maybe --urls {ServeOptions.DefaultUrl} is meant, or no --local.");
        if (options.Local && !options.Proxies.IsEmpty) throw new CannotServeException("--proxies is for people who come from elsewhere, and --local asks nobody to sign in. Maybe no --local is meant.");
        if (options.Hosts.IsEmpty && addresses.FirstOrDefault(IsWildcard) is { } every) throw new CannotServeException($"{Show(every)} is every address of this machine; under which names people reach it has to be said. Maybe --hosts dais.example.com is meant, with your own name.");
        return new(addresses, [.. addresses.Where(a => !IsWildcard(a)).SelectMany(NamesOf).Concat(options.Hosts).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Tells Kestrel.</summary>
    public void Bind(KestrelServerOptions kestrel, Action<ListenOptions> each)
    {
        foreach (var address in _addresses)
        {
            if (IsWildcard(address)) kestrel.ListenAnyIP(address.Port, each);
            else if (IPAddress.TryParse(address.Host, out var ip)) kestrel.Listen(ip, address.Port, each);
            else if (address.Port == 0) kestrel.Listen(IPAddress.Loopback, 0, each);
            else kestrel.ListenLocalhost(address.Port, each);
        }
    }

    /// <summary>What went wrong when it began to listen, as a sentence; absent where it is something else.</summary>
    public string? Refused(Exception e)
    {
        var where = string.Join(", ", _addresses.Select(Show));
        return (e, e.InnerException) switch
        {
            (_, AddressInUseException) or (AddressInUseException, _) => $"{where} is in use by another program. Maybe Dais runs already, or --urls with another port helps.",
            (SocketException { SocketErrorCode: SocketError.AccessDenied }, _) => $"{where} is not yours to listen at. Maybe a port above 1023 helps.",
            (SocketException { SocketErrorCode: SocketError.AddressNotAvailable }, _) or (_, SocketException { SocketErrorCode: SocketError.AddressNotAvailable }) => $"{where} is not an address of this machine. Maybe --urls {ServeOptions.DefaultUrl} is meant.",
            (IOException, _) => $"{where}: {e.Message} Maybe --urls with another address helps.",
            _ => null,
        };
    }

    private static BindingAddress Parse(string url)
    {
        BindingAddress? address = null;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // Told below.
        }

        var understood = address is { IsUnixPipe: false, PathBase: "" } && address.Port is >= 0 and <= 65535 && (IsWildcard(address) || IPAddress.TryParse(address.Host, out _) || IsLocalhost(address));
        if (!understood) throw new CannotServeException($"--urls is \"{url}\"; allowed is http://HOST:PORT, where HOST is localhost, an IP address, or * for every address. Maybe {ServeOptions.DefaultUrl} is meant.");
        if (!address!.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase)) throw new CannotServeException($"--urls is \"{url}\"; allowed is http only. Maybe a reverse proxy stands before Dais and speaks https; docs/operating.md shows one.");
        return address;
    }

    private static bool IsWildcard(BindingAddress a) => a.Host is "*" or "+" || (IPAddress.TryParse(a.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));

    private static bool IsLocalhost(BindingAddress a) => a.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(BindingAddress a) => IsLocalhost(a) || (IPAddress.TryParse(a.Host, out var ip) && IPAddress.IsLoopback(ip));

    private static IEnumerable<string> NamesOf(BindingAddress a) => IsLoopback(a) ? LoopbackNames.Append(a.Host) : [a.Host];

    private static string Show(BindingAddress a) => $"{a.Scheme}://{a.Host}:{a.Port}";
}
