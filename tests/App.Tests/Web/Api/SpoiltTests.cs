using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;
using Microsoft.EntityFrameworkCore;

namespace Dais.App.Tests.Web.Api;

/// <summary>Whatever is sent to whichever endpoint of a server with a store: no fault, no refusal without words, and nothing changed by what is refused.</summary>
public sealed class SpoiltTests(ITestOutputHelper output)
{
    private static readonly string[] Code = ["Npgsql", "SQLite Error", "EntityFramework", "Exception", "   at ", "System.", "Microsoft."];

    private static int Requests => int.TryParse(Environment.GetEnvironmentVariable("DAIS_REQUESTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 3_000;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("DAIS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 1;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_request_to_any_endpoint_brings_a_fault_or_changes_the_store_where_it_is_refused(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        var (doors, whole) = (Door.Of(site.Serving), Site.Document("Own", "ask"));
        var spoiling = new Spoiling(new Random(Seed), Bodies(whole.Root));
        var (statuses, refused, wrong) = (new SortedDictionary<int, int>(), new ConcurrentDictionary<string, int>(), new List<string>());
        var before = await site.DumpAsync();
        for (var i = 0; i < Requests; i++)
        {
            var spoilt = spoiling.Next(doors[i % doors.Length]);
            var answer = await RawRequest.SendAsync(site.Serving.Address, spoilt.Bytes(site.Token(spoilt.Caller)), ends: spoilt.Missing > 0, patience: TimeSpan.FromSeconds(30));
            var status = answer.Status ?? 0;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (status >= 400) refused.AddOrUpdate(spoilt.Door.Name, 1, (_, n) => n + 1);
            if (Fault(spoilt, answer) is { } fault) wrong.Add($"{fault}\n{spoilt}\n{answer.Head}\n\n{answer.Body}\n{site.Serving.Log.Split('\n').LastOrDefault(l => l.Contains("\"error\"", StringComparison.Ordinal))}");
            if (spoilt.Door.Method == "GET" && i % 20 != 0) continue;
            var after = await site.DumpAsync();
            if (after != before && (status >= 400 || spoilt.Door.Method == "GET")) wrong.Add($"{status}, and it changed the store:\n{spoilt}\n{string.Join('\n', after.Split('\n').Except(before.Split('\n')))}");
            before = after == before ? before : await RestoreAsync(site, whole);
        }

        output.WriteLine(string.Join(", ", statuses.Select(s => $"{s.Key}: {s.Value}")));
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Requests}:\n{string.Join("\n\n", wrong.GroupBy(w => w.Split('\n')[^1][..Math.Min(400, w.Split('\n')[^1].Length)]).Select(g => g.First()).Take(20))}");
        Assert.Superset(new HashSet<int> { 400, 403, 404, 412, 415, 422, 428 }, statuses.Keys.ToHashSet());
        Assert.True(refused.Values.Sum() > Requests * 0.6, $"Only {refused.Values.Sum()} were refused.");
        if (Requests >= 3_000) Assert.Empty(doors.Select(d => d.Name).Except(refused.Keys));
    }

    private static string? Fault(Spoilt spoilt, RawAnswer answer)
    {
        if (answer.Status is not { } status) return spoilt.Missing > 0 ? null : "No answer.";
        if (status is >= 500 and not 505) return "A fault.";
        if (!Site.MayKnow(spoilt.Caller, spoilt.Door.Name) && answer.Body.Contains(Site.Canary, StringComparison.Ordinal)) return "It tells of the foreign workspace.";
        if (status < 400) return null;
        try
        {
            Assert.Contains("application/problem+json", answer.Head, StringComparison.Ordinal);
            Told.Check(answer.Body, status);
            Assert.DoesNotContain(Code, c => answer.Body.Contains(c, StringComparison.Ordinal));
            return null;
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or System.Text.Json.JsonException or KeyNotFoundException)
        {
            return "It is not told as it has to be: " + e.Message.ReplaceLineEndings(" ");
        }
    }

    // What was accepted may have taken away what the next ones are about.
    private static async Task<string> RestoreAsync(Site site, Dais.Workspace.Wire.Document whole)
    {
        await ReplaceWorkspace.RunAsync(site.At.Store, Caller.Local, "own", whole);
        await site.At.Store.InAsync(writes: true, (db, _, _) => db.Jobs.Where(j => j.State == "queued").ExecuteUpdateAsync(j => j.SetProperty(r => r.State, "cancelled")));
        return await site.DumpAsync();
    }

    /// <summary>A right body for every kind: those of the workspace, and Meridian's for kinds that it has none of.</summary>
    private static JsonObject Bodies(JsonObject own)
    {
        var all = (JsonObject)own.DeepClone();
        foreach (var (list, things) in OpenWorkspace.From(Path.Combine(Run.Root, "samples", "meridian")).Document!.Root)
            if (!all.ContainsKey(list) && things is JsonArray { Count: > 0 } some) all[list] = new JsonArray(some[0]!.DeepClone());

        return all;
    }
}
