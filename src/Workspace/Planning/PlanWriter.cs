using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes a plan as the one JSON object that <c>dais plan --json</c> prints and <see cref="PlanReader"/> reads.</summary>
/// <remarks>Fixed names stand first and are always there, null where unknown; what Dais adds stands behind them.</remarks>
public static class PlanWriter
{
    /// <summary>The plan as indented UTF-8 JSON with a final line feed.</summary>
    public static byte[] Print(PlanDocument document) => WireText.Print(json => Write(json, document));

    /// <summary>Writes the plan as one value.</summary>
    public static void Write(Utf8JsonWriter json, PlanDocument document)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(document);
        var (plan, calendar) = (document.Plan, document.Portfolio.Platform.Calendar);
        json.WriteStartObject();
        WriteHead(json, plan);
        json.Each("initiatives", plan.Initiatives, i => WriteInitiative(json, i, calendar));
        json.Each("useCases", plan.UseCases, u =>
        {
            json.WriteString("id", u.Id.Value);
            json.WriteString("available", calendar.Label(u.Available));
        });
        json.Each("teams", plan.Teams, t =>
        {
            json.WriteString("id", t.Id.Value);
            json.Numbers("used", t.Used);
            json.Numbers("capacity", t.Capacity);
        });
        json.Each("buckets", plan.Buckets, b => WriteBucket(json, b));
        json.Number("shortfall", plan.Shortfall.Value);
        json.Texts("warnings", plan.Warnings);
        json.Each("left", document.Explanation?.LeftOut ?? [], l => WriteLeftOut(json, l));
        json.Each("conflicts", plan.Conflicts, c => WriteConflict(json, c));
        WriteFurther(json, document);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, Plan plan)
    {
        var found = plan.Status is PlanStatus.Optimal or PlanStatus.Feasible;
        json.WriteString("status", WireText.Word(plan.Status));
        json.Number("objective", found ? plan.Objective.Value : null);
        json.Number("bound", plan.Bound?.Value);
        json.Number("gap", plan.Gap);
        json.WriteNumber("seconds", Math.Round(plan.Seconds, 3));
        json.WriteStartObject("value");
        json.Number("customer", found ? plan.Value.Customer.Value : null);
        json.Number("platform", found ? plan.Value.Platform.Value : null);
        json.WriteEndObject();
    }

    private static void WriteInitiative(Utf8JsonWriter json, PlannedInitiative initiative, Calendar calendar)
    {
        json.WriteString("id", initiative.Id.Value);
        json.WriteString("start", calendar.Label(initiative.Start));
        json.WriteString("finish", calendar.Label(initiative.Finish));
        json.WriteStartObject("work");
        foreach (var (team, work) in initiative.Work) json.Numbers(team.Value, work);
        json.WriteEndObject();
    }

    private static void WriteBucket(Utf8JsonWriter json, BucketLoad bucket)
    {
        json.WriteString("id", bucket.Id.Value);
        json.Number("share", bucket.Share);
        json.Fact("min", bucket.Min?.Value);
        json.Fact("max", bucket.Max?.Value);
        json.Number("shortfall", bucket.Shortfall.Value);
        json.Number("effort", bucket.Effort.Value);
    }

    private static void WriteLeftOut(Utf8JsonWriter json, LeftOut left)
    {
        json.WriteString("id", left.Id.Value);
        json.WriteString("reason", left.Sentence);
        json.WriteString("obstacle", WireText.Word(left.Obstacle));
        json.Text("subject", left.Subject);
        json.Number("gain", left.Gain.Value);
    }

    private static void WriteConflict(Utf8JsonWriter json, Conflict conflict)
    {
        json.WriteString("rule", conflict.Rule);
        json.WriteString("subject", conflict.Subject);
        json.WriteString("sentence", conflict.Sentence);
        json.Text("relaxation", conflict.Relaxation);
    }

    private static void WriteFurther(Utf8JsonWriter json, PlanDocument document)
    {
        var (plan, platform) = (document.Plan, document.Portfolio.Platform);
        json.Texts("periods", platform.Calendar.Periods.Select(platform.Calendar.Label));
        json.WriteString("money", platform.Money);
        json.Number("tailShare", plan.TailShare?.Value);
        json.WriteString("ties", WireText.Word(plan.Ties));
        json.WriteNumber("work", plan.Work);
        WriteCapacity(json, plan, CapacityUse.Of(document.Portfolio, plan));
        if (plan.Stability is { } stability) WriteStability(json, stability, platform.Calendar);
        json.WritePropertyName("policy");
        PolicyWriter.Write(json, plan.Policy, platform.Calendar);
        if (document.Explanation is { } explanation) WriteReasons(json, explanation, platform.Calendar);
        json.Each("assumed", document.Assumed, a =>
        {
            json.WriteString("at", a.At);
            json.Number("value", a.Value);
            json.WriteString("why", a.Why);
        });
        if (document.Revision is not { } revision) return;
        json.WriteStartObject("workspace");
        json.WriteString("platform", platform.Id.Value);
        json.WriteString("sha256", revision);
        json.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter json, Explanation explanation, Calendar calendar)
    {
        json.Each("reasons", explanation.Reasons, r =>
        {
            json.WriteString("kind", WireText.Word(r.Kind));
            json.WriteString("subject", r.Subject);
            json.WriteString("from", calendar.Label(r.From));
            json.Number("yearly", r.Yearly.Value);
            json.Number("amount", r.Amount.Value);
        });
        json.Each("unserved", explanation.Unserved, u =>
        {
            json.WriteString("id", u.Id.Value);
            json.Number("yearly", u.Yearly?.Value);
            json.Texts("missing", u.Missing);
        });
        json.Texts("fromTheStart", explanation.FromTheStart.Select(u => u.Value));
    }

    private static void WriteCapacity(Utf8JsonWriter json, Plan plan, CapacityUse use)
    {
        json.WriteStartObject("capacity");
        json.Number("gross", use.Gross.Value);
        json.Number("plannable", plan.Capacity.Value);
        json.Each("lines", use.Lines, l =>
        {
            json.WriteString("kind", WireText.Word(l.Kind));
            json.Text("id", l.Bucket?.Value);
            json.Number("ew", l.Effort.Value);
            json.Number("share", l.Share?.Value);
        });
        json.WriteEndObject();
    }

    private static void WriteStability(Utf8JsonWriter json, Stability stability, Calendar calendar)
    {
        json.WriteStartObject("stability");
        json.Each("moves", stability.Moves, m =>
        {
            json.WriteString("id", m.Initiative.Value);
            json.WriteString("promised", calendar.Label(m.Promised));
            json.Text("now", m.Now is { } now ? calendar.Label(now) : null);
        });
        json.Number("valueOfMoving", stability.ValueOfMoving?.Value);
        json.Number("valueLost", stability.ValueLost?.Value);
        json.WriteEndObject();
    }
}
