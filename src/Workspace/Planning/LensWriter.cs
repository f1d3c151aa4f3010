using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes both lenses as the one JSON object that <c>dais lenses --json</c> prints and <see cref="LensReader"/> reads.</summary>
public static class LensWriter
{
    /// <summary>The object as indented UTF-8 JSON with a final line feed, its plans explained.</summary>
    public static byte[] Print(LensDocument document) => WireText.Print(json => Write(json, document, explain: true));

    /// <summary>Writes it as one value.</summary>
    public static void Write(Utf8JsonWriter json, LensDocument document, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(document);
        var (study, platform) = (document.Study, document.Portfolio.Platform);
        json.WriteStartObject();
        json.WriteString("money", platform.Money);
        json.WriteNumber("seconds", Math.Round(study.Seconds, 3));
        json.WriteBoolean("exact", study.IdealsProven && study.Frontier.Exact);
        WritePlan(json, "customer", document, study.Customer, explain);
        WritePlan(json, "platform", document, study.Platform, explain);
        if (document.Tension is { } tension) WriteTension(json, tension, platform.Calendar);
        WriteFrontier(json, study, platform.Calendar);
        json.Each("compromises", study.Compromises, c => WriteCompromise(json, document, c, explain));
        json.Each("assumed", document.Assumed, a =>
        {
            json.WriteString("at", a.At);
            json.Number("value", a.Value);
            json.WriteString("why", a.Why);
        });
        if (document.Revision is { } revision)
        {
            json.WriteStartObject("workspace");
            json.WriteString("platform", platform.Id.Value);
            json.WriteString("sha256", revision);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, string name, LensDocument document, Plan plan, bool explain)
    {
        json.WritePropertyName(name);
        PlanWriter.Write(json, new PlanDocument(document.Portfolio, plan) { Explanation = explain ? Explanation.Of(document.Portfolio, plan) : null, Revision = document.Revision });
    }

    private static void WriteTension(Utf8JsonWriter json, Tension tension, Calendar calendar)
    {
        json.WriteStartObject("tension");
        json.Number("capacityConflict", tension.CapacityConflict);
        json.Number("weightedJaccard", tension.WeightedJaccard);
        json.Number("lossCustomer", tension.CustomerLoss);
        json.Number("lossPlatform", tension.PlatformLoss);
        json.Number("timeTensionQuarters", tension.TimeTension);
        json.Each("items", tension.Items, i =>
        {
            json.WriteString("id", i.Id.Value);
            json.Number("tension", i.Size);
            json.WriteString("pull", WireText.Word(i.Pull));
            json.Number("ew", i.Effort.Value);
            json.Text("customerFinish", Label(i.InCustomer, calendar));
            json.Text("platformFinish", Label(i.InPlatform, calendar));
            json.Number("customerValue", i.Customer.Value);
            json.Number("platformValue", i.Platform.Value);
            json.Number("customerPart", i.CustomerPart);
            json.Number("platformPart", i.PlatformPart);
        });
        json.Texts("inNeither", tension.InNeither.Select(i => i.Value));
        json.Texts("inNone", tension.InNone.Select(i => i.Value));
        json.WriteEndObject();
    }

    private static void WriteFrontier(Utf8JsonWriter json, LensStudy study, Calendar calendar)
    {
        json.WriteStartObject("frontier");
        json.WriteBoolean("exact", study.Frontier.Exact);
        json.Number("gap", double.IsFinite(study.Frontier.Gap) ? study.Frontier.Gap : null);
        json.WriteNumber("found", study.Frontier.Found);
        json.Each("points", study.Frontier.Points, p =>
        {
            WriteValue(json, p.Value);
            json.WriteBoolean("supported", p.Supported);
            json.Number("gap", double.IsFinite(p.Gap) ? p.Gap : null);
            WriteFinishes(json, p.Finishes, calendar);
        });
        json.Each("boxes", study.Frontier.Boxes, b =>
        {
            json.WriteStartObject("low");
            WriteValue(json, b.Low);
            json.WriteEndObject();
            json.WriteStartObject("high");
            WriteValue(json, b.High);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>Finishes by id, as LensReader reads them.</summary>
    internal static void WriteFinishes(Utf8JsonWriter json, ImmutableSortedDictionary<Id<Initiative>, Period> finishes, Calendar calendar)
    {
        json.WriteStartObject("finishes");
        foreach (var (id, finish) in finishes) json.WriteString(id.Value, calendar.Label(finish));
        json.WriteEndObject();
    }

    private static void WriteCompromise(Utf8JsonWriter json, LensDocument document, Compromise compromise, bool explain)
    {
        json.WriteString("kind", WireText.Word(compromise.Kind));
        json.Number("score", compromise.Score);
        json.Number("bound", compromise.Bound);
        json.WriteBoolean("proven", compromise.Proven);
        json.Each("givesUp", document.Concessions(compromise.Plan), c =>
        {
            json.WriteString("side", WireText.Word(c.Side));
            json.Texts("dropped", c.Dropped.Select(d => d.Value));
            json.Each("delayed", c.Delayed, d =>
            {
                json.WriteString("id", d.Id.Value);
                json.WriteNumber("quarters", d.Quarters);
            });
            json.Number("value", c.Value.Value);
            json.Number("part", c.Part);
        });
        WritePlan(json, "plan", document, compromise.Plan, explain);
    }

    private static void WriteValue(Utf8JsonWriter json, PlanValue value)
    {
        json.Number("customer", value.Customer.Value);
        json.Number("platform", value.Platform.Value);
    }

    private static string? Label(Period? period, Calendar calendar) => period is { } known ? calendar.Label(known) : null;
}
