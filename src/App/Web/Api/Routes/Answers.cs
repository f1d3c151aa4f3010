using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dais.App.Web.Api.Routes;

/// <summary>How answers are made: the version as the ETag, the workspace's revision beside it, and once for a key.</summary>
internal static class Answers
{
    /// <summary>The header with the revision of the workspace on which an answer was computed.</summary>
    public const string RevisionHeader = "Dais-Revision";

    private const string KeyHeader = "Idempotency-Key";

    /// <summary>The most letters of a key.</summary>
    public const int LongestKey = 200;

    /// <summary>Carries out what writes, once for the key that came with it, and answers with what it returns.</summary>
    public static Task<IResult> OnceAsync<T>(this HttpContext context, Store store, Func<Task<T>> operation, Func<T, Answer> answer, object? body = null) =>
        context.KeptAsync(store, operation, result => answer((T)result!), body);

    /// <summary>The same for what returns nothing.</summary>
    public static Task<IResult> OnceAsync(this HttpContext context, Store store, Func<Task> operation, Answer answer, object? body = null) => context.KeptAsync<object?>(
        store,
        async () =>
        {
            await operation();
            return null;
        },
        _ => answer,
        body);

    private static async Task<IResult> KeptAsync<T>(this HttpContext context, Store store, Func<Task<T>> operation, Func<object?, Answer> answer, object? body)
    {
        if (context.Request.Headers[KeyHeader] is not [{ } key]) return new Written(Given(context, answer(await operation())), Again: false);
        if (key.Length is 0 or > LongestKey) throw new InvalidException($"The key has {key.Length} characters; allowed are 1 to {LongestKey}.", KeyHeader, "Maybe a UUID serves.");
        var once = new Once(context.Caller().Id, key, Fingerprint(context, body), result => Given(context, answer(result)));
        var (given, again) = await once.RunAsync(store, operation);
        return new Written(given, again);
    }

    /// <summary>Says which revision the answer was computed on.</summary>
    public static void On(this HttpContext context, long revision) => context.Response.Headers[RevisionHeader] = revision.ToString(CultureInfo.InvariantCulture);

    /// <summary>The version that <c>If-Match</c> names; nothing where any will do.</summary>
    /// <exception cref="BadHttpRequestException">It is not there, where it has to be, or cannot be read.</exception>
    public static long? IfMatch(this HttpContext context, bool needed)
    {
        if (context.Request.Headers.IfMatch is not [{ } said])
            return needed ? throw new BadHttpRequestException("It has to be said which version is to be changed.", StatusCodes.Status428PreconditionRequired) : null;
        if (said == "*") return null;
        return long.TryParse(said.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : throw new InvalidException($"If-Match is {said}; allowed is the ETag of a thing, or *.", "If-Match", "Maybe the ETag that came with the thing is meant.");
    }

    private static GivenAnswer Given(HttpContext context, Answer answer)
    {
        var headers = new List<string>();
        if (answer.Revision is { } revision) headers.Add($"{RevisionHeader}: {revision}");
        if (answer.Version is { } version) headers.Add($"ETag: \"{version}\"");
        if (answer.Location is { } location) headers.Add($"Location: {location}");
        var options = context.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        return new(answer.Status, string.Join('\n', headers), answer.Body is null ? "" : JsonSerializer.Serialize(answer.Body, options));
    }

    private static string Fingerprint(HttpContext context, object? body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n{context.Request.Headers.IfMatch}\n{(body is null ? "" : JsonSerializer.Serialize(body))}")));

    /// <summary>An answer that was made before it is sent.</summary>
    private sealed record Written(GivenAnswer Given, bool Again) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Given.Status;
            foreach (var line in Given.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries)) response.Headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
            if (Again) response.Headers["Idempotent-Replayed"] = "true";
            if (Given.Body.Length == 0) return Task.CompletedTask;
            response.ContentType = "application/json; charset=utf-8";
            return response.WriteAsync(Given.Body, httpContext.RequestAborted);
        }
    }
}

/// <summary>What is answered to a request that writes.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; absent for none.</param>
internal sealed record Answer(int Status, object? Body)
{
    /// <summary>The version of the thing, as its ETag.</summary>
    public long? Version { get; init; }

    /// <summary>The revision of the workspace.</summary>
    public long? Revision { get; init; }

    /// <summary>Where the thing is.</summary>
    public string? Location { get; init; }
}
