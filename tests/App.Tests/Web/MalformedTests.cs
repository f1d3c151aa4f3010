using System.Collections.Concurrent;
using CsCheck;
using Dais.App.Web;
using Dais.App.Web.Access;
using Dais.Workspace.People;
using Microsoft.AspNetCore.Builder;

namespace Dais.App.Tests.Web;

/// <summary>Whatever is sent: no fault, and no refusal without words.</summary>
public sealed class MalformedTests
{
    private const int Wire = 4500, Clients = 1000;

    private static readonly ServeOptions Patient = Serving.Local with { Limits = new() { OfCaller = 10_000_000, OfAddress = 10_000_000 } };

    [Fact]
    public async Task No_bytes_on_the_wire_bring_a_fault_or_a_refusal_without_words()
    {
        await using var serving = await Serving.StartAsync(Patient, Probes.Map);
        var statuses = new ConcurrentDictionary<int, int>();
        MalformedRequests.Against(Targets(serving)).Sample(request =>
        {
            // What is cut off waits for more until it is given up; nothing is owed then.
            var bodiless = request.Method == "HEAD";
            var answer = RawRequest.SendAsync(serving.Address, request.Bytes(), bodiless, request.Cut > 0 || request.Framing is "large" or "chunked" ? TimeSpan.FromMilliseconds(300) : null).GetAwaiter().GetResult();
            statuses.AddOrUpdate(answer.Status ?? 0, 1, (_, n) => n + 1);
            if (answer.Status is null) Assert.True(request.Cut > 0 || request.Framing is "large" or "chunked", $"no answer to {request}");
            if (answer.Status is { } status) Judge(serving, status, answer.Head, answer.Body, bodiless);
        }, iter: Wire, threads: 4);
        Report(statuses);
        Assert.InRange(statuses.GetValueOrDefault(0), 0, Wire / 20);
        Assert.Subset(statuses.Keys.ToHashSet(), new HashSet<int> { 200, 400, 404, 405, 415, 431 });
        Assert.Equal(System.Net.HttpStatusCode.OK, (await serving.Client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task No_request_of_a_client_library_brings_a_fault_or_a_refusal_without_words()
    {
        await using var serving = await Serving.StartAsync(Patient, Probes.Map);
        var statuses = new ConcurrentDictionary<int, int>();
        MalformedRequests.Against(Targets(serving)).Sample(malformed =>
        {
            using var request = Request(serving, malformed);
            if (request is null) return;
            using var answer = serving.Client.Send(request);
            statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, n) => n + 1);
            using var reader = new StreamReader(answer.Content.ReadAsStream());
            Judge(serving, (int)answer.StatusCode, answer.Content.Headers.ToString(), reader.ReadToEnd(), malformed.Method == "HEAD");
        }, iter: Clients, threads: 4);
        Report(statuses);
        Assert.Subset(statuses.Keys.ToHashSet(), new HashSet<int> { 200, 400, 404, 405 });
    }

    [Fact]
    public async Task A_fault_among_the_endpoints_is_found()
    {
        await using var serving = await Serving.StartAsync(Patient, routes => routes.MapGet("/broken/{word}", (string word) => word.Length > 100 ? throw new InvalidOperationException() : word).RequirePermission(Permission.BeKnown));
        var targets = Target.Of(serving).Where(t => t.Pattern.RawText == "/broken/{word}").ToArray();
        Assert.ThrowsAny<Exception>(() => MalformedRequests.Against(targets).Sample(request =>
        {
            var answer = RawRequest.SendAsync(serving.Address, request.Bytes(), request.Method == "HEAD", TimeSpan.FromMilliseconds(300)).GetAwaiter().GetResult();
            if (answer.Status is { } status) Judge(serving, status, answer.Head, answer.Body, request.Method == "HEAD");
        }, iter: 1000, threads: 1));
    }

    /// <summary>All but those that fail on purpose, or take their time.</summary>
    private static Target[] Targets(Serving serving) => [.. Target.Of(serving).Where(t => t.Pattern.RawText is not ("/probe/fails/{kind}" or "/probe/status/{status:int}" or "/probe/half" or "/probe/slow"))];

    private static void Judge(Serving serving, int status, string head, string body, bool bodiless)
    {
        Assert.True(status is < 500 or 505, $"{status}: {body}\n{serving.Log.Split('\n').LastOrDefault(l => l.Contains("\"error\"", StringComparison.Ordinal))}");
        if (status < 400 || bodiless) return;
        Assert.Contains("application/problem+json", head, StringComparison.Ordinal);
        Told.Check(body, status);
    }

    private static HttpRequestMessage? Request(Serving serving, Malformed malformed)
    {
        try
        {
            var request = new HttpRequestMessage(new HttpMethod(malformed.Method), new Uri(serving.Address, malformed.Address.Replace("//", "/", StringComparison.Ordinal)));
            if (malformed.Method is not ("GET" or "HEAD" or "TRACE" or "CONNECT")) request.Content = new ByteArrayContent(malformed.Body);
            foreach (var (name, value) in malformed.Headers.Where(h => h.Name is not ("Host" or "Expect" or "Upgrade")))
            {
                if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
            }

            return malformed.Method is "CONNECT" || malformed.Headers.Any(h => h.Value.AsSpan().IndexOfAny('\0', '\n', '\u00ff') >= 0) ? null : request;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null; // The library itself refuses it.
        }
    }

    private static void Report(ConcurrentDictionary<int, int> statuses) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{(s.Key == 0 ? "no answer" : s.Key)}: {s.Value}")));
}
