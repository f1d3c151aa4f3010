using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dais.App.Web;

/// <summary>How large and how slow a request may be.</summary>
internal static class Limits
{
    /// <summary>Tells Kestrel, which refuses what is beyond before anything else sees it.</summary>
    public static void Set(KestrelServerOptions kestrel, RequestLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = limits.Body;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Connections / 2;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>Lets an endpoint take files to import, which are larger than other bodies.</summary>
    public static TBuilder TakesUploads<TBuilder>(this TBuilder endpoint, RequestLimits limits)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new UploadSize(limits.Upload));

    private sealed record UploadSize(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
