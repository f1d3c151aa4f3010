using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dais.App.Tests.Web;

/// <summary>When it is asked to stop: what was begun is finished, nothing new is taken, and it takes no longer than it may.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task What_was_begun_is_finished_and_nothing_new_is_taken()
    {
        await using var serving = await Serving.StartAsync(more: Probes.Map);
        var begun = serving.Client.GetStringAsync("/probe/slow?milliseconds=1000");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var stop = serving.App.StopAsync(TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        using var late = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() => late.ConnectAsync(serving.Address.Host, serving.Address.Port));
        Assert.Equal("done", await begun);
        await stop;
    }

    [Fact]
    public async Task What_does_not_end_is_cut_off()
    {
        await using var serving = await Serving.StartAsync(Serving.Local with { Drain = TimeSpan.FromSeconds(1) }, Probes.Map);
        var endless = serving.Client.GetStringAsync("/probe/slow?milliseconds=60000");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var began = Stopwatch.GetTimestamp();
        await serving.App.StopAsync(TestContext.Current.CancellationToken);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.5, 5);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => endless);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_the_program_with_code_0(string signal)
    {
        using var dais = Process.Start(new ProcessStartInfo(Run.Executable, ["serve", "--local", "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var line = await dais.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var address = new Uri(Assert.IsType<string>(line).Replace("Dais listens at ", "", StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);
        using var kill = Process.Start("kill", ["-" + signal, dais.Id.ToString(CultureInfo.InvariantCulture)]);
        await dais.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, dais.ExitCode);
        Assert.Equal("", await dais.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
