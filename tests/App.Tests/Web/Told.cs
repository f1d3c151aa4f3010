using System.Net;
using System.Text.Json;

namespace Dais.App.Tests.Web;

/// <summary>An answer that refuses, read as every client may read it.</summary>
internal sealed record Told(HttpResponseMessage Response, JsonElement Body)
{
    private static readonly string[] Members = ["type", "title", "what", "where", "maybe"];

    public string What => Body.GetProperty("what").GetString()!;

    public string Where => Body.GetProperty("where").GetString()!;

    public string Maybe => Body.GetProperty("maybe").GetString()!;

    /// <summary>The answer, which has to be a problem with that status.</summary>
    public static async Task<Told> OfAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} is not {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return new(response, Check(text, (int)status));
    }

    /// <summary>The members that every problem has.</summary>
    public static JsonElement Check(string text, int status)
    {
        var body = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, body.GetProperty("status").GetInt32());
        Assert.All(Members, name => Assert.NotEqual("", body.GetProperty(name).GetString()));
        Assert.StartsWith("Maybe ", body.GetProperty("maybe").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        return body;
    }
}
