using System.CommandLine;
using Dais.App.Web;
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
        var verb = new Verb(
            "serve",
            Purpose.Serve,
            "Serves pages and the REST API to a team, or to one person on this machine.",
            "dais serve --local --data my-dais")
        {
            Remarks = "It speaks http; a reverse proxy before it speaks https. Log lines are JSON, on standard error. SIGTERM and Ctrl-C end it when what was begun is done, after 8 seconds at most.\n--urls, --hosts and --proxies may be given several times.",
        };
        foreach (var option in new Option[] { data, postgres, urls, hosts, proxies, rate, local }) verb.Add(option);
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
            return ServeAsync(options, around, cancel);
        });
        return verb;
    }

    private static async Task<int> ServeAsync(ServeOptions options, Surroundings around, CancellationToken cancel)
    {
        await using var app = WebHost.Build(options);
        await WebHost.StartAsync(app, options, cancel);
        await around.Out.WriteLineAsync($"Dais listens at {string.Join(" and ", app.Urls)}");
        await around.Out.FlushAsync(CancellationToken.None);
        await app.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }
}
