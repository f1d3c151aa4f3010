using System.Security.Cryptography;
using Dais.App.Web.Access;
using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.Importing;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Api.Routes;

/// <summary>Signals: search, pages, and files of them that come in as batches.</summary>
internal static class SignalRoutes
{
    public static void Map(IEndpointRouteBuilder routes, RequestLimits limits)
    {
        var group = routes.MapGroup("/api/workspaces/{workspace}").WithTags("signals");
        group.MapGet("/search", SearchAsync).Produces<ShownHits>().RequirePermission(Permission.ViewOwnGroup).WithName("signals.search").WithSummary("The signals that hold all the words, best first; pay* is every word that begins so.");
        group.MapGet("/signals/{kind}", PageAsync).Produces<ShownSignals>().RequirePermission(Permission.ViewOwnGroup).WithName("signals.list").WithSummary("A page of requests, evidence, accounts or work log, newest first.");
        group.MapPost("/imports", ImportAsync).TakesUploads(limits).Produces<ImportMade>().RequirePermission(Permission.Edit).WithName("imports.add").WithSummary("Brings a CSV file of signals in, as one batch. preset names a mapping that comes with Dais, map is one of your own as YAML; dry=true only says what would happen.");
        group.MapGet("/imports", async (HttpContext context, string workspace, long? before, int? take, Store store) => Results.Ok(new ShownBatches(await ListBatches.RunAsync(store, context.Caller(), workspace, before, take ?? 50, context.RequestAborted))))
            .Produces<ShownBatches>().RequirePermission(Permission.View).WithName("imports.list").WithSummary("The batches that came in, newest first.");
        group.MapPost("/imports/{batch}/undo", (HttpContext context, string workspace, long batch, string? why, Store store) => context.OnceAsync(store, () => UndoBatch.RunAsync(store, context.Caller(), workspace, batch, why, context.RequestAborted), state => new Answer(StatusCodes.Status200OK, new ChangeUndone(batch, state.Revision)) { Revision = state.Revision }))
            .Produces<ChangeUndone>().RequirePermission(Permission.Edit).WithName("imports.undo").WithSummary("Takes a batch back.");
    }

    private static async Task<IResult> SearchAsync(HttpContext context, string workspace, string? words, string? kind, string? group, string? account, int? take, Store store)
    {
        var found = await SearchSignals.RunAsync(store, context.Caller(), workspace, new(words ?? "") { Kind = kind, Group = group, Account = account, Most = take ?? 50 }, context.RequestAborted);
        context.On(found.Revision);
        return Results.Ok(new ShownHits(found.Revision, found.Total, found.Ranked, found.Reach, found.Hits.Select(ShownSignal.Of)));
    }

    private static async Task<IResult> PageAsync(HttpContext context, string workspace, string kind, string? group, string? account, long? before, int? take, Store store)
    {
        var page = await ListSignals.RunAsync(store, context.Caller(), workspace, kind, group, account, before, take ?? 50, context.RequestAborted);
        context.On(page.Revision);
        return Results.Ok(new ShownSignals(page.Revision, page.Total, page.Signals.Select(ShownSignal.Of), page.Before));
    }

    // The file is read from the disk as any other: what comes in is written there first, and goes when it is done.
    private static async Task<IResult> ImportAsync(HttpContext context, string workspace, string? preset, string? map, string? name, bool? dry, Store store)
    {
        await DemandPermission.RunAsync(store, context.Caller(), workspace, Permission.Edit, context.RequestAborted);
        var folder = Directory.CreateTempSubdirectory("dais-import-").FullName;
        try
        {
            var path = Path.Combine(folder, FileName(name));
            await using (var file = File.Create(path)) await context.Request.Body.CopyToAsync(file, context.RequestAborted);
            var mapping = map is null ? null : Path.Combine(folder, "map.yaml");
            if (mapping is not null) await File.WriteAllTextAsync(mapping, map, context.RequestAborted);
            await using var written = File.OpenRead(path);
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, context.RequestAborted));
            return await context.OnceAsync(store, () => BroughtInAsync(context, store, workspace, new([path], "") { Preset = preset ?? "auto", Map = mapping }, dry ?? false), made => Made(made.Report, made.Revision, dry ?? false), digest);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(ImportReport Report, long? Revision)> BroughtInAsync(HttpContext context, Store store, string workspace, ImportRequest request, bool dry)
    {
        var made = await ImportSignals.RunAsync(store, context.Caller(), workspace, request, dry, null, context.RequestAborted);
        return made.Report.Findings.Any(f => f.IsError) ? throw InvalidException.Of("imports", [.. made.Report.Findings.Where(f => f.IsError)]) : made;
    }

    private static Answer Made(ImportReport report, long? revision, bool dry) => new(
        StatusCodes.Status200OK,
        new ImportMade(revision, dry, report.Mapping, report.Files, report.LeftOut, report.Normalised, report.Assumed, report.Changes.Select(c => new ListCount(c.List, c.Added.Length, c.Changed.Length, c.Unchanged, c.Kept)), report.Findings.Select(ShownFinding.Of)))
    { Revision = revision };

    private static string FileName(string? said)
    {
        var name = said ?? "requests.csv";
        return name.Length is > 0 and <= 100 && name == Path.GetFileName(name) && name[0] != '.' && !name.Any(char.IsControl) && name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? name : throw new InvalidException("The name is not that of a CSV file.", "name", "Maybe requests.csv is meant: no folder before it.");
    }
}
