using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Dais.App.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Pages;

/// <summary>The scripts and sheets of the web app: embedded, compressed once, at addresses that say what is in them.</summary>
internal static class AppFiles
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, AppFile> Files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..]).ToFrozenDictionary(n => n, AppFile.Read, StringComparer.Ordinal);

    /// <summary>The address of a file; it changes with what is in it, so that browsers may keep it for ever.</summary>
    public static string Address(string name) => name == "blazor.web.js" ? $"/_framework/{name}?v={Files[name].Digest}" : $"/app/{name}?v={Files[name].Digest}";

    /// <summary>Serves them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (name, file) in Files)
        {
            routes.MapGet(name == "blazor.web.js" ? $"/_framework/{name}" : $"/app/{name}", (HttpContext context) => file.Answer(context))
                .AllowAnyone("It is a part of the program itself, and tells nothing.").ExcludeFromDescription();
        }
    }

    private sealed class AppFile(string name, byte[] plain)
    {
        private readonly Lazy<byte[]> _brotli = new(() => Compressed(plain));

        public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(plain))[..12];

        public static AppFile Read(string name)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!;
            using var all = new MemoryStream();
            stream.CopyTo(all);
            return new(name, all.ToArray());
        }

        public IResult Answer(HttpContext context)
        {
            var headers = context.Response.Headers;
            (headers.Vary, headers.CacheControl, headers.ETag) = ("Accept-Encoding", context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache", $"\"{Digest}\"");
            var type = Path.GetExtension(name) switch { ".css" => "text/css", ".js" => "text/javascript", _ => "application/octet-stream" };
            if (!context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)) return Results.Bytes(plain, type);
            headers.ContentEncoding = "br";
            return Results.Bytes(_brotli.Value, type);
        }

        private static byte[] Compressed(byte[] plain)
        {
            using var all = new MemoryStream();
            using (var brotli = new BrotliStream(all, new BrotliCompressionOptions { Quality = 9 })) brotli.Write(plain);
            return all.ToArray();
        }
    }
}
