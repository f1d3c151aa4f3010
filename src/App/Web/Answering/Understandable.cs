using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Dais.App.Web.Answering;

/// <summary>Refuses what would be read wrongly or could not be answered: another name of the server, another encoding, no form that the caller accepts.</summary>
internal static class Understandable
{
    /// <summary>Refuses requests to a name that is not the server's: they come from a page that only pretends to be it.</summary>
    public static Func<HttpContext, RequestDelegate, Task> Host(IReadOnlyList<string> names)
    {
        var allowed = names.Select(n => new Microsoft.Extensions.Primitives.StringSegment(n)).ToList();
        return (context, next) => !context.Request.Host.HasValue || HostString.MatchesAny(context.Request.Host.Host, allowed)
            ? next(context)
            : ProblemBodies.WriteAsync(context, new(StatusCodes.Status400BadRequest, "This server does not answer to that name.", "Host", "Maybe it is started with --hosts and the name."));
    }

    /// <summary>Refuses bodies that are not UTF-8 or are compressed, callers who accept none of the forms that an endpoint has, and texts that no store keeps.</summary>
    public static Task FormAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true && context.Request.Query.FirstOrDefault(q => q.Key.Contains('\0', StringComparison.Ordinal) || q.Value.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true)) is { Key: { } name })
            return ProblemBodies.WriteAsync(context, new(StatusCodes.Status400BadRequest, RefusedBodyException.UnkeptText, name.Replace("\0", "", StringComparison.Ordinal), RefusedBodyException.UnkeptHint));
        if (!Readable(context.Request)) return ProblemBodies.WriteAsync(context, Problems.Of(StatusCodes.Status415UnsupportedMediaType) with { Where = "Content-Type" });
        if (!Acceptable(context)) return ProblemBodies.WriteAsync(context, Problems.Of(StatusCodes.Status406NotAcceptable) with { Where = "Accept" });
        if (context.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true) context.Request.Body = new KeptTexts(context.Request.Body);
        return next(context);
    }

    private static bool Readable(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } coding && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase)) return false;
        if (request.ContentType is not { Length: > 0 } type) return true;
        if (!MediaTypeHeaderValue.TryParse(type, out var parsed)) return false;
        return !parsed.Charset.HasValue || HeaderUtilities.RemoveQuotes(parsed.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether one of the endpoint's forms is accepted. A header that cannot be read is as good as none.</summary>
    private static bool Acceptable(HttpContext context)
    {
        if (context.Request.Headers.Accept is not { Count: > 0 } header || !MediaTypeHeaderValue.TryParseList(header, out var accepted)) return true;
        var forms = context.GetEndpoint()?.Metadata.OfType<IProducesResponseTypeMetadata>().Where(m => m.StatusCode is >= 200 and < 300).SelectMany(m => m.ContentTypes).ToList();
        if (forms is null or []) return true;
        return accepted.Where(a => a.Quality is null or > 0).Any(a => forms.Any(form => new MediaTypeHeaderValue(form).IsSubsetOf(a) || a.MediaType == MediaTypeNames.Application.ProblemJson));
    }
}
