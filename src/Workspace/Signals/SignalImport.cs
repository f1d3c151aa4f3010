using System.Text.Json.Nodes;
using System.Threading.Channels;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing;
using Dais.Workspace.Importing.Making;
using Dais.Workspace.Importing.Streams;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Signals;

/// <summary>
/// One import of signals as it stands beside what a session reads: each part of the rows is laid over the model and the
/// signals that it is about, by the one import, and what comes of it is put by. Nothing is written.
/// </summary>
/// <param name="session">The session whose one state of the store all of it is held against.</param>
/// <param name="spool">Takes what is to be written; absent where it is only said what would be.</param>
internal sealed class SignalImport(Session session, SignalSpool? spool)
{
    private readonly Dictionary<(string, string), long> _places = [];
    private readonly Dictionary<string, long> _ends = [];
    private readonly Dictionary<string, int> _lines = [];
    private readonly Dictionary<ThingKey, StoredSignal> _accounts = [];
    private readonly Tally _tally = new();
    private JsonObject _model = [];
    private bool _first = true;

    /// <summary>How many signals each list had before.</summary>
    public IReadOnlyDictionary<string, long> Before { get; private set; } = new Dictionary<string, long>();

    /// <summary>What came of it.</summary>
    public Tally Tally => _tally;

    /// <summary>The model that signals are held against, with its assumptions.</summary>
    public JsonObject Model => _model;

    /// <summary>Looks at what is there.</summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        var state = await session.StateAsync(cancel).ConfigureAwait(false);
        _model = Parts.Together(state.Things.Where(t => !SignalKinds.Has(t.Key.Kind)))?.Root ?? throw new InvalidException("The workspace has no platform yet.", "workspaces/" + state.Workspace);
        Before = await session.CountAsync(cancel).ConfigureAwait(false);
        foreach (var kind in SignalKinds.All) _ends[kind] = await session.EndAsync(kind, cancel).ConfigureAwait(false);
    }

    /// <summary>Takes all parts; while one is compared the next is made.</summary>
    public async Task RunAsync(IEnumerable<MadeRows> parts, Action<string>? progress, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var channel = Channel.CreateBounded<MadeRows>(2);
        var making = Task.Run(async () =>
        {
            try
            {
                foreach (var part in parts) await channel.Writer.WriteAsync(part, stop.Token).ConfigureAwait(false);
                channel.Writer.Complete();
            }
            catch (Exception e)
            {
                channel.Writer.Complete(e);
            }
        }, stop.Token);
        try
        {
            await foreach (var part in channel.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
            {
                await TakeAsync(part, cancel).ConfigureAwait(false);
                progress?.Invoke($"{part.Read:#,0} rows taken");
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await making.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync(MadeRows part, CancellationToken cancel)
    {
        foreach (var key in part.Order)
        {
            if (!_places.ContainsKey(key)) _places[key] = _ends[key.List]++;
        }

        var (there, lines) = await ThereAsync(part.Things, cancel).ConfigureAwait(false);
        var start = (JsonObject)_model.DeepClone();
        foreach (var (kind, signals) in there) start[kind] = new JsonArray([.. signals.Select(s => Parts.Node(s.Item.Json))]);
        var report = part.Import.Over(new Target("", start, start, new Dictionary<string, string>()), part.Things);
        _tally.Add(report with { Findings = [.. report.Findings.Where(f => _first || f.IsError || f.Source is not null)] }, part.Import.Used);
        _first = false;
        if (report.Result is not { } result) return;
        if (result.Root.Get(Assumptions.List) is JsonArray assumptions) _model[Assumptions.List] = assumptions.DeepClone();
        else _model.Remove(Assumptions.List);
        if (_tally.Failed) return;
        foreach (var kind in part.Things.Select(t => t.Kind).Distinct().OrderBy(k => SignalKinds.All.IndexOf(k.Name)))
        {
            var edits = Edits(kind, there.GetValueOrDefault(kind.Name, []), (JsonArray?)result.Root.Get(kind.Name) ?? [], lines);
            foreach (var account in edits.Where(e => e.Key.Kind == "accounts")) _accounts[account.Key] = new(account.Key, 0, new(session.Workspace.Revision + 1, account.Position, account.Json!));
            spool?.Add(edits);
        }
    }

    // What was there comes first in the list, as it came out of the tables; what is new stands behind it.
    private List<SignalEdit> Edits(Kind kind, List<StoredSignal> there, JsonArray after, Queue<string> lines)
    {
        var edits = new List<SignalEdit>();
        for (var i = 0; i < after.Count; i++)
        {
            var json = JsonText.Line(after[i]);
            if (i < there.Count)
            {
                if (json != there[i].Item.Json) edits.Add(new(there[i].Key, there[i], json, there[i].Item.Position));
                continue;
            }

            var id = kind.HasId ? Parts.KeyOf(kind, after[i]) : lines.Dequeue();
            edits.Add(new(new(kind.Name, id), null, json, _places.TryGetValue((kind.Name, id), out var place) ? place : _ends[kind.Name]++));
        }

        return edits;
    }

    // The signals that the things are about: by id or by source, and the accounts that they refer to.
    private async Task<(Dictionary<string, List<StoredSignal>> There, Queue<string> Lines)> ThereAsync(IReadOnlyList<Thing> things, CancellationToken cancel)
    {
        var found = new Dictionary<ThingKey, StoredSignal>();
        var (keys, logged) = Keys(things);
        if (Before.Count > 0 || _accounts.Count > 0)
        {
            // Of this import itself only accounts can be meant: rows of one thing come together.
            foreach (var (key, signal) in await session.FindAsync(keys.Where(k => Before.ContainsKey(k.Kind) || k.Kind == "accounts"), cancel).ConfigureAwait(false)) found[key] = signal;
            foreach (var list in things.Where(t => Before.ContainsKey(t.Kind.Name) && Field(t, "sourceId") is not null && Field(t, "source") is not null).GroupBy(t => (t.Kind.Name, Field(t, "source")!)))
            {
                await foreach (var signal in session.FromSourceAsync(list.Key.Name, list.Key.Item2, list.Select(t => Field(t, "sourceId")!), cancel).ConfigureAwait(false))
                {
                    if (signal.Item.Version <= session.Workspace.Revision) found.TryAdd(signal.Key, signal);
                }
            }

            Overlay(found, [.. found.Keys, .. keys]);
            var accounts = found.Values.Select(s => (Parts.Node(s.Item.Json) as JsonObject)?.Get("account").AsText()).OfType<string>().Select(a => new ThingKey("accounts", a)).Except(found.Keys).ToList();
            foreach (var (key, signal) in await session.FindAsync(accounts, cancel).ConfigureAwait(false)) found[key] = signal;
            Overlay(found, accounts);
        }

        var lines = new Queue<string>(logged.Where(l => !found.ContainsKey(l)).Select(l => l.Id));
        return (found.Values.GroupBy(s => s.Key.Kind).ToDictionary(g => g.Key, g => g.OrderBy(s => s.Item.Position).ThenBy(s => s.Key.Id, StringComparer.Ordinal).ToList()), lines);
    }

    // Accounts of an earlier part stand as that left them.
    private void Overlay(Dictionary<ThingKey, StoredSignal> found, IEnumerable<ThingKey> keys)
    {
        foreach (var key in keys)
        {
            if (_accounts.TryGetValue(key, out var mine)) found[key] = mine;
        }
    }

    // A line of the work log has no id: the second of equal ones is the second that is there.
    private (HashSet<ThingKey> Keys, List<ThingKey> Logged) Keys(IReadOnlyList<Thing> things)
    {
        var (keys, logged) = (new HashSet<ThingKey>(), new List<ThingKey>());
        foreach (var thing in things)
        {
            if (thing.Kind.HasId)
            {
                keys.Add(new(thing.Kind.Name, thing.Key));
                if (Field(thing, "account") is { } account) keys.Add(new("accounts", account));
                continue;
            }

            var id = Parts.KeyOf(thing.Kind, Canonical.Fields(thing.Kind.Item!, thing.Node));
            var count = _lines[id] = _lines.GetValueOrDefault(id) + 1;
            logged.Add(new(thing.Kind.Name, count == 1 ? id : $"{id}#{count}"));
        }

        keys.UnionWith(logged);
        return (keys, logged);
    }

    private static string? Field(Thing thing, string name) => thing.Node.Get(name).AsText();
}
