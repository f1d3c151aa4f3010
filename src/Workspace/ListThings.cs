using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Which things of a list, in which order.</summary>
/// <param name="Kind">The list.</param>
public sealed record ThingQuery(string Kind)
{
    /// <summary>The most on one page.</summary>
    public const int MostOnPage = 200;

    /// <summary>Conditions that all hold: <c>bucket=bu1</c>, <c>name~sign</c> (holds the text, capitals alike), <c>effort.identity&gt;4</c>, <c>must!=true</c>.</summary>
    public ImmutableArray<string> Where { get; init; } = [];

    /// <summary>The field to sort by, after a minus downwards; absent is the order of the list. What has none comes last.</summary>
    public string? Sort { get; init; }

    /// <summary>How many to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>How many, 1 … 200.</summary>
    public int Take { get; init; } = 50;

    /// <summary>The moment.</summary>
    public Moment AsOf { get; init; } = Moment.Now;
}

/// <summary>A page of things.</summary>
/// <param name="Revision">The revision of the workspace that it was read at.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Things">The things.</param>
public sealed record ThingPage(long Revision, int Total, ImmutableArray<SeenThing> Things);

/// <summary>Lists things of a kind: filtered, sorted, page by page. Lists of signals that are not in memory have <see cref="ListSignals"/>.</summary>
public static class ListThings
{
    /// <summary>The page.</summary>
    /// <exception cref="InvalidException">A condition cannot be read, or the page is too large.</exception>
    /// <exception cref="ForbiddenException">It filters or sorts by a field that the caller may not see.</exception>
    public static Task<ThingPage> RunAsync(Store store, Caller caller, string workspace, ThingQuery query, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(query);
        if (query.Take is < 1 or > ThingQuery.MostOnPage) throw new InvalidException($"The page has {query.Take} things; allowed are 1 to {ThingQuery.MostOnPage}.", "take", "Maybe several pages serve as well.");
        if (query.Skip < 0) throw new InvalidException($"{query.Skip} are to be passed over; allowed is 0 or more.", "skip");
        if (Kinds.Find(query.Kind) is not { } kind) throw new MissingException(query.Kind);
        var conditions = query.Where.Select(Condition.Parse).ToImmutableArray();
        return store.ReadAsync(caller, workspace, Permission.View, async session =>
        {
            foreach (var field in conditions.Select(c => c.Field).Append(query.Sort?.TrimStart('-') ?? "")) DemandSeen(session, kind, field);
            var state = await session.StateAsync(query.AsOf, cancel).ConfigureAwait(false);
            if (state.Beside.ContainsKey(kind.Name)) throw new InvalidException($"There are too many {kind.Name} to be filtered here.", kind.Name, $"Maybe search them, or list them page by page.");
            var seen = state.Of(kind.Name).Select(t => ReadThing.Of(session, state, new(kind.Name, t.Id))!).Where(t => conditions.All(c => c.Holds(t.Value))).ToList();
            return new ThingPage(state.Revision, seen.Count, [.. Sorted(seen, query.Sort).Skip(query.Skip).Take(query.Take)]);
        }, cancel);
    }

    private static void DemandSeen(Session session, Kind kind, string field)
    {
        if (kind.Item?.Find(field.Split('.')[0]) is { Sensitive: true }) session.Demand(Permission.ViewSensitive, $"{kind.Name}/{field}");
    }

    private static IEnumerable<SeenThing> Sorted(List<SeenThing> things, string? sort)
    {
        if (string.IsNullOrEmpty(sort)) return things;
        var (field, down) = sort[0] == '-' ? (sort[1..], true) : (sort, false);
        var keyed = things.Select(t => (Thing: t, Key: SortKey.Of(Condition.At(t.Value, field)))).ToList();
        var there = keyed.Where(k => k.Key is not null);
        return (down ? there.OrderByDescending(k => k.Key) : there.OrderBy(k => k.Key)).Concat(keyed.Where(k => k.Key is null)).Select(k => k.Thing);
    }

    /// <summary>Numbers come before texts, each in its own order.</summary>
    private sealed record SortKey(double Number, string Text) : IComparable<SortKey>
    {
        public static SortKey? Of(JsonNode? node) => node switch
        {
            null => null,
            _ when node.AsNumber() is { } number => new(number, ""),
            _ => new(double.PositiveInfinity, node.AsText() ?? JsonText.Line(node)),
        };

        public int CompareTo(SortKey? other) => Number.CompareTo(other!.Number) is var byNumber and not 0 ? byNumber : string.CompareOrdinal(Text, other.Text);
    }

    /// <summary>A condition on a field.</summary>
    private sealed record Condition(string Field, string Sign, string Value)
    {
        private static readonly ImmutableArray<string> Signs = ["!=", ">=", "<=", "=", "~", ">", "<"];

        public static Condition Parse(string text)
        {
            var found = Signs.Select(s => (Sign: s, At: text.IndexOf(s, StringComparison.Ordinal))).Where(f => f.At > 0).OrderBy(f => f.At).ThenByDescending(f => f.Sign.Length).FirstOrDefault();
            if (found.Sign is null) throw new InvalidException($"The condition is \"{(text.Length > 60 ? text[..60] + "…" : text)}\"; allowed is a field, one of = != ~ < <= > >=, and a value.", "where", "Maybe bucket=bu1 is meant.");
            return new(text[..found.At], found.Sign, text[(found.At + found.Sign.Length)..]);
        }

        public static JsonNode? At(JsonNode? node, string path) => path.Split('.').Aggregate(node, (at, name) => (at as JsonObject)?.Get(name));

        public bool Holds(JsonNode thing)
        {
            var there = At(thing, Field);
            if (Sign is "=" or "!=") return Same(there) == (Sign == "=");
            if (Sign == "~") return there is not null && (there.AsText() ?? JsonText.Line(there)).Contains(Value, StringComparison.OrdinalIgnoreCase);
            var order = there.AsNumber() is { } number && double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) ? number.CompareTo(bound) : there.AsText() is { } text ? string.CompareOrdinal(text, Value) : (int?)null;
            return order is { } sign && Sign switch { ">" => sign > 0, ">=" => sign >= 0, "<" => sign < 0, _ => sign <= 0 };
        }

        private bool Same(JsonNode? there) => there switch
        {
            null => Value.Length == 0,
            JsonArray list => list.Any(Same),
            _ when there.AsNumber() is { } number => double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && number.Equals(value),
            _ => (there.AsText() ?? JsonText.Line(there)) == Value,
        };
    }
}
