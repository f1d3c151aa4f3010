using System.Text.Json.Nodes;
using Dais.Workspace.People;
using Dais.Workspace.Signals.Searching;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Signals;

/// <summary>What of the signals a member may see: a stakeholder the requests of the own group, revenue only who is given it.</summary>
internal static class SignalAccess
{
    /// <summary>What may be looked at of what is asked for.</summary>
    /// <exception cref="ForbiddenException">It is not the member's to see.</exception>
    /// <exception cref="InvalidException">There is no such list.</exception>
    public static SearchScope Scope(this Session session, string? kind, string? group, string? account)
    {
        if (kind is not null && !SignalKinds.Has(kind)) throw new InvalidException($"The list is \"{kind}\"; signals are {string.Join(", ", SignalKinds.All.Order(StringComparer.Ordinal))}.", "kind", "Maybe it is a list of the model, which is not searched.");
        if (session.Membership.Allows(Permission.View)) return new(kind, group, account);
        var own = session.Membership.Group ?? throw Store.Forbidden(Permission.View, "signals");
        return (kind ?? "requests") == "requests" && (group ?? own) == own ? new("requests", own, account) : throw Store.Forbidden(Permission.View, "signals");
    }

    /// <summary>The signal's JSON as the member may see it; nothing where it is not theirs to see at all.</summary>
    public static string? Shown(this Session session, StoredSignal signal)
    {
        if (!session.Membership.Allows(Permission.View))
        {
            var own = signal.Key.Kind == "requests" && session.Membership.Group is { } group && SignalFacts.Of(signal.Key.Kind, signal.Key.Id, signal.Item.Json).Group == group;
            return own ? signal.Item.Json : null;
        }

        if (session.Membership.Allows(Permission.ViewSensitive) || Parts.Node(signal.Item.Json) is not JsonObject thing) return signal.Item.Json;
        return JsonText.Line(Kept.Shown(session.Membership, Kinds.Find(signal.Key.Kind)!, thing));
    }
}
