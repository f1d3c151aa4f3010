using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Dais.App.Web.Answering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Dais.App.Web;

/// <summary>How often a caller may ask: so many requests in a window of time, counted for each caller who is signed in, else for each address.</summary>
internal static class Rates
{
    /// <summary>The rate of what somebody who guesses passwords or codes would ask for.</summary>
    public const string SignIn = "sign-in";

    public static void Set(RateLimiterOptions rates, RequestLimits limits)
    {
        rates.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        rates.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } caller
            ? Window("caller " + caller, limits.OfCaller, limits)
            : Window("address " + Network(context.Connection.RemoteIpAddress), limits.OfAddress, limits));
        rates.AddPolicy(SignIn, context => Window("sign-in " + Network(context.Connection.RemoteIpAddress), limits.SignIns, limits with { Window = TimeSpan.FromMinutes(5) }));
        rates.OnRejected = async (rejected, _) =>
        {
            var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : limits.Window;
            await ProblemBodies.WriteAsync(rejected.HttpContext, Problems.TooMany(after));
        };
    }

    private static RateLimitPartition<string> Window(string who, int permits, RequestLimits limits) =>
        RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = limits.Window, QueueLimit = 0 });

    /// <summary>An IPv6 caller owns at least a /64, and would else be as many callers as it likes.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes()[..8]) : address.ToString();
    }
}
