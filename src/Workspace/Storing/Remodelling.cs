using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Workspace.Signals;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>What another portfolio means for the things of a workspace. Signals are not among them.</summary>
internal static class Remodelling
{
    /// <summary>The workspace as analyses read it, without errors.</summary>
    /// <exception cref="InvalidException">It has errors.</exception>
    public static Opened Sound(this WorkspaceState state) => state.Opened switch
    {
        null => throw new InvalidException("The workspace has no platform yet.", "platform", "Maybe write that first."),
        { Sound: true } opened => opened,
        var opened => throw InvalidException.Of("", [.. opened.Errors]),
    };

    /// <summary>The things of the model that are different in a portfolio; an edit without JSON is of one that is gone.</summary>
    public static ImmutableArray<Edit> Edits(this Opened opened, Portfolio after)
    {
        var (was, now) = (Things(opened.Portfolio!, opened.Document!), Things(after, opened.Document!));
        return [.. now.Where(n => was.GetValueOrDefault(n.Key) != n.Value).Select(n => new Edit(n.Key, n.Value)), .. was.Keys.Where(k => !now.ContainsKey(k)).Select(k => new Edit(k, null))];
    }

    /// <summary>Demands that the session's new state has no error that the one before did not have.</summary>
    /// <exception cref="InvalidException">It has.</exception>
    public static WorkspaceState NoWorse(this WorkspaceState after, WorkspaceState before)
    {
        var known = before.Opened?.Errors.Select(e => e.Sentence).ToHashSet() ?? [];
        var worse = after.Opened?.Errors.Where(e => !known.Contains(e.Sentence)).ToImmutableArray() ?? [];
        return worse.IsEmpty ? after : throw InvalidException.Of("", worse);
    }

    private static Dictionary<ThingKey, string> Things(Portfolio portfolio, Document carried)
    {
        var model = portfolio with { Accounts = Catalog<Account>.Empty, Requests = Catalog<Request>.Empty, Evidence = Catalog<Evidence>.Empty, Worklog = [] };
        return Parts.Of(Document.Of(model, carried))
            .Where(p => p.Key == ThingKey.Platform || (Kinds.Find(p.Key.Kind) is { Typed: true } && !SignalKinds.Has(p.Key.Kind)))
            .ToDictionary(p => p.Key, p => p.Json);
    }
}
