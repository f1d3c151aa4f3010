using System.Collections.Immutable;
using Dais.App.Web;
using Dais.App.Web.Access;
using Dais.Engine.Modelling;
using Dais.Workspace;
using Dais.Workspace.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Tests.Web;

/// <summary>Endpoints that do on purpose what the product's own may do: refuse, fail, take bodies, be slow.</summary>
internal static class Probes
{
    public static readonly ImmutableArray<Finding> Findings = [Finding.Error("§1", "initiatives[0].name", "The name is empty.", "Maybe \"Passkeys\" is meant."), Finding.Error("§2", "teams[1]", "There are two of it.")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var probe = routes.MapGroup("/probe").RequirePermission(Permission.BeKnown);
        probe.MapGet("/fails/{kind}", Fail);
        probe.MapGet("/number/{n}", (int n, int? least) => n + (least ?? 0));
        probe.MapGet("/needs", (string word, DateOnly day) => word + day);
        probe.MapPost("/body", (Body body) => body);
        probe.MapPut("/things/{id:guid}", (Guid id, Body body) => Results.Ok(new { id, body }));
        probe.MapPost("/upload", async (HttpRequest request) => { await request.Body.CopyToAsync(Stream.Null); return Results.NoContent(); }).TakesUploads(new RequestLimits { Upload = 30_000_000 });
        probe.MapPost("/form", (IFormFile file) => file.Length).DisableAntiforgery();
        probe.MapGet("/status/{status:int}", (int status) => Results.StatusCode(status));
        probe.MapGet("/slow", async (int milliseconds, CancellationToken cancel) => { await Task.Delay(milliseconds, cancel); return "done"; });
        probe.MapGet("/half", async (HttpContext context) => { await context.Response.WriteAsync("half"); await context.Response.Body.FlushAsync(); throw new InvalidOperationException("in the middle"); });
    }

    private static string Fail(string kind) => throw (kind switch
    {
        "missing" => new MissingException("initiatives/secret-name", "Maybe it is gone."),
        "forbidden" => new ForbiddenException("Viewers do not edit.", "initiatives/a", "Maybe an owner makes you an editor."),
        "conflict" => new ConflictException("It was changed since.", "initiatives/a", new(3, "{\"id\":\"a\",\"name\":\"Yours\"}"), new(5, "{\"id\":\"a\",\"name\":\"Theirs\"}")),
        "invalid" => InvalidException.Of("", Findings),
        "busy" => new BusyException("Another write takes long.", "Maybe you try again."),
        _ => new InvalidOperationException("A fault with Bearer canary-bearer-0123 and password=canary-password"),
    });

    /// <summary>A body with a member of each kind.</summary>
    internal sealed record Body(string Name, int Count, double? Weight = null, DateOnly? Day = null, bool Yes = false, Inner? Inner = null, ImmutableArray<string>? Words = null);

    internal sealed record Inner(string Deep);
}
