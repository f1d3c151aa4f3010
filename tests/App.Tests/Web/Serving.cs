using Dais.App.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dais.App.Tests.Web;

/// <summary>A server of the product on a port of its own, for one test.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly StringWriter _log;
    private readonly TextWriter _lock;

    private Serving(WebApplication app, StringWriter log, TextWriter one)
    {
        (App, _log, _lock) = (app, log, one);
        Address = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>What it has logged so far.</summary>
    public string Log
    {
        get
        {
            lock (_lock) return _log.ToString(); // A synchronized writer locks itself.
        }
    }

    /// <summary>Its endpoints.</summary>
    public IReadOnlyList<Endpoint> Endpoints => [.. App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)];

    /// <summary>Options of a local person's server on a free port.</summary>
    public static ServeOptions Local { get; } = new() { Local = true, Urls = ["http://127.0.0.1:0"] };

    public static async Task<Serving> StartAsync(ServeOptions? options = null, Action<IEndpointRouteBuilder>? more = null, Action<IServiceCollection>? parts = null)
    {
        var log = new StringWriter();
        var one = TextWriter.Synchronized(log);
        var said = (options ?? Local) with { Log = one };
        var app = WebHost.Build(said, more, parts);
        await WebHost.StartAsync(app, said, TestContext.Current.CancellationToken);
        return new(app, log, one);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
