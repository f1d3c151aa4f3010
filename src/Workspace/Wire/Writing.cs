using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Calendar = Dais.Engine.Quantities.Calendar;

namespace Dais.Workspace.Wire;

/// <summary>One object being written, field after field; what is null or empty is left out.</summary>
internal sealed class Writing(Calendar calendar)
{
    public JsonObject Node { get; } = [];

    public Writing Text(string name, string? value) => Put(name, value is null ? null : JsonValue.Create(value));

    public Writing Number(string name, double? value) => Put(name, value is null ? null : JsonText.Number(value.Value));

    public Writing Flag(string name, bool? value) => Put(name, value is null ? null : JsonValue.Create(value.Value));

    public Writing Period(string name, Period? value) => Text(name, value is null ? null : calendar.Label(value.Value));

    public Writing Day(string name, DateOnly? value) => Text(name, value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public Writing Word<T>(string name, T? value)
        where T : struct, Enum => Text(name, value is null ? null : Words<T>.Of(value.Value));

    public Writing Id<T>(string name, Id<T>? value) => Text(name, value?.Value);

    /// <summary>The id, and the name where it says more than the id.</summary>
    public Writing Thing<T>(IThing<T> thing) => Id("id", (Id<T>?)thing.Id).Text("name", thing.Name == thing.Id.Value ? null : thing.Name);

    public Writing Ids<T>(string name, ImmutableArray<Id<T>> values) => Texts(name, values.Select(v => v.Value));

    public Writing Texts(string name, IEnumerable<string> values) => List(name, values.Select(v => (JsonNode)JsonValue.Create(v)!));

    public Writing Each<T>(string name, IEnumerable<T> values, Func<T, Writing> write) => List(name, values.Select(v => (JsonNode)write(v).Node));

    public Writing Amount(string name, Amount? value) => Put(name, value is null ? null : AmountNode(value.Value));

    /// <summary>The fields of an amount: its number, or its points, and its currency.</summary>
    public Writing Points(Amount? value) => value is not { } written
        ? this
        : Number("amount", written.P10 is null && written.P90 is null ? written.Value : null)
            .Number("p10", written.P10)
            .Number("p50", written.P10 is null && written.P90 is null ? null : written.Value)
            .Number("p90", written.P90)
            .Text("currency", written.Currency);

    public Writing Periodic<T>(string name, PerPeriod<T>? value, Func<T, double> number)
        where T : struct => Put(name, value switch
        {
            null => null,
            { Constant: { } constant } => JsonText.Number(number(constant)),
            _ => new JsonArray([.. value.List.Select(v => (JsonNode)JsonText.Number(number(v)))]),
        });

    public Writing Map<TKey, T>(string name, ImmutableSortedDictionary<TKey, T>? map, Func<T, JsonNode> write, bool emptyMeans = false)
        where TKey : notnull
    {
        if (map is null || (map.Count == 0 && !emptyMeans)) return this;
        var node = new JsonObject();
        foreach (var (key, value) in map) node[key.ToString()!] = write(value);
        return Put(name, node);
    }

    /// <summary>An object of its own; left out where it is empty.</summary>
    public Writing Object(string name, Writing parts) => parts.Node.Count == 0 ? this : Put(name, parts.Node);

    public Writing Put(string name, JsonNode? value)
    {
        if (value is not null) Node[name] = value;
        return this;
    }

    public static JsonNode Estimate(Estimate value)
    {
        if (value.P10 is null && value.P90 is null) return JsonText.Number(value.P50.Value);
        var node = new JsonObject();
        if (value.P10 is { } low) node["p10"] = JsonText.Number(low.Value);
        node["p50"] = JsonText.Number(value.P50.Value);
        if (value.P90 is { } high) node["p90"] = JsonText.Number(high.Value);
        return node;
    }

    private JsonNode AmountNode(Amount value) =>
        value is { Currency: null, P10: null, P90: null } ? JsonText.Number(value.Value) : new Writing(calendar).Points(value).Node;

    private Writing List(string name, IEnumerable<JsonNode> values)
    {
        var list = new JsonArray([.. values]);
        return list.Count == 0 ? this : Put(name, list);
    }
}
