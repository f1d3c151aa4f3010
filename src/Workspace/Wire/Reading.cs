using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Calendar = Dais.Engine.Quantities.Calendar;

namespace Dais.Workspace.Wire;

/// <summary>One checked, canonical object, asked for typed values; what is absent is null or empty.</summary>
internal sealed class Reading(JsonObject node, Calendar calendar)
{
    public string? Text(string name) => node.Get(name).AsText();

    public double? Number(string name) => node.Get(name).AsNumber();

    public int? Whole(string name) => node.Get(name).AsNumber() is { } number ? (int)number : null;

    public bool? Flag(string name) => node.Get(name).AsFlag();

    public Share? Share(string name) => Number(name) is { } number ? Engine.Quantities.Share.Of(number) : null;

    public EngineerWeeks? Weeks(string name) => Number(name) is { } number ? EngineerWeeks.Of(number) : null;

    public Level? Level(string name) => Whole(name) is { } step ? Engine.Quantities.Level.Of(step) : null;

    public Period? Period(string name) => Text(name) is { } label ? calendar.Find(label) : null;

    public DateOnly? Day(string name) => Text(name) is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public T? Word<T>(string name)
        where T : struct, Enum => Words<T>.Find(Text(name));

    public Id<T>? Id<T>(string name) => Text(name) is { } id ? Engine.Modelling.Id<T>.Of(id) : null;

    public Id<T> Own<T>() => Engine.Modelling.Id<T>.Of(Text("id")!);

    public ImmutableArray<Id<T>> Ids<T>(string name)
    {
        if (node.Get(name) is not JsonArray list) return [];
        var result = new Id<T>[list.Count];
        for (var i = 0; i < result.Length; i++) result[i] = Engine.Modelling.Id<T>.Of(list[i].AsText()!);
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    public ImmutableArray<string> Texts(string name) => node.Get(name) is JsonArray list ? [.. list.Select(n => n.AsText()!)] : [];

    public Amount? Amount(string name) => node.Get(name) switch
    {
        null => null,
        JsonObject parts => new Reading(parts, calendar).Points(),
        var bare => new Amount(bare.AsNumber()!.Value),
    };

    /// <summary>The amount whose points or number these fields are; nothing where they are neither.</summary>
    public Amount? Points() => (Number("p50") ?? Number("amount")) is { } middle ? Engine.Quantities.Amount.Of(Number("p10"), middle, Number("p90"), Text("currency")) : null;

    public PerPeriod<T>? Periodic<T>(string name, Func<double, T> of)
        where T : struct => node.Get(name) switch
        {
            null => null,
            JsonArray list => PerPeriod<T>.Each(list.Select(n => of(n.AsNumber()!.Value))),
            var bare => PerPeriod<T>.Always(of(bare.AsNumber()!.Value)),
        };

    public Reading? Object(string name) => node.Get(name) is JsonObject parts ? new Reading(parts, calendar) : null;

    /// <summary>The objects of a list.</summary>
    public ImmutableArray<T> Each<T>(string name, Func<Reading, T> read)
    {
        if (node.Get(name) is not JsonArray list) return [];
        var result = new T[list.Count];
        for (var i = 0; i < result.Length; i++) result[i] = read(new Reading((JsonObject)list[i]!, calendar));
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    public ImmutableSortedDictionary<Id<TKey>, T>? Map<TKey, T>(string name, Func<JsonNode, T> read)
    {
        if (node.Get(name) is not JsonObject map) return null;
        var result = ImmutableSortedDictionary.CreateBuilder<Id<TKey>, T>();
        foreach (var (key, value) in map) result.Add(Engine.Modelling.Id<TKey>.Of(key), read(value!));
        return result.ToImmutable();
    }

    public ImmutableSortedDictionary<string, double> Numbers(string name) =>
        node.Get(name) is JsonObject map
            ? map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.AsNumber()!.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, double>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableArray<ExchangeRate> Rates(string name) =>
        node.Get(name) is JsonObject map ? [.. map.Select(pair => Rate(pair.Key, pair.Value!))] : [];

    /// <summary>An estimate, from a number or from points.</summary>
    public static Estimate Estimate(JsonNode node)
    {
        if (node is not JsonObject points) return Engine.Quantities.Estimate.Of(EngineerWeeks.Of(node.AsNumber()!.Value));
        EngineerWeeks? Point(string name) => points.Get(name).AsNumber() is { } number ? EngineerWeeks.Of(number) : null;
        return Engine.Quantities.Estimate.Of(Point("p10"), Point("p50")!.Value, Point("p90"));
    }

    private ExchangeRate Rate(string code, JsonNode node) =>
        node is JsonObject parts
            ? new ExchangeRate(code, parts.Get("perUnit").AsNumber()!.Value, new Reading(parts, calendar).Day("asOf"))
            : new ExchangeRate(code, node.AsNumber()!.Value, null);
}
