using System.Text;

namespace Dais.App.Tests.Web.Crashes;

/// <summary>A request that writes, with the key under which it may be sent again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The address.</param>
/// <param name="Body">The body.</param>
/// <param name="Key">The key.</param>
internal sealed record Write(HttpMethod Method, string Path, string Body, string Key)
{
    /// <summary>The version that is changed; absent where none is named.</summary>
    public long? Version { get; init; }

    /// <summary>What the body is.</summary>
    public string Type { get; init; } = "application/json";

    /// <summary>The request as a client sends it.</summary>
    public HttpRequestMessage To(Uri server)
    {
        var request = new HttpRequestMessage(Method, new Uri(server, Path)) { Content = new StringContent(Body, Encoding.UTF8, Type) };
        request.Headers.Add("Idempotency-Key", Key);
        if (Version is { } version) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return request;
    }
}

/// <summary>What a server answered to it: status, body, and the headers that say something of the thing.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">ETag, Location and revision.</param>
internal sealed record Answered(int Status, string Body, string Headers)
{
    private static readonly string[] Telling = ["ETag", "Location", "Dais-Revision"];

    /// <summary>Whether it says that the answer was given before.</summary>
    public bool Again { get; init; }

    /// <summary>Whether it was carried out.</summary>
    public bool Done => Status is >= 200 and < 300;

    /// <summary>The same answer, whether it was given once or again.</summary>
    public bool Same(Answered other) => (Status, Body, Headers) == (other.Status, other.Body, other.Headers);

    /// <summary>Reads it whole; what comes only in part is no answer.</summary>
    public static async Task<Answered> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var body = await response.Content.ReadAsStringAsync(cancel);
        var headers = string.Join('\n', Telling.Select(n => response.Headers.TryGetValues(n, out var values) ? $"{n}: {string.Join(',', values)}" : ""));
        return new((int)response.StatusCode, body, headers) { Again = response.Headers.Contains("Idempotent-Replayed") };
    }
}
