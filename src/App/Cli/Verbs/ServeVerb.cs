using System.CommandLine;
using Dais.App.Web;
using Dais.App.Web.Accounts.Keys;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.Storing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais serve</c>: Dais as a server, for a team or for one person.</summary>
internal static class ServeVerb
{
    public static Verb Make(Surroundings around)
    {
        var data = Words.Text("--data", "DIR", "The folder that everything is kept in.");
        var postgres = Words.Text("--postgres", "CONNECTION", "The PostgreSQL database that everything is kept in, instead of a folder.");
        var urls = Words.Texts("--urls", "URL", $"Where it listens; {ServeOptions.DefaultUrl} unless said.");
        var hosts = Words.Texts("--hosts", "NAME", "A name that people reach it by; others are refused.");
        var proxies = Words.Texts("--proxies", "ADDRESS", "A reverse proxy that is believed on who asks.");
        var rate = Words.Whole("--rate", "N", "How many requests a minute each caller may send; 12000 unless said.", 1, 100_000_000);
        var local = Words.Flag("--local", "For one person on this machine, who need not sign in.");
        var first = Words.Text("--first-admin", "EMAIL", "For whom the link is that sets up the first administrator.");
        var verb = new Verb(
            "serve",
            Purpose.Serve,
            "Serves pages and the REST API to a team, or to one person on this machine.",
            "dais serve --local --data my-dais")
        {
            Remarks = "It speaks http; a reverse proxy before it speaks https. Log lines are JSON, on standard error. SIGTERM and Ctrl-C end it when what was begun is done, after 8 seconds at most.\n--urls, --hosts and --proxies may be given several times.\nFor a team it needs a key, in DAIS_MASTER_KEY or in the file that DAIS_MASTER_KEY_FILE names; as long as nobody administers it, it prints a link that lets the first administrator in, once. DAIS_OIDC_AUTHORITY, DAIS_OIDC_CLIENT_ID and DAIS_OIDC_CLIENT_SECRET let people come in by their organisation's own sign-in.",
        };
        foreach (var option in new Option[] { data, postgres, urls, hosts, proxies, rate, local, first }) verb.Add(option);
        verb.SetAction((parsed, cancel) =>
        {
            var most = (int)(parsed.GetValue(rate) ?? new RequestLimits().OfCaller);
            var options = new ServeOptions
            {
                Data = parsed.GetValue(data),
                Postgres = parsed.GetValue(postgres),
                Urls = parsed.GetValue(urls) is { Length: > 0 } said ? [.. said] : [ServeOptions.DefaultUrl],
                Hosts = [.. parsed.GetValue(hosts) ?? []],
                Proxies = [.. parsed.GetValue(proxies) ?? []],
                Local = parsed.GetValue(local),
                Limits = new() { OfCaller = most, OfAddress = Math.Max(1, most / 10) },
                Log = around.Error,
                LogLevel = around.Debug ? LogLevel.Debug : LogLevel.Information,
                Clock = around.Clock,
            };
            return ServeAsync(options, around, parsed.GetValue(first), cancel);
        });
        return verb;
    }

    private static async Task<int> ServeAsync(ServeOptions asked, Surroundings around, string? first, CancellationToken cancel)
    {
        WebHost.Check(asked);
        var options = asked.Local ? asked : asked with { MasterKey = MasterKey.Read(around.Variable), Provider = Provider.Read(around.Variable) };
        await using var store = await Store.OpenAsync(options.Address, around.Clock, cancel: cancel);
        await using var app = WebHost.Build(options with { Store = store });
        await using var jobs = await JobRunner.StartAsync(store, around.Solver, cancel: cancel);
        await WebHost.StartAsync(app, options, cancel);
        await around.Out.WriteLineAsync($"Dais listens at {string.Join(" and ", app.Urls)}");
        if (!options.Local && await SetUpInstance.RunAsync(store, first, cancel) is { } setup) await around.Out.WriteLineAsync($"Nobody administers it yet. This link lets the first administrator in, once, until {setup.Expires.UtcDateTime:yyyy-MM-dd HH:mm} UTC:\n{At(options, app.Urls)}/invitation/{setup.Code}");
        await around.Out.FlushAsync(CancellationToken.None);
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }

    private static string At(ServeOptions options, ICollection<string> urls) =>
        options.Hosts is [var name, ..] ? "https://" + name : urls.First();
}
