using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Dais.App.Tests.Web.Crashes;

/// <summary>Somebody who writes over HTTP, one request after the other, each with a key, and knows what has to be there because of it.</summary>
/// <remarks>
/// A request that was not answered is sent again with its key until it is; now and then one is given up on the way and
/// sent again at once, as by a client that lost patience. Things of others are left alone, so that nothing conflicts.
/// </remarks>
internal sealed class Writer(int number, Random random)
{
    private const string At = "/api/workspaces/w";

    private static readonly string Mapping = Uri.EscapeDataString("mapping: m\nfiles: { r: { name: requests.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", title: \"{title}\" } } ]\n");

    private readonly List<(Write Write, Answered Answer)> _settled = [];
    private Step? _open;
    private Undoable? _last;
    private int _made, _answers;

    /// <summary>What has to be there: the number in each thing, and its version.</summary>
    public ImmutableSortedDictionary<string, (long Number, long Version)> Things { get; private set; } = ImmutableSortedDictionary.Create<string, (long, long)>(StringComparer.Ordinal);

    /// <summary>The revisions that its requests made: one each.</summary>
    public List<long> Revisions { get; } = [];

    /// <summary>The jobs that it asked for.</summary>
    public List<string> Jobs { get; } = [];

    /// <summary>How many requests were not answered at first, and of how many of those the answer was there already when they were sent again.</summary>
    public (int Unanswered, int WereDone) Doubtful { get; private set; }

    /// <summary>How many requests were answered.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Whether its next request asks for a job of that kind.</summary>
    public string? NextJob { get; set; }

    /// <summary>Writes until it is told to stop, or the server is gone.</summary>
    public async Task WriteAsync(HttpClient client, Uri server, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            _open ??= Next();
            if (await TryAsync(client, server, _open.Write, random.Next(6) == 0 ? TimeSpan.FromMilliseconds(random.Next(0, 40)) : null) is not { } answer)
            {
                if (_open.GivenUp) continue;
                return;
            }

            if (answer.Status == 503) await PutOffAsync(20);
            else Settle(answer);
        }
    }

    /// <summary>Sends again what was not answered, until it is; and some that was answered, which must not be done again.</summary>
    public async Task SettleAsync(HttpClient client, Uri server)
    {
        for (var patience = 0; _open is { } open;)
        {
            var answer = await TryAsync(client, server, open.Write, null) ?? new(503, "No answer.", "");
            Assert.True(answer.Status != 503 || patience++ < 300, answer.Body);
            if (answer.Status == 503) await PutOffAsync(100);
            else Settle(answer);
        }

        foreach (var (write, first) in _settled.TakeLast(2).Concat(_settled.Count > 4 ? [_settled[random.Next(_settled.Count)]] : []).ToList())
        {
            var again = await TryAsync(client, server, write, null);
            Assert.True(again is { Again: true } && again.Same(first), $"{write}\nfirst: {first}\nagain: {again}");
        }
    }

    private async Task<Answered?> TryAsync(HttpClient client, Uri server, Write write, TimeSpan? patience)
    {
        using var request = write.To(server);
        using var lost = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(60));
        try
        {
            using var response = await client.SendAsync(request, lost.Token);
            return await Answered.ReadAsync(response, lost.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            if (_open is { Unanswered: false }) Doubtful = (Doubtful.Unanswered + 1, Doubtful.WereDone);
            if (_open is not null) _open = _open with { Unanswered = true, GivenUp = e is OperationCanceledException };
            return null;
        }
    }

    // Whether it was done is not known then: the database may have gone in the middle of it.
    private Task PutOffAsync(int milliseconds)
    {
        _open = _open! with { Unanswered = true };
        return Task.Delay(milliseconds, CancellationToken.None);
    }

    private void Settle(Answered answer)
    {
        var (step, body) = (_open!, answer.Done ? JsonNode.Parse(answer.Body)! : null);
        Assert.True(answer.Done, $"{step.Write}: {answer}");
        Assert.False(answer.Again && !step.Unanswered, $"{step.Write} was answered before it was sent.");
        if (answer.Again) Doubtful = (Doubtful.Unanswered, Doubtful.WereDone + 1);
        _open = null;
        _settled.Add((step.Write, answer));
        Volatile.Write(ref _answers, _settled.Count);
        if (step.Job)
        {
            Jobs.Add((string)body!["id"]!);
            return;
        }

        var (revision, before) = ((long)body!["revision"]!, Things);
        Revisions.Add(revision);
        Things = step.After.ToImmutableSortedDictionary(t => t.Key, t => before.TryGetValue(t.Key, out var there) && there.Number == t.Value ? there : (t.Value, revision), StringComparer.Ordinal);
        _last = step.Undoes ? null : new(revision, step.Batch, before);
    }

    private Step Next()
    {
        _made++;
        if (NextJob is { } kind)
        {
            NextJob = null;
            return Make(HttpMethod.Post, $"/analyses/{kind}", "{}", Numbers(Things)) with { Job = true };
        }

        var (now, some) = (Numbers(Things), Things.IsEmpty ? null : Things.Keys.ElementAt(random.Next(Things.Count)));
        return random.Next(10) switch
        {
            0 or 1 when _last is { } last => Undo(last),
            2 => Batch(now),
            3 or 4 => Several(now, some),
            5 or 6 when some is not null => Make(HttpMethod.Put, "/" + some, Json(some, _made), now.SetItem(some, _made), Things[some].Version),
            7 or 8 when some is not null && Things.Count > 10 => Make(HttpMethod.Delete, "/" + some, "", now.Remove(some), Things[some].Version),
            var any => Add(now, any % 2 == 0 ? Name("segments", 0) : Name("requests", 0)),
        };
    }

    private Step Add(ImmutableDictionary<string, long> now, string thing) => Make(HttpMethod.Post, "/" + thing.Split('/')[0], Json(thing, _made), now.SetItem(thing, _made));

    private Step Several(ImmutableDictionary<string, long> now, string? some)
    {
        string[] things = [Name("segments", 1), Name("requests", 2), Name("segments", 3), .. some is null ? Array.Empty<string>() : [some]];
        var changes = things.Select(t => $$"""{ "kind": "{{t.Split('/')[0]}}", "id": "{{t.Split('/')[1]}}", "value": {{Json(t, _made)}}{{(t == some ? string.Create(CultureInfo.InvariantCulture, $", \"version\": {Things[t].Version}") : ", \"new\": true")}} }""");
        return Make(HttpMethod.Post, "/changes", $$"""{ "changes": [ {{string.Join(", ", changes)}} ] }""", now.SetItems(things.Select(t => KeyValuePair.Create(t, (long)_made))));
    }

    private Step Batch(ImmutableDictionary<string, long> now)
    {
        var things = Enumerable.Range(10, 4).Select(i => Name("requests", i)).ToList();
        var csv = "id,title\n" + string.Concat(things.Select(t => $"{t.Split('/')[1]},{Title(_made)}\n"));
        var step = Make(HttpMethod.Post, $"/imports?name=requests.csv&map={Mapping}", csv, now.SetItems(things.Select(t => KeyValuePair.Create(t, (long)_made))));
        return step with { Write = step.Write with { Type = "text/csv" }, Batch = true };
    }

    private Step Undo(Undoable last)
    {
        var path = last.Batch ? string.Create(CultureInfo.InvariantCulture, $"/imports/{last.Revision}/undo") : string.Create(CultureInfo.InvariantCulture, $"/undo?revision={last.Revision}");
        return Make(HttpMethod.Post, path, "{}", Numbers(last.Before)) with { Undoes = true };
    }

    private Step Make(HttpMethod method, string path, string body, ImmutableDictionary<string, long> after, long? version = null) =>
        new(new(method, At + path, body, string.Create(CultureInfo.InvariantCulture, $"w{number}-{_made}")) { Version = version }, after);

    private string Name(string kind, int i) => string.Create(CultureInfo.InvariantCulture, $"{kind}/w{number}-{_made}-{i}");

    private static string Title(long number) => string.Create(CultureInfo.InvariantCulture, $"wish {number}");

    private static string Json(string thing, long number) => thing.StartsWith("segments/", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $$"""{ "id": "{{thing["segments/".Length..]}}", "size": {{number}} }""")
        : $$"""{ "id": "{{thing["requests/".Length..]}}", "title": "{{Title(number)}}" }""";

    private static ImmutableDictionary<string, long> Numbers(IEnumerable<KeyValuePair<string, (long Number, long Version)>> things) => things.ToImmutableDictionary(t => t.Key, t => t.Value.Number);

    /// <summary>A request, and what has to be there after it.</summary>
    private sealed record Step(Write Write, ImmutableDictionary<string, long> After)
    {
        public bool Job { get; init; }

        public bool Batch { get; init; }

        public bool Undoes { get; init; }

        public bool Unanswered { get; init; }

        public bool GivenUp { get; init; }
    }

    private sealed record Undoable(long Revision, bool Batch, ImmutableSortedDictionary<string, (long Number, long Version)> Before);
}
