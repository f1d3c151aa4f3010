using Dais.App.Web.Access;
using Dais.App.Web.Accounts;
using Dais.App.Web.Answering;
using Dais.App.Web.Api;
using Dais.App.Web.Pages;
using Dais.App.Web.Watching;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dais.App.Web;

/// <summary>The server of <c>dais serve</c>: what it consists of, and in which order a request passes it.</summary>
internal static class WebHost
{
    /// <summary>Makes the server; it does not listen yet.</summary>
    /// <param name="options">How it is to serve.</param>
    /// <param name="more">Endpoints beside the product's own; tests bring theirs.</param>
    /// <param name="parts">Parts beside the product's own, such as a store with its health check.</param>
    /// <exception cref="CannotServeException">It cannot serve like that.</exception>
    public static WebApplication Build(ServeOptions options, Action<IEndpointRouteBuilder>? more = null, Action<IServiceCollection>? parts = null)
    {
        var listening = Check(options);
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production, ApplicationName = "dais" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            Limits.Set(kestrel, options.Limits);
            listening.Bind(kestrel, EarlyRefusals.Word);
        });
        builder.Logging.SetMinimumLevel(options.LogLevel).AddProvider(new JsonLines(options.Log, options.Clock));
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // Why it cannot start is told by who starts it.
        if (options.LogLevel >= LogLevel.Information) builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        Telemetry.Add(builder.Services, builder.Configuration);
        AddServices(builder.Services, options);
        parts?.Invoke(builder.Services);
        var app = builder.Build();
        Pass(app, options, listening);
        About.Map(app);
        Health.Map(app);
        ApiDocument.Map(app);
        ApiDocs.Map(app);
        if (options.Store is not null) Api.Routes.Routes.Map(app, options.Limits);
        PageAnswers.MapStyle(app);
        if (options is { Local: false, Store: not null }) AccountDoor.Map(app);
        if (options.Store is not null) PagesDoor.Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics").RequirePermission(Dais.Workspace.People.Permission.OperateInstance);
        more?.Invoke(app);
        return app;
    }

    /// <summary>Refuses what cannot be, before anything is opened for it.</summary>
    /// <exception cref="CannotServeException">It cannot serve like that.</exception>
    public static Listening Check(ServeOptions options)
    {
        if (options is { Data: not null, Postgres: not null }) throw new CannotServeException("--data and --postgres are two places to keep the same things; one is allowed. Maybe --postgres alone is meant.");
        if (options.Proxies.FirstOrDefault(p => !System.Net.IPAddress.TryParse(p, out _)) is { } proxy) throw new CannotServeException($"--proxies is \"{proxy}\"; allowed is an IP address. Maybe 127.0.0.1 is meant.");
        return Listening.At(options);
    }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="CannotServeException">It cannot listen there.</exception>
    public static async Task StartAsync(WebApplication app, ServeOptions options, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (Listening.At(options).Refused(e) is { } refused)
        {
            throw new CannotServeException(refused);
        }
    }

    /// <summary>What the server consists of. The store comes here, with a health check beside it.</summary>
    private static void AddServices(IServiceCollection services, ServeOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddRouting();
        var health = services.AddHealthChecks();
        if (options.Store is not null) health.AddCheck<StoreHealth>("store");
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain);
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => JsonShape.Set(json.SerializerOptions));
        AddCallers(services, options);
        services.AddAuthorization(DenyByDefault.Set);
        services.AddSingleton<IAuthorizationHandler, DenyByDefault.Known>();
        services.AddRateLimiter(rates => Rates.Set(rates, options.Limits));
        services.AddOpenApi(ApiDocument.Set);
    }

    /// <summary>Who may be a caller: one local person, or people and programs that the store knows; without a store, nobody.</summary>
    private static void AddCallers(IServiceCollection services, ServeOptions options)
    {
        AccountDoor.AddPages(services);
        if (options.Store is { } store)
        {
            services.AddSingleton(store);
            PagesDoor.Add(services);
        }

        if (options is { Local: false, Store: { } shared })
        {
            AccountDoor.Add(services, shared, options);
            return;
        }

        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // One person at this machine: nothing that is protected outlives the process.
        services.AddAuthentication(LocalSignIn.SchemeName).AddScheme<LocalSignIn.Settings, LocalSignIn>(LocalSignIn.SchemeName, local => local.Local = options.Local);
    }

    /// <summary>The order in which a request passes: who speaks for whom, headers, log, words for refusals; then the name, the route, the caller, how often, whether allowed, in which form.</summary>
    private static void Pass(WebApplication app, ServeOptions options, Listening listening)
    {
        if (!options.Proxies.IsEmpty) app.UseForwardedHeaders(Forwarded(options));
        app.Use(SecurityHeaders.AddAsync);
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<ProblemBodies>();
        app.Use(Understandable.Host(listening.Names));
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(Understandable.FormAsync);
    }

    private static ForwardedHeadersOptions Forwarded(ServeOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.Proxies) forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));

        return forwarded;
    }
}
