using System.Globalization;
using Dais.App.Web;
using Dais.Workspace;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dais.App.Cli;

/// <summary>The web app on the sample, for one person on this machine: a store in a folder of its own, which goes when it ends.</summary>
internal static class DemoApp
{
    /// <summary>The port unless said.</summary>
    public const int UsualPort = 5170;

    private const string Sample = "meridian";

    /// <summary>Serves until it is interrupted.</summary>
    /// <param name="around">What the verb sees of the world.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="open">Opens an address for the person; absent where nobody wants that.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<int> RunAsync(Surroundings around, int port, Action<string>? open, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("dais-demo-");
        try
        {
            var options = new ServeOptions { Local = true, Data = folder.FullName, Urls = [string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")], Log = around.Error, LogLevel = around.Debug ? LogLevel.Debug : LogLevel.Warning, Clock = around.Clock };
            WebHost.Check(options);
            await using var store = await Store.OpenAsync(options.Address, around.Clock, cancel: cancel);
            await CreateWorkspace.RunAsync(store, Caller.Local, new(Sample, "Meridian") { Document = Document(folder.FullName) }, cancel);
            await using var app = WebHost.Build(options with { Store = store });
            await using var jobs = await JobRunner.StartAsync(store, around.Solver, cancel: cancel);
            await WebHost.StartAsync(app, options, cancel);
            var address = $"{app.Urls.First()}{Web.Pages.Working.Address.Of(Sample)}";
            await around.Out.WriteLineAsync($"Meridian, an invented company, is open at {address}");
            await around.Out.WriteLineAsync("Change what you like: nothing of it is kept. Ctrl-C ends it; dais demo --once prints a plan here instead.");
            await around.Out.FlushAsync(CancellationToken.None);
            open?.Invoke(address);
            await app.WaitForShutdownAsync(cancel);
            return CommandLine.Done;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Workspace.Wire.Document Document(string folder)
    {
        var files = Path.Combine(folder, "sample");
        WriteSample.To(files);
        return Findings.Sound(files).Document!;
    }
}
