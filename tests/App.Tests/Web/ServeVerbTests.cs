using System.Net;
using System.Net.Sockets;

namespace Dais.App.Tests.Web;

/// <summary>How <c>dais serve</c> says what it cannot do.</summary>
public sealed class ServeVerbTests
{
    [Theory]
    [InlineData("--urls is \"nonsense\"; allowed is http://HOST:PORT, where HOST is localhost, an IP address, or * for every address. Maybe http://127.0.0.1:5170 is meant.", "--urls", "nonsense")]
    [InlineData("--urls is \"http://dais.example.com:80\"; allowed is http://HOST:PORT, where HOST is localhost, an IP address, or * for every address. Maybe http://127.0.0.1:5170 is meant.", "--urls", "http://dais.example.com:80")]
    [InlineData("--urls is \"http://127.0.0.1:99999\"; allowed is http://HOST:PORT, where HOST is localhost, an IP address, or * for every address. Maybe http://127.0.0.1:5170 is meant.", "--urls", "http://127.0.0.1:99999")]
    [InlineData("--urls is \"http://127.0.0.1:5170/path\"; allowed is http://HOST:PORT, where HOST is localhost, an IP address, or * for every address. Maybe http://127.0.0.1:5170 is meant.", "--urls", "http://127.0.0.1:5170/path")]
    [InlineData("--urls is \"https://127.0.0.1:5170\"; allowed is http only. Maybe a reverse proxy stands before Dais and speaks https; docs/operating.md shows one.", "--urls", "https://127.0.0.1:5170")]
    [InlineData("http://192.0.2.7:5170 is not an address of this machine. Maybe --urls http://127.0.0.1:5170 is meant.", "--urls", "http://192.0.2.7:5170")]
    [InlineData("http://*:5170 is every address of this machine; under which names people reach it has to be said. Maybe --hosts dais.example.com is meant, with your own name.", "--urls", "http://*:5170")]
    [InlineData("http://0.0.0.0:5170 can be reached from other machines, and --local asks nobody to sign in. Maybe --urls http://127.0.0.1:5170 is meant, or no --local.", "--local", "--urls", "http://0.0.0.0:5170")]
    [InlineData("--proxies is for people who come from elsewhere, and --local asks nobody to sign in. Maybe no --local is meant.", "--local", "--proxies", "127.0.0.1")]
    [InlineData("--proxies is \"proxy\"; allowed is an IP address. Maybe 127.0.0.1 is meant.", "--proxies", "proxy")]
    [InlineData("--data and --postgres are two places to keep the same things; one is allowed. Maybe --postgres alone is meant.", "--data", "d", "--postgres", "Host=h")]
    public async Task What_cannot_be_is_told_in_one_line_and_ends_with_code_2(string sentence, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var ran = await Run.DaisAsync(args.Contains("--data") ? ["serve", .. args] : ["serve", "--data", folder["store"], .. args]);
        Assert.Equal((2, "", $"dais: {sentence}\n"), (ran.Code, ran.Out, ran.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task An_address_in_use_is_told()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://{taken.LocalEndpoint}";
        foreach (var said in new[] { url, url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) })
        {
            var ran = await Run.DaisAsync("serve", "--data", folder["store"], "--urls", said);
            Assert.Equal((2, $"dais: {said} is in use by another program. Maybe Dais runs already, or --urls with another port helps.\n"), (ran.Code, ran.Error.ReplaceLineEndings("\n")));
        }
    }
}
