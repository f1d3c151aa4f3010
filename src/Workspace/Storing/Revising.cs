using System.Collections.Immutable;
using Dais.Workspace.Signals;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>One thing as it is to be.</summary>
/// <param name="Key">Which.</param>
/// <param name="Json">Its JSON on one line; absent where it is to go.</param>
internal sealed record Edit(ThingKey Key, string? Json)
{
    /// <summary>The version that the caller knew: where another stands there, it is a conflict. Absent where any will do.</summary>
    public long? Expected { get; init; }

    /// <summary>Whether it has to be new.</summary>
    public bool New { get; init; }

    /// <summary>Its place in its list; absent where it keeps its place, or comes last.</summary>
    public long? Position { get; init; }
}

/// <summary>What a change set is for.</summary>
/// <param name="Action">A word for it: <c>edit</c>, <c>import</c>, <c>undo</c>.</param>
/// <param name="Why">Why, in the caller's words.</param>
/// <param name="Undoes">The revision that it takes back.</param>
internal sealed record Purpose(string Action, string? Why = null, long? Undoes = null);

/// <summary>Makes the next revision of a workspace out of edits: things, history and chain in the session's transaction.</summary>
internal static class Revising
{
    /// <summary>Applies the edits as one change set.</summary>
    /// <returns>The state after it; where the edits change nothing, the state as it is, and no revision.</returns>
    /// <exception cref="ConflictException">A thing is at another version than the caller knew.</exception>
    public static Task<WorkspaceState> ReviseAsync(this Session session, Purpose purpose, IReadOnlyCollection<Edit> edits, CancellationToken cancel = default) =>
        session.ReviseAsync(purpose, edits, null, cancel);

    /// <summary>Applies the edits as one change set.</summary>
    /// <param name="session">The session whose transaction it is in.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="edits">The edits; no thing twice.</param>
    /// <param name="bulk">What the same revision has changed of signals already, beside the edits.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The state after it; where nothing changes, the state as it is, and no revision.</returns>
    /// <exception cref="ConflictException">A thing is at another version than the caller knew.</exception>
    public static async Task<WorkspaceState> ReviseAsync(this Session session, Purpose purpose, IReadOnlyCollection<Edit> edits, BatchRow? bulk, CancellationToken cancel)
    {
        var state = await session.StateAsync(cancel).ConfigureAwait(false);
        var signals = await session.FindAsync(edits.Select(e => e.Key).Where(k => SignalKinds.Has(k.Kind)), cancel).ConfigureAwait(false);
        foreach (var edit in edits) Meet(edit, There(edit.Key));
        var ends = new Dictionary<string, long>();
        foreach (var kind in edits.Select(e => e.Key.Kind).Distinct()) ends[kind] = SignalKinds.Has(kind) ? await session.EndAsync(kind, cancel).ConfigureAwait(false) : state.End(kind);
        var changes = Changes(edits, There, ends);
        if (changes.IsEmpty && bulk is null) return state;
        var revision = session.Workspace.Revision + 1;
        bulk ??= SignalBatches.Of(session, revision, changes.Count(c => SignalKinds.Has(c.Key.Kind)));
        await SignalBatches.WriteAsync(session, revision, [.. changes.Where(c => SignalKinds.Has(c.Key.Kind)).Select(c => new SignalEdit(c.Key, signals.GetValueOrDefault(c.Key), c.To?.Json, (c.To ?? c.From)!.Position))], cancel).ConfigureAwait(false);
        if (bulk is not null) bulk.Contents = await BatchContents.OfAsync(session.Connection, session.Transaction, session.Workspace.Id, revision, cancel).ConfigureAwait(false);
        await WriteAsync(session, purpose, revision, changes, bulk, cancel).ConfigureAwait(false);
        return session.Next = bulk is null
            ? state.After(revision, changes.Select(c => KeyValuePair.Create(c.Key, c.To is null ? null : c.To with { Version = revision })))
            : await session.LoadAsync(SignalKinds.MostInMemory, cancel).ConfigureAwait(false);

        Item? There(ThingKey key) => SignalKinds.Has(key.Kind) ? signals.GetValueOrDefault(key)?.Item : state.Things.GetValueOrDefault(key);
    }

    // What is new and has no place of its own comes behind everything, in the order of the edits.
    private static ImmutableArray<Change> Changes(IReadOnlyCollection<Edit> edits, Func<ThingKey, Item?> there, Dictionary<string, long> ends)
    {
        var changes = ImmutableArray.CreateBuilder<Change>();
        foreach (var edit in edits)
        {
            var from = there(edit.Key);
            var change = new Change(edit.Key, from, edit.Json is null ? null : new(from?.Version ?? 0, edit.Position ?? from?.Position ?? ends[edit.Key.Kind]++, edit.Json));
            if (change.Changes) changes.Add(change);
        }

        return [.. changes.OrderBy(c => c.Key.Kind, ByteOrder.Instance).ThenBy(c => c.Key.Id, ByteOrder.Instance)];
    }

    /// <summary>Demands that what stands there is what whoever made the edit knew.</summary>
    /// <exception cref="ConflictException">It is not.</exception>
    public static void Meet(Edit edit, Item? there)
    {
        if (edit.New && there is not null) throw new ConflictException("There is one of that id already.", edit.Key.ToString(), edit.Json is null ? null : new(0, edit.Json), new(there.Version, there.Json));
        if (edit.Expected is not { } expected || there?.Version == expected) return;
        throw new ConflictException(
            there is null ? "It was removed meanwhile." : $"It was changed meanwhile: version {there.Version} stands there, and you knew version {expected}.",
            edit.Key.ToString(),
            edit.Json is null ? null : new(expected, edit.Json),
            there is null ? null : new(there.Version, there.Json));
    }

    private static async Task WriteAsync(Session session, Purpose purpose, long revision, ImmutableArray<Change> changes, BatchRow? bulk, CancellationToken cancel)
    {
        var (db, workspace) = (session.Db, session.Workspace);
        var row = new RevisionRow
        {
            Workspace = workspace.Id,
            Revision = revision,
            At = session.Now,
            Actor = session.Caller.Id,
            ActorName = session.Caller.Name,
            Action = purpose.Action,
            Why = purpose.Why,
            Undoes = purpose.Undoes,
            Form = RevisionChain.Today,
            Digest = "",
        };
        var listed = changes.Where(c => bulk is null || !SignalKinds.Has(c.Key.Kind)).Select(c => c.Row(workspace.Id, revision)).ToList();
        row.Digest = Digest(workspace.Digest, row, bulk, listed);
        (workspace.Revision, workspace.Digest) = (revision, row.Digest);
        db.Revisions.Add(row);
        await db.SaveChangesAsync(cancel).ConfigureAwait(false);
        if (bulk is not null) db.Batches.Add(bulk);
        db.Changes.AddRange(listed);
        foreach (var change in changes.Where(c => !SignalKinds.Has(c.Key.Kind)))
        {
            var item = change.Item(workspace.Id, revision);
            if (change.From is null) db.Items.Add(item);
            else if (change.To is null) db.Items.Remove(item);
            else db.Items.Update(item);
        }

        await db.SaveChangesAsync(cancel).ConfigureAwait(false);
        db.ChangeTracker.Clear();
        db.Workspaces.Attach(workspace);
    }

    private static string Digest(string previous, RevisionRow row, BatchRow? bulk, IEnumerable<ChangeRow> listed)
    {
        using var chain = new RevisionChain(previous, row, bulk);
        foreach (var change in listed) chain.Add(change);
        return chain.Close();
    }

    /// <summary>An edit beside what stands there.</summary>
    private sealed record Change(ThingKey Key, Item? From, Item? To)
    {
        public bool Changes => From?.Json != To?.Json || (To is not null && From?.Position != To.Position);

        public ChangeRow Row(string workspace, long revision) => new()
        {
            Workspace = workspace,
            Revision = revision,
            Kind = Key.Kind,
            Id = Key.Id,
            Before = From?.Json,
            After = To?.Json,
            VersionBefore = From?.Version,
            PositionBefore = From?.Position,
            PositionAfter = To?.Position,
        };

        public ItemRow Item(string workspace, long revision) => new()
        {
            Workspace = workspace,
            Kind = Key.Kind,
            Id = Key.Id,
            Version = revision,
            Position = (To ?? From)!.Position,
            Json = (To ?? From)!.Json,
        };
    }
}
