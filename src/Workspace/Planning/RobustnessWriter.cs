using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes how sure a plan is as the one JSON object that <c>dais robustness --json</c> prints and <see cref="RobustnessReader"/> reads.</summary>
public static class RobustnessWriter
{
    /// <summary>The object as indented UTF-8 JSON with a final line feed, its plan explained.</summary>
    public static byte[] Print(RobustnessDocument document) => WireText.Print(json => Write(json, document, explain: true));

    /// <summary>Writes it as one value.</summary>
    public static void Write(Utf8JsonWriter json, RobustnessDocument document, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(document);
        var (study, portfolio) = (document.Study, document.Portfolio);
        json.WriteStartObject();
        json.WriteString("money", portfolio.Platform.Money);
        json.WriteNumber("seconds", Math.Round(study.Seconds, 3));
        json.WritePropertyName("plan");
        PlanWriter.Write(json, new PlanDocument(portfolio, study.Plan) { Explanation = explain ? Explanation.Of(portfolio, study.Plan) : null, Revision = document.Revision });
        WriteSample(json, study.Sample);
        json.Each("initiatives", study.Initiatives, i => WriteOdds(json, i, portfolio.Platform.Calendar));
        WriteCore(json, study.Core);
        WriteCurse(json, study.Curse);
        json.Each("scores", study.Scores, s => WriteScores(json, s));
        WriteInformation(json, study.Doubts);
        json.Each("horizons", study.Horizons, h =>
        {
            json.WriteNumber("tail", h.Tail);
            json.Number("discountRate", h.Rate.Yearly);
            Ids(json, "in", h.In);
            Ids(json, "out", h.Out);
            json.WriteBoolean("proven", h.Proven);
        });
        WriteGood(json, study.Good, portfolio.Platform.Calendar);
        json.Each("assumed", document.Assumed, a =>
        {
            json.WriteString("at", a.At);
            json.Number("value", a.Value);
            json.WriteString("why", a.Why);
        });
        if (document.Revision is { } revision)
        {
            json.WriteStartObject("workspace");
            json.WriteString("platform", portfolio.Platform.Id.Value);
            json.WriteString("sha256", revision);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSample(Utf8JsonWriter json, OptimaSample sample)
    {
        json.WriteStartObject("sample");
        json.WriteNumber("asked", sample.Asked);
        json.WriteNumber("solved", sample.Solved);
        json.WriteNumber("proven", sample.Proven);
        json.WriteNumber("promisesBroken", sample.Broken);
        json.WriteNumber("withoutPlan", sample.Hopeless);
        json.Number("meanGap", sample.Gap?.Value);
        json.Number("missed", sample.Missed?.Value);
        json.WriteEndObject();
    }

    private static void WriteOdds(Utf8JsonWriter json, InitiativeOdds odds, Calendar calendar)
    {
        json.WriteString("id", odds.Id.Value);
        json.WriteBoolean("inPlan", odds.InPlan);
        json.WriteBoolean("forced", odds.Forced);
        json.Number("inOptimal", odds.InOptimal?.Value);
        json.Number("core", odds.Core?.Value);
        if (odds.Date is { } date)
        {
            json.WriteStartObject("date");
            json.Text("p50", date.P50 is { } p50 ? calendar.Label(p50) : null);
            json.Text("p85", date.P85 is { } p85 ? calendar.Label(p85) : null);
            json.Number("late", date.Late.Value);
            json.WriteEndObject();
        }

        if (odds.Rank is { } rank) WriteRank(json, rank);
    }

    private static void WriteRank(Utf8JsonWriter json, RankInterval rank)
    {
        json.WriteStartObject("rank");
        json.WriteNumber("low", rank.Low);
        json.WriteNumber("nominal", rank.Nominal);
        json.WriteNumber("high", rank.High);
        json.WriteNumber("of", rank.Of);
        json.WriteEndObject();
    }

    private static void WriteCore(Utf8JsonWriter json, CoreRegion? core)
    {
        if (core is null)
        {
            json.WriteNull("core");
            return;
        }

        json.WriteStartObject("core");
        json.Texts("groups", core.Groups.Select(g => g.Value));
        json.Number("leastWeight", core.LeastWeight.Value);
        json.Each("optima", core.Optima, o =>
        {
            Ids(json, "chosen", o.Chosen);
            json.Number("share", o.Part.Value);
        });
        json.WriteBoolean("exact", core.Exact);
        json.WriteNumber("solved", core.Solved);
        json.WriteNumber("proven", core.Proven);
        json.Number("standardError", core.Error.Value);
        json.WriteEndObject();
    }

    private static void WriteCurse(Utf8JsonWriter json, Shrinkage? curse)
    {
        if (curse is null)
        {
            json.WriteNull("shrinkage");
            return;
        }

        json.WriteStartObject("shrinkage");
        json.Number("estimated", curse.Estimated.Value);
        json.Number("shrunk", curse.Shrunk.Value);
        json.Number("priorMean", curse.PriorMean.Value);
        json.Number("priorSd", curse.PriorSd.Value);
        json.WriteNumber("values", curse.Values);
        json.WriteBoolean("assumed", true);
        json.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter json, ScoreRanking ranking)
    {
        json.WriteString("method", WireText.Word(ranking.Method));
        json.WriteNumber("top", ranking.Top);
        json.Number("firstIsFirst", ranking.FirstIsFirst.Value);
        json.Number("wholeOrder", ranking.WholeOrder.Value);
        json.WriteStartArray("assumedDoubts");
        foreach (var doubt in ScoreRanking.AssumedDoubts(ranking.Method)) json.WriteNumberValue(doubt);
        json.WriteEndArray();
        json.Each("items", ranking.Items, i =>
        {
            json.WriteString("id", i.Id.Value);
            json.Number("score", i.Score);
            json.Number("inTop", i.InTop.Value);
            WriteRank(json, i.Rank);
        });
    }

    private static void WriteInformation(Utf8JsonWriter json, Information information)
    {
        json.WriteStartObject("findOut");
        json.Number("noise", information.Noise.Value);
        if (information.Better is { } better)
        {
            json.WriteStartObject("betterOnAverage");
            json.Number("gain", better.Gain.Value);
            Ids(json, "in", better.In);
            Ids(json, "out", better.Out);
            json.WriteEndObject();
        }

        json.WriteNumber("plans", information.Plans);
        json.WriteNumber("draws", information.Draws);
        json.Each("doubts", information.Doubts, d =>
        {
            json.WriteString("kind", WireText.Word(d.Kind));
            json.WriteString("id", d.Id);
            json.Text("team", d.Team?.Value);
            json.Number("p10", d.P10);
            json.Number("p50", d.P50);
            json.Number("p90", d.P90);
            json.WriteBoolean("assumed", d.IsAssumed);
            json.Number("worth", d.Worth.Value);
            WriteSwitch(json, "below", d.Below);
            WriteSwitch(json, "above", d.Above);
        });
        json.WriteEndObject();
    }

    private static void WriteSwitch(Utf8JsonWriter json, string name, Switch? at)
    {
        if (at is null) return;
        json.WriteStartObject(name);
        json.Number("at", at.At);
        Ids(json, "in", at.In);
        Ids(json, "out", at.Out);
        json.WriteEndObject();
    }

    private static void WriteGood(Utf8JsonWriter json, GoodPlans good, Calendar calendar)
    {
        json.WriteStartObject("goodPlans");
        json.Number("within", good.Within.Value);
        json.Each("plans", good.Plans, p =>
        {
            json.Number("objective", p.Objective.Value);
            json.Number("distance", p.Distance.Value);
            json.WriteBoolean("proven", p.Proven);
            Ids(json, "in", p.In);
            Ids(json, "out", p.Out);
            json.WriteStartObject("finishes");
            foreach (var (id, finish) in p.Finishes) json.WriteString(id.Value, calendar.Label(finish));
            json.WriteEndObject();
        });
        Ids(json, "shared", good.Shared);
        Ids(json, "needed", good.Needed);
        json.WriteBoolean("neededKnown", good.NeededKnown);
        json.WriteEndObject();
    }

    private static void Ids(Utf8JsonWriter json, string name, ImmutableArray<Id<Initiative>> ids) => json.Texts(name, ids.Select(i => i.Value));
}
