using Dais.Workspace.Signals.Searching;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>Writes signals into their tables as a part of one revision: what stood there goes into the history, words into the index.</summary>
internal sealed class SignalWriter
{
    private const string Row = "workspace, kind, id, version, position, number, source, source_id, json";
    private const string Past = "workspace, kind, id, until, since, position, json";
    private static readonly HashSet<string> None = [];

    private readonly Session _session;
    private readonly long _revision;
    private readonly WordIndex _index;
    private long _last;

    private SignalWriter(Session session, long revision, long last) => (_session, _revision, _last, _index) = (session, revision, last, new(session, last));

    /// <summary>How many signals were added.</summary>
    public long Added { get; private set; }

    /// <summary>How many were changed.</summary>
    public long Changed { get; private set; }

    /// <summary>How many were removed.</summary>
    public long Removed { get; private set; }

    /// <summary>Begins to write what belongs to that revision.</summary>
    public static async Task<SignalWriter> BeginAsync(Session session, long revision, CancellationToken cancel)
    {
        await using var command = session.Command("SELECT COALESCE(MAX(number), 0) FROM signals WHERE workspace = @workspace", ("@workspace", session.Workspace.Id));
        return new(session, revision, Convert.ToInt64(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false), provider: null));
    }

    /// <summary>Writes those; no signal may be among them twice.</summary>
    public async Task WriteAsync(IReadOnlyCollection<SignalEdit> edits, CancellationToken cancel)
    {
        var (rows, past) = (new List<object?[]>(), new List<object?[]>());
        foreach (var edit in edits.OrderBy(e => e.Before?.Number ?? long.MaxValue))
        {
            var workspace = _session.Workspace.Id;
            var number = edit.Before?.Number ?? ++_last;
            var (before, after) = (edit.Before is { } b ? SignalFacts.Of(edit.Key.Kind, edit.Key.Id, b.Item.Json).Words(edit.Key.Kind) : None, None);
            if (edit.Before is { Item: var was } && was.Version != _revision) past.Add([workspace, edit.Key.Kind, edit.Key.Id, _revision, was.Version, was.Position, was.Json]);
            if (edit.Json is { } json)
            {
                var facts = SignalFacts.Of(edit.Key.Kind, edit.Key.Id, json);
                after = facts.Words(edit.Key.Kind);
                rows.Add([workspace, edit.Key.Kind, edit.Key.Id, _revision, edit.Position, number, facts.Source, facts.SourceId, json]);
            }

            await _index.ChangeAsync(number, before, after, cancel).ConfigureAwait(false);
            if (edit.Before is null) Added++;
            else if (edit.Json is null) Removed++;
            else if (edit.Before.Item.Version != _revision) Changed++;
        }

        await RemoveAsync(edits.Where(e => e.Before is not null), cancel).ConfigureAwait(false);
        if (past.Count > 0) await _session.Store.Database.InsertAsync(_session.Connection, _session.Transaction, "signal_history", Past.Split(", "), past, cancel).ConfigureAwait(false);
        if (rows.Count > 0) await _session.Store.Database.InsertAsync(_session.Connection, _session.Transaction, "signals", Row.Split(", "), rows, cancel).ConfigureAwait(false);
    }

    /// <summary>Writes what of the index is still gathered; to be called once, at the end.</summary>
    public Task FinishAsync(CancellationToken cancel) => _index.WriteAsync(cancel);

    private async Task RemoveAsync(IEnumerable<SignalEdit> edits, CancellationToken cancel)
    {
        foreach (var list in edits.GroupBy(e => e.Key.Kind))
        {
            await using var command = _session.Command(
                $"DELETE FROM signals WHERE workspace = @workspace AND kind = @kind AND {_session.Store.Database.Among("id", "@ids")}",
                ("@workspace", _session.Workspace.Id),
                ("@kind", list.Key),
                ("@ids", _session.Store.Database.List(list.Select(e => e.Key.Id))));
            await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
        }
    }
}
