using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;

namespace Dais.Workspace.Planning;

/// <summary>What <c>dais value --json</c> prints. Unknown is null, never 0.</summary>
public static class ValueWriter
{
    /// <summary>All values.</summary>
    public static byte[] Print(Valued valued) => WireText.Object(json =>
    {
        var ranges = valued.Ranges.ToDictionary(r => r.Thing);
        var ranks = valued.Methods.Things.ToDictionary(t => t.Thing);
        json.WriteString("money", valued.Portfolio.Platform.Money);
        json.WriteNumber("endValue", valued.Flow.EndValue.Value);
        json.Each("things", valued.Flow.Things, t =>
        {
            Write(json, t.Thing);
            json.WriteString("name", t.Name);
            Write(json, "endValue", t.EndValue);
            Write(json, "gross", t.Gross);
            Write(json, "credited", t.Credited);
            var range = ranges.GetValueOrDefault(t.Thing);
            Write(json, "p10", range?.P10);
            Write(json, "p90", range?.P90);
            Write(json, "shapley", t.Shapley);
            Write(json, "atStake", t.AtStake);
            json.WriteBoolean("complete", t.Complete);
            if (!ranks.TryGetValue(t.Thing, out var rank)) return;
            json.WriteStartObject("rank");
            json.WriteNumber("best", rank.Range.Best);
            json.WriteNumber("worst", rank.Range.Worst);
            json.WriteEndObject();
        });
        json.Each("agreements", valued.Methods.Agreements, a =>
        {
            json.WriteString("a", a.A);
            json.WriteString("b", a.B);
            if (a.TauB is { } tau) json.WriteNumber("tauB", tau);
            else json.WriteNull("tauB");
        });
        Things(json, "orphans", valued.Flow.Orphans);
        Things(json, "valueUnknown", valued.Flow.ValueUnknown);
        json.Each("assumed", valued.Flow.Assumed, a =>
        {
            json.WriteString("from", a.User.Id);
            json.WriteString("to", a.Used.Id);
            json.WriteNumber("share", a.Share.Value);
        });
        Additional(json, valued.Additional);
        json.WriteStartArray("warnings");
        foreach (var warning in valued.Warnings) json.WriteStringValue(warning.ToString());
        json.WriteEndArray();
    });

    /// <summary>The paths to the things of one id.</summary>
    public static byte[] Print(Valued valued, ImmutableArray<ValueTrace> traces) => WireText.Object(json =>
    {
        json.WriteString("money", valued.Portfolio.Platform.Money);
        json.Each("traces", traces, t =>
        {
            Write(json, t.Thing);
            if (valued.Flow.Find(t.Thing) is { } worth)
            {
                Write(json, "credited", worth.Credited);
                Write(json, "shapley", worth.Shapley);
                Write(json, "atStake", worth.AtStake);
            }

            Sum(json, "today", t.Today);
            Sum(json, "additional", t.Additional);
        });
    });

    private static void Additional(Utf8JsonWriter json, AdditionalValue additional)
    {
        json.WriteStartObject("additional");
        json.WriteNumber("total", additional.Total.Value);
        json.Each("credit", additional.Credit, c =>
        {
            Write(json, c.Key);
            json.WriteNumber("credit", c.Value.Value);
        });
        Things(json, "availableAlready", additional.AvailableAlready);
        Things(json, "outOfReach", additional.OutOfReach);
        Things(json, "valueUnknown", additional.ValueUnknown);
        json.WriteEndObject();
    }

    private static void Sum(Utf8JsonWriter json, string name, PathSum? sum)
    {
        if (sum is null) return;
        json.WriteStartObject(name);
        Write(json, "total", sum.Total);
        json.Each("paths", sum.Paths, p =>
        {
            Write(json, "carries", p.Carries);
            if (p.Part is { } part) json.WriteNumber("part", part.Value);
            else json.WriteNull("part");
            json.WriteStartArray("segments");
            foreach (var segment in p.Segments) json.WriteStringValue(segment.Value);
            json.WriteEndArray();
            json.Each("steps", p.Steps, s =>
            {
                Write(json, s.Thing);
                if (s.Share is { } share) json.WriteNumber("share", share.Value);
            });
        });
        json.WriteNumber("rest", sum.Rest.Value);
        Write(json, "throughLoops", sum.ThroughLoops);
        Things(json, "valueUnknown", sum.ValueUnknown);
        json.WriteEndObject();
    }

    private static void Things(Utf8JsonWriter json, string name, IEnumerable<Thing> things)
    {
        json.WriteStartArray(name);
        foreach (var thing in things) json.WriteStringValue(thing.Id);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Thing thing)
    {
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(thing.Kind.ToString()));
        json.WriteString("id", thing.Id);
    }

    private static void Write(Utf8JsonWriter json, string name, Money? money)
    {
        if (money is { } known) json.WriteNumber(name, known.Value);
        else json.WriteNull(name);
    }
}
