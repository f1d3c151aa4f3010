using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Dais.App.Web.Answering;
using Dais.Workspace;

namespace Dais.App.Tests.Web;

/// <summary>Whatever is refused is answered with what, where and maybe.</summary>
public sealed class ProblemTests : IAsyncLifetime
{
    private Serving _serving = null!;

    public async ValueTask InitializeAsync() => _serving = await Serving.StartAsync(more: Probes.Map);

    public ValueTask DisposeAsync() => _serving.DisposeAsync();

    [Theory]
    [InlineData("forbidden", HttpStatusCode.Forbidden, "Viewers do not edit.", "initiatives/a")]
    [InlineData("conflict", HttpStatusCode.PreconditionFailed, "It was changed since.", "initiatives/a")]
    [InlineData("invalid", HttpStatusCode.UnprocessableEntity, "The name is empty. (1 more.)", "initiatives[0].name")]
    [InlineData("busy", HttpStatusCode.ServiceUnavailable, "Another write takes long.", "/probe/fails/busy")]
    [InlineData("fault", HttpStatusCode.InternalServerError, "A fault of Dais itself, not of your request.", "/probe/fails/fault")]
    public async Task What_an_operation_refuses_is_told_in_its_own_words(string kind, HttpStatusCode status, string what, string where)
    {
        var told = await Told.OfAsync(await _serving.Client.GetAsync("/probe/fails/" + kind), status);
        Assert.Equal((what, where), (told.What, told.Where));
    }

    [Fact]
    public void Every_refusal_has_a_status()
    {
        RefusalException[] all = [new MissingException("w"), new ForbiddenException("w", "", "Maybe."), new ConflictException("w", "", null, null), new StoreException("w", "", "Maybe."), InvalidException.Of("", Probes.Findings), new BusyException("w")];
        Assert.Equal(typeof(RefusalException).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RefusalException))).Select(t => t.Name).Order(StringComparer.Ordinal), all.Select(r => r.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(all, refusal => Assert.InRange(Problems.Of(refusal).Status, 400, 503));
    }

    [Fact]
    public async Task A_conflict_tells_both_versions_and_a_broken_rule_its_findings()
    {
        var conflict = await Told.OfAsync(await _serving.Client.GetAsync("/probe/fails/conflict"), HttpStatusCode.PreconditionFailed);
        Assert.Equal(("\"3\"", "\"5\""), (conflict.Body.GetProperty("sentVersion").GetString(), conflict.Body.GetProperty("currentVersion").GetString()));
        var invalid = await Told.OfAsync(await _serving.Client.GetAsync("/probe/fails/invalid"), HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["initiatives[0].name", "teams[1]"], invalid.Body.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("where").GetString()));
    }

    [Fact]
    public async Task What_is_missing_and_what_never_was_an_address_look_alike()
    {
        var (missing, unknown) = (await _serving.Client.GetAsync("/probe/fails/missing"), await _serving.Client.GetAsync("/probe/wails/missing"));
        Assert.Equal(Anonymous(missing, "fails"), Anonymous(unknown, "wails"));
        Assert.DoesNotContain("secret-name", await missing.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        static string Anonymous(HttpResponseMessage response, string word) => Regex.Replace(
            $"{response.StatusCode}\n{response.Headers}{response.Content.Headers}{response.Content.ReadAsStringAsync().Result}".Replace(word, "", StringComparison.Ordinal),
            "\"traceId\":\"[^\"]*\"|Date: .*", "", RegexOptions.None, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Later_is_said_in_seconds()
    {
        Assert.Equal(TimeSpan.FromSeconds(2), (await _serving.Client.GetAsync("/probe/fails/busy")).Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_fault_tells_its_trace_and_the_log_the_rest()
    {
        var told = await Told.OfAsync(await _serving.Client.GetAsync("/probe/fails/fault"), HttpStatusCode.InternalServerError);
        var trace = told.Body.GetProperty("traceId").GetString()!;
        Assert.Matches("^[0-9a-f]{32}$", trace);
        Assert.Contains(_serving.Log.Split('\n'), l => l.Contains(trace, StringComparison.Ordinal) && l.Contains("InvalidOperationException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_in_the_middle_of_an_answer_cuts_the_connection() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _serving.Client.GetStringAsync("/probe/half"));

    public static TheoryData<int> Statuses => [400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 412, 413, 414, 415, 416, 422, 423, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_status_without_words_gets_some(int status) =>
        await Told.OfAsync(await _serving.Client.GetAsync("/probe/status/" + status), (HttpStatusCode)status);

    [Theory]
    [InlineData("{", "The body is not well-formed JSON.", "$, line 1")]
    [InlineData("{\n \"name\": \"a\",\n \"count\": x }", "The body is not well-formed JSON.", "$.count, line 3")]
    [InlineData("{ \"name\": \"a\", \"count\": \"3\" }", "The body is not of the shape that is asked for.", "$.count, line 1")]
    [InlineData("{ \"name\": \"a\", \"count\": 3, \"cuont\": 4 }", "The body is not of the shape that is asked for.", "$.cuont, line 1")]
    [InlineData("{ \"name\": \"a\" }", "The body is not of the shape that is asked for.", "$, line 1")]
    [InlineData("{ \"name\": null, \"count\": 3 }", "The body is not of the shape that is asked for.", "$.name, line 1")]
    [InlineData("", "A body is asked for, and there is none.", "body")]
    public async Task What_is_wrong_with_a_body_is_told_with_its_place(string json, string what, string where)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        var told = await Told.OfAsync(await _serving.Client.PostAsync("/probe/body", body), HttpStatusCode.BadRequest);
        Assert.Equal((what, where), (told.What, told.Where));
    }

    [Theory]
    [InlineData("/probe/number/x", "The value of n is not of the kind that is asked for.", "n")]
    [InlineData("/probe/number/1?least=1e9", "The value of least is not of the kind that is asked for.", "least")]
    [InlineData("/probe/needs", "word is missing.", "word")]
    public async Task What_is_wrong_with_an_address_is_told_with_its_place(string address, string what, string where)
    {
        var told = await Told.OfAsync(await _serving.Client.GetAsync(address), HttpStatusCode.BadRequest);
        Assert.Equal((what, where), (told.What, told.Where));
    }

    [Fact]
    public async Task Another_method_is_told_which_ones_there_are()
    {
        var told = await Told.OfAsync(await _serving.Client.DeleteAsync("/probe/body"), HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["POST"], told.Response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=nonsense")]
    public async Task Another_kind_of_body_is_refused(string type)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        await Told.OfAsync(await _serving.Client.PostAsync("/probe/body", body), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Who_accepts_no_form_of_it_is_told_so()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/about");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/png"));
        await Told.OfAsync(await _serving.Client.SendAsync(request), HttpStatusCode.NotAcceptable);
    }
}
