using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>One thing of a workspace as somebody wants it.</summary>
/// <param name="Kind">The list's name, or <c>platform</c>.</param>
/// <param name="Id">The id; absent where the thing says it itself. Of the platform it is empty.</param>
/// <param name="Value">The thing; nothing where it is to go.</param>
public sealed record WantedChange(string Kind, string? Id, JsonNode? Value)
{
    /// <summary>The version that the caller knew; absent where any will do.</summary>
    public long? Expected { get; init; }

    /// <summary>Whether it has to be new.</summary>
    public bool New { get; init; }
}

/// <summary>Changes things of a workspace: all of them as one change set, or none.</summary>
public static class ChangeThings
{
    /// <summary>The most things that one change set may name.</summary>
    public const int Most = 5_000;

    /// <summary>Makes the changes.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="wanted">What is to be.</param>
    /// <param name="why">Why, for the history.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <returns>The keys of what was named, in that order, and the state after it.</returns>
    /// <exception cref="ConflictException">A thing is at another version than the caller knew.</exception>
    /// <exception cref="InvalidException">A thing does not have its form, names what is not there, or is named by what stays.</exception>
    public static Task<(ImmutableArray<ThingKey> Keys, WorkspaceState State)> RunAsync(Store store, Caller caller, string workspace, IReadOnlyList<WantedChange> wanted, string? why = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Count is 0 or > Most) throw new InvalidException($"{wanted.Count} changes were given; allowed are 1 to {Most} at once.", "changes", "Maybe send them in parts.");
        var permission = wanted.All(w => w.Kind == KeptKinds.Comments.Name) ? Permission.Comment : Permission.Edit;
        return store.WriteAsync(caller, workspace, permission, session => InAsync(session, wanted, new Purpose("edit", why), cancel), cancel);
    }

    /// <summary>The same inside a session.</summary>
    internal static async Task<(ImmutableArray<ThingKey> Keys, WorkspaceState State)> InAsync(Session session, IReadOnlyList<WantedChange> wanted, Purpose purpose, CancellationToken cancel)
    {
        var before = await session.StateAsync(cancel).ConfigureAwait(false);
        before = await session.BesideAsync(before, wanted.SelectMany(w => SignalFacts.Named(w.Kind, w.Id ?? (w.Value as JsonObject)?.Get("id").AsText(), w.Value?.ToJsonString())), cancel).ConfigureAwait(false);
        var beside = wanted.Where(w => w.Value is not null).Select(w => new ThingKey(w.Kind, w.Id ?? (w.Value as JsonObject)?.Get("id").AsText() ?? "")).ToList();
        var signals = await session.FindAsync(wanted.Where(w => SignalKinds.Has(w.Kind) && w.Id is not null).Select(w => new ThingKey(w.Kind, w.Id!)), cancel).ConfigureAwait(false);
        var edits = wanted.Select(w => EditOf(session, w, before, beside, key => signals.GetValueOrDefault(key)?.Item ?? before.Things.GetValueOrDefault(key))).ToImmutableArray();
        if (edits.GroupBy(e => e.Key).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InvalidException($"{twice.Key} is named twice in one change set.", twice.Key.ToString(), "Maybe one of the two is left over.");
        var after = await session.ReviseAsync(purpose, edits, cancel: cancel).ConfigureAwait(false);
        var gone = edits.Where(e => e.Json is null).Select(e => e.Key).ToHashSet();
        if (gone.Count > 0) EditCheck.Unnamed(gone, after);
        if (!after.Beside.IsEmpty) await session.DemandUnusedAsync([.. gone.Where(g => g.Kind == "accounts").Select(g => g.Id)], cancel).ConfigureAwait(false);
        return ([.. edits.Select(e => e.Key)], after);
    }

    private static Edit EditOf(Session session, WantedChange wanted, WorkspaceState state, IReadOnlyCollection<ThingKey> beside, Func<ThingKey, Item?> there)
    {
        if (wanted.Kind == ThingKey.Platform.Kind) return wanted.Value is null ? throw new InvalidException("The platform cannot be removed.", "platform") : EditCheck.OfPlatform(wanted.Value, state) with { Expected = wanted.Expected };
        if (Kinds.Find(wanted.Kind) is not { } kind) throw new MissingException(wanted.Kind, $"Maybe one of these: {string.Join(", ", Kinds.All.Select(k => k.Name))}.");
        var edit = wanted.Value is null ? Removal(session, wanted, kind, there) : EditCheck.Of(kind, Kept.Of(session, kind, wanted.Value, there, wanted.Id), state, beside, wanted.Id);
        return edit with { Expected = wanted.Expected, New = wanted.New };
    }

    private static Edit Removal(Session session, WantedChange wanted, Kind kind, Func<ThingKey, Item?> known)
    {
        var key = new ThingKey(kind.Name, wanted.Id ?? "");
        if (known(key) is not { } there) throw new MissingException(key.ToString());
        Kept.DemandRemovable(session, kind, there, key);
        return new Edit(key, null);
    }
}
