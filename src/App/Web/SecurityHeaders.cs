using System.Security.Cryptography;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dais.App.Web;

/// <summary>What every answer tells the browser not to do with it.</summary>
internal static class SecurityHeaders
{
    private static readonly object NonceKey = new();

    /// <summary>Sets the headers when the answer begins, so that nothing that writes it has to think of them.</summary>
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            Set((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    /// <summary>The word that lets a script of this very answer run; made where a page asks for it.</summary>
    public static string Nonce(HttpContext context)
    {
        if (context.Items.TryGetValue(NonceKey, out var made)) return (string)made!;
        var places = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? "" : " style-src-attr 'unsafe-inline';"; // Where a picture's parts lie is a style of each.
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceKey] = nonce;
        return nonce;
    }

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";
        if (context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        var personal = context.User.Identity?.IsAuthenticated == true || context.Response.StatusCode >= 400;
        if (personal || !headers.ContainsKey(HeaderNames.CacheControl)) headers.CacheControl = personal ? "no-store" : "no-cache";
    }

    private static string Policy(HttpContext context)
    {
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) != true) return "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";
        var places = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? "" : " style-src-attr 'unsafe-inline';"; // Where a picture's parts lie is a style of each.
        var nonce = context.Items.TryGetValue(NonceKey, out var made) ? $" 'nonce-{made}'" : "";
        return $"default-src 'none'; script-src 'self'{nonce}; style-src 'self'{nonce};{places} img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
    }
}
