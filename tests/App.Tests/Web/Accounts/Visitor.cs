using System.Net;
using System.Text.RegularExpressions;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>Somebody at a browser of their own: it keeps cookies, follows where it is led, and sends forms as their pages have them.</summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    /// <summary>The cookies, by name. Others may put some in.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>Every cookie as it was set, with what it demands.</summary>
    public List<string> Set { get; } = [];

    /// <summary>Where it is.</summary>
    public string Path { get; private set; } = "/";

    public void Dispose() => _client.Dispose();

    /// <summary>Opens a page and follows.</summary>
    public Task<Shown> OpenAsync(string path) => FollowAsync(new(HttpMethod.Get, path));

    /// <summary>Opens a page, and sends its form with those fields.</summary>
    public async Task<Shown> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await OpenAsync(path);
        return await SendAsync(page, fields);
    }

    /// <summary>Sends the form of a page: the last one that goes to that address, or the last one.</summary>
    public async Task<Shown> SendAsync(Shown page, (string Name, string Value)[] fields, string? to = null)
    {
        var form = page.Forms.Last(f => to is null ? !f.To.EndsWith("/sign-out", StringComparison.Ordinal) : f.To == to);
        var values = form.Fields.Where(f => fields.All(g => g.Name != f.Name)).Concat(fields).Select(f => KeyValuePair.Create(f.Name, f.Value));
        return await FollowAsync(new(HttpMethod.Post, form.To) { Content = new FormUrlEncodedContent(values) });
    }

    /// <summary>Makes an account by a link.</summary>
    public Task<Shown> ComeInAsync(string code, string name, string password, string email) =>
        SendAsync($"/invitation/{code}", ("name", name), ("password", password), ("email", email));

    /// <summary>Signs in by the form.</summary>
    public Task<Shown> SignInAsync(string email, string password, string? path = null) =>
        SendAsync("/sign-in" + (path is null ? "" : "?return=" + Uri.EscapeDataString(path)), ("email", email), ("password", password));

    private async Task<Shown> FollowAsync(HttpRequestMessage first)
    {
        var request = first;
        for (var i = 0; ; i++)
        {
            using var response = await AskAsync(request);
            if ((int)response.StatusCode is not (302 or 303) || i == 8) return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.Location);
            request = new(HttpMethod.Get, response.Headers.Location);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
            if (Cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            Path = request.RequestUri!.ToString();
            var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            Keep(response);
            return response;
        }
    }

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var all)) return;
        foreach (var one in all)
        {
            Set.Add(one);
            var (name, value) = (one.Split('=')[0], one.Split(';')[0][(one.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (value.Length == 0) Cookies.Remove(name);
            else Cookies[name] = value;
        }
    }
}

/// <summary>A page as it came.</summary>
internal sealed partial record Shown(HttpStatusCode Status, string Html, Uri? To)
{
    /// <summary>Its forms, with what stands in them.</summary>
    public IReadOnlyList<(string To, IReadOnlyList<(string Name, string Value)> Fields)> Forms =>
        [.. Form().Matches(Html).Select(f => (f.Groups["to"].Value, (IReadOnlyList<(string, string)>)[.. Input().Matches(f.Groups["inside"].Value).Select(i => (i.Groups["name"].Value, WebUtility.HtmlDecode(Value().Match(i.Value).Groups["value"].Value)))]))];

    /// <summary>Its words alone.</summary>
    public string Words => WebUtility.HtmlDecode(Blanks().Replace(Tags().Replace(Html, " "), " "));

    /// <summary>What it refuses.</summary>
    public string? Refused => Alert().Match(Html) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups["text"].Value) : null;

    /// <summary>What stands in its <c>code</c> elements.</summary>
    public IReadOnlyList<string> Codes => [.. Code().Matches(Html).Select(m => m.Groups["text"].Value)];

    [GeneratedRegex("""<form[^>]*action="(?<to>[^"]*)"[^>]*>(?<inside>.*?)</form>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex("""<input[^>]*name="(?<name>[^"]*)"[^>]*>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Input();

    [GeneratedRegex("""\bvalue="(?<value>[^"]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Value();

    [GeneratedRegex("""role="alert">(?<text>[^<]*)<""", RegexOptions.ExplicitCapture)]
    private static partial Regex Alert();

    [GeneratedRegex("<code>(?<text>[^<]*)</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex("<head>.*?</head>|<[^>]*>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
