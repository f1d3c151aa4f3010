using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes what a split of capacity is worth as the one JSON object that <c>dais allocation --json</c> prints and <see cref="AllocationReader"/> reads.</summary>
/// <remarks>Shares are fractions of K, the capacity over the horizon after reserves, unless they say that they are of gross capacity.</remarks>
public static class AllocationWriter
{
    /// <summary>The object as indented UTF-8 JSON with a final line feed, its plans explained.</summary>
    public static byte[] Print(AllocationDocument document) => WireText.Print(json => Write(json, document, explain: true));

    /// <summary>Writes it as one value.</summary>
    public static void Write(Utf8JsonWriter json, AllocationDocument document, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(document);
        var (study, portfolio) = (document.Study, document.Portfolio);
        json.WriteStartObject();
        json.WriteString("money", portfolio.Platform.Money);
        json.WriteNumber("seconds", Math.Round(study.Seconds, 3));
        WritePlan(json, "optimum", document, study.Policy, explain);
        if (study.Free is { } free) WritePlan(json, "unconstrained", document, free, explain);
        else json.WriteNull("unconstrained");
        json.Number("priceOfBuckets", study.PriceOfBuckets?.Value);
        if (study.WithoutFloors is { } ceilings) WriteHeld(json, "withoutFloors", document, ceilings);
        else json.WriteNull("withoutFloors");
        json.Each("splits", study.Splits, s =>
        {
            json.WriteString("kind", WireText.Word(s.Kind));
            WriteHeld(json, "plan", document, s.Plan);
        });
        json.Each("effects", study.Sensitivities, s =>
        {
            json.WriteString("bucket", s.Bucket.Value);
            WriteChange(json, "less", document, s.Less);
            WriteChange(json, "more", document, s.More);
        });
        json.Each("curves", study.Curves, c => WriteCurve(json, document, c));
        json.Each("bands", study.Bands, b =>
        {
            json.WriteString("bucket", b.Bucket.Value);
            json.Number("part", b.Part);
            WriteEnd(json, "low", document, b.Low);
            WriteEnd(json, "high", document, b.High);
        });
        WriteShadow(json, document);
        json.Each("uses", study.Uses, u =>
        {
            json.WriteString("bucket", u.Bucket.Value);
            json.Texts("best", u.Best.Select(i => i.Value));
            if (u.RunnerUp is { } second) WriteHeld(json, "runnerUp", document, second);
            else json.WriteNull("runnerUp");
        });
        WriteShares(json, document);
        WriteGlide(json, document);
        WriteEnding(json, document);
        json.WriteEndObject();
    }

    private static void WriteShares(Utf8JsonWriter json, AllocationDocument document)
    {
        json.Each("shares", document.Shares, l =>
        {
            json.WriteString("kind", WireText.Word(l.Kind));
            json.Text("bucket", l.Bucket?.Value);
            json.Number("target", l.Target);
            json.Number("planned", l.Planned);
            json.Number("actual", l.Actual);
            json.Number("targetOfGross", l.TargetOfGross);
            json.Number("plannedOfGross", l.PlannedOfGross);
            json.Number("actualOfAll", l.ActualOfAll);
        });
        if (WorkDone.Of(document.Portfolio) is not { } done)
        {
            json.WriteNull("worklog");
            return;
        }

        var calendar = document.Portfolio.Platform.Calendar;
        json.WriteStartObject("worklog");
        json.WriteString("first", calendar.Label(done.First));
        json.WriteString("last", calendar.Label(done.Last));
        json.Number("ew", done.Total.Value);
        json.Each("lines", done.Lines, l =>
        {
            json.WriteString("kind", WireText.Word(l.Kind));
            json.Text("bucket", l.Bucket?.Value);
            json.Number("ew", l.Effort.Value);
            json.Number("assumedEw", l.Assumed.Value);
        });
        json.WriteEndObject();
    }

    private static void WriteGlide(Utf8JsonWriter json, AllocationDocument document)
    {
        if (document.Glide is not { } glide)
        {
            json.WriteNull("glidePath");
            return;
        }

        var calendar = document.Portfolio.Platform.Calendar;
        json.WriteStartObject("glidePath");
        json.Number("limit", glide.Limit);
        json.WriteString("from", glide.FromLog ? "worklog" : "plan");
        json.Text("arrival", glide.Arrival is { } arrival ? calendar.Label(arrival) : null);
        if (glide.Ktlo is { } growth)
        {
            json.WriteStartObject("ktlo");
            json.Number("built", growth.Built);
            json.Number("retired", growth.Retired);
            json.Number("halfLife", growth.HalfLife);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("ktlo");
        }

        json.Text("noForecast", glide.Without is { } why ? WireText.Word(why) : null);
        json.Each("lines", glide.Lines, l =>
        {
            json.WriteString("kind", WireText.Word(l.Kind));
            json.Text("bucket", l.Bucket?.Value);
            json.Number("today", l.Today);
            json.WriteStartArray("shares");
            foreach (var share in l.Shares) json.WriteNumberValue(Math.Round(share, 9));
            json.WriteEndArray();
            json.Number("target", l.Target);
        });
        json.WriteEndObject();
    }

    private static void WriteEnding(Utf8JsonWriter json, AllocationDocument document)
    {
        json.Each("assumed", document.Assumed, a =>
        {
            json.WriteString("at", a.At);
            json.Number("value", a.Value);
            json.WriteString("why", a.Why);
        });
        if (document.Revision is not { } revision) return;
        json.WriteStartObject("workspace");
        json.WriteString("platform", document.Portfolio.Platform.Id.Value);
        json.WriteString("sha256", revision);
        json.WriteEndObject();
    }

    private static void WriteCurve(Utf8JsonWriter json, AllocationDocument document, ResponseCurve curve)
    {
        json.WriteString("bucket", curve.Bucket.Value);
        json.Each("points", curve.Points, p => WritePoint(json, document, p));
        json.Each("alone", curve.Alone, p => WritePoint(json, document, p));
        json.Each("crossings", curve.Crossings, c =>
        {
            json.WriteString("kind", WireText.Word(c.Kind));
            json.WriteString("thing", c.Thing);
            json.Text("other", c.Other?.Value);
        });
    }

    private static void WritePoint(Utf8JsonWriter json, AllocationDocument document, CurvePoint point)
    {
        json.Number("share", point.Most.Value);
        WriteInside(json, document, point.Plan);
    }

    private static void WriteChange(Utf8JsonWriter json, string name, AllocationDocument document, ShareChange? change)
    {
        if (change is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.Number("share", change.To.Value);
        json.Number("effect", change.Plan.Value is { } value ? value.Value - document.Study.Policy.Objective.Value : null);
        json.Number("effectAtMost", change.Plan.Bound is { } bound ? bound.Value - document.Study.Policy.Objective.Value : null);
        WriteInside(json, document, change.Plan);
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, string name, AllocationDocument document, BandEnd end)
    {
        json.WriteStartObject(name);
        json.Number("share", end.Found);
        json.Number("bound", end.Bound);
        json.WriteBoolean("proven", end.Proven);
        WriteFinishes(json, document, end.Finishes);
        json.WriteEndObject();
    }

    private static void WriteShadow(Utf8JsonWriter json, AllocationDocument document)
    {
        if (document.Study.Shadow is not { } shadow)
        {
            json.WriteNull("shadowPrice");
            return;
        }

        var objective = document.Study.Policy.Objective.Value;
        json.WriteStartObject("shadowPrice");
        json.Number("perPoint", shadow.More.Value?.Value - objective);
        json.Number("lostPerPoint", objective - shadow.Less.Value?.Value);
        json.WriteString("from", "resolve");
        json.Number("relaxation", shadow.PerPoint?.Value);
        json.WriteBoolean("relaxationExact", shadow.Exact);
        WriteHeld(json, "more", document, shadow.More);
        WriteHeld(json, "less", document, shadow.Less);
        json.Text("binding", document.Study.Binding?.Team.Value);
        json.Each("teams", shadow.Teams, t =>
        {
            json.WriteString("id", t.Team.Value);
            json.Number("perPoint", t.More.Value?.Value - objective);
            json.Number("relaxation", t.PerPoint?.Value);
            WriteHeld(json, "more", document, t.More);
        });
        json.WriteEndObject();
    }

    private static void WriteHeld(Utf8JsonWriter json, string name, AllocationDocument document, HeldPlan plan)
    {
        json.WriteStartObject(name);
        WriteInside(json, document, plan);
        json.WriteEndObject();
    }

    private static void WriteInside(Utf8JsonWriter json, AllocationDocument document, HeldPlan plan)
    {
        json.WriteString("status", WireText.Word(plan.Status));
        json.Number("value", plan.Value?.Value);
        json.Number("bound", plan.Bound?.Value);
        json.WriteBoolean("proven", plan.Proven);
        WriteFinishes(json, document, plan.Finishes);
    }

    private static void WriteFinishes(Utf8JsonWriter json, AllocationDocument document, ImmutableSortedDictionary<Id<Initiative>, Period> finishes)
    {
        json.WriteStartObject("finishes");
        foreach (var (id, finish) in finishes) json.WriteString(id.Value, document.Portfolio.Platform.Calendar.Label(finish));
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, string name, AllocationDocument document, Plan plan, bool explain)
    {
        json.WritePropertyName(name);
        PlanWriter.Write(json, new PlanDocument(document.Portfolio, plan) { Explanation = explain ? Explanation.Of(document.Portfolio, plan) : null, Revision = document.Revision });
    }
}
