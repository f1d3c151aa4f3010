using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dais.App.Tests.Web.Api;

/// <summary>What is done with answers of the API in many tests.</summary>
internal static class Answering
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The body of an answer.</summary>
    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return JsonNode.Parse(text) ?? throw new JsonException(text);
        }
    }

    /// <summary>The body of an answer that has to have that status.</summary>
    public static async Task<JsonNode> DemandAsync(this Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The result of an analysis that is asked for now, with what it rests on.</summary>
    public static async Task<JsonNode> AnalysisAsync(this Site site, string caller, string workspace, string kind, string parameters)
    {
        var asked = await site.SendAsync(caller, HttpMethod.Post, $"/api/workspaces/{workspace}/analyses/{kind}", parameters).DemandAsync(HttpStatusCode.Accepted);
        var address = $"/api/workspaces/{workspace}/jobs/{asked["id"]}";
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var job = await site.SendAsync(caller, HttpMethod.Get, address).DemandAsync(HttpStatusCode.OK);
            Assert.True((string?)job["state"] != "failed", $"{kind} {parameters}: {job["failure"]?.ToJsonString()}");
            if ((string?)job["state"] is not ("queued" or "running")) break;
            Assert.False(patience.IsCancellationRequested, $"{kind} is {job["state"]} after {Patience.TotalMinutes} minutes.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return await site.SendAsync(caller, HttpMethod.Get, address + "/result").DemandAsync(HttpStatusCode.OK);
    }
}
