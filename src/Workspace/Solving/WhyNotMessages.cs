using System.Text.Json;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Solving;

/// <summary>What came of it.</summary>
/// <param name="Wanted">What was looked for; absent for a request that is linked to nothing.</param>
/// <param name="Report">What it takes; of a request that is linked to nothing, the plan only.</param>
public sealed record WhyNotReply(Wanted? Wanted, FlipReport Report);

/// <summary>A reply as one JSON value, and back.</summary>
internal static class WhyNotMessages
{
    public static void Write(Utf8JsonWriter json, Portfolio portfolio, WhyNotReply reply)
    {
        var (report, calendar) = (reply.Report, portfolio.Platform.Calendar);
        json.WriteStartObject();
        json.Text("initiative", (reply.Wanted as Wanted.OfInitiative)?.Initiative.Value);
        json.Text("useCase", (reply.Wanted as Wanted.OfUseCase)?.UseCase.Value);
        json.WriteBoolean("in", report.In);
        json.WriteBoolean("asGood", report.AsGood);
        Plan("base", report.Base);
        if (report.Forced is { } forced) Plan("forced", forced);
        json.Number("forcedBound", report.ForcedBound?.Value);
        json.Number("ownBest", report.OwnBest?.Value.Value);
        json.Number("ownBound", report.OwnBest?.Bound.Value);
        json.Number("ownNow", report.OwnNow?.Value);
        json.Each("answers", report.Answers, a =>
        {
            json.WriteString("kind", WireText.Word(a.Kind));
            json.Text("without", a.Without is { } without ? WireText.Word(without) : null);
            json.Number("bound", a.Bound);
            if (a.Flip is not { } flip) return;
            json.WriteStartObject("flip");
            ScenarioText.Write(json, "changes", flip.Changes, calendar);
            json.WriteNumber("size", flip.Size);
            json.Number("bound", flip.Bound);
            json.Number("cost", flip.Cost.Value);
            Plan("plan", flip.Plan);
            json.WriteBoolean("smallest", flip.Smallest);
            json.WriteBoolean("decides", flip.Decides);
            json.WriteBoolean("smallerFails", flip.SmallerFails);
            json.WriteEndObject();
        });
        json.WriteEndObject();

        void Plan(string name, Plan plan)
        {
            json.WritePropertyName(name);
            PlanWriter.Write(json, new PlanDocument(portfolio, plan));
        }
    }

    /// <summary>The reply in that value.</summary>
    /// <exception cref="DocumentException">It is not of its shape.</exception>
    public static WhyNotReply Read(Node node, Portfolio portfolio)
    {
        Wanted? wanted = node.Find("initiative") is { } i ? new Wanted.OfInitiative(PlanReader.Known(i, portfolio.Initiatives, "initiative"))
            : node.Find("useCase") is { } u ? new Wanted.OfUseCase(PlanReader.Known(u, portfolio.UseCases, "use case")) : null;
        return new(wanted, new(
            PlanReader.Read(node["base"], portfolio).Plan,
            node["in"].Flag(),
            node["asGood"].Flag(),
            node.Find("forced") is { } forced ? PlanReader.Read(forced, portfolio).Plan : null,
            node.Each("answers", a => Answer(a, portfolio)),
            Money(node.Find("ownBest")) is { } best ? new Most(best, Money(node.Find("ownBound")) ?? best) : null,
            Money(node.Find("ownNow"))) { ForcedBound = Money(node.Find("forcedBound")) });
    }

    private static FlipAnswer Answer(Node a, Portfolio portfolio)
    {
        var kind = a["kind"].Word<FlipKind>();
        return new(kind, a.Find("flip") is { } flip ? Flip(kind, flip, portfolio) : null, a.Find("without")?.Word<NoFlip>(), a.Find("bound")?.Number());
    }

    private static Flip Flip(FlipKind kind, Node n, Portfolio portfolio) => new(
        kind,
        ScenarioText.Read(n, "changes", portfolio),
        n["size"].Number(),
        n.Find("bound")?.Number(),
        Engine.Quantities.Money.Of(n["cost"].Number()),
        PlanReader.Read(n["plan"], portfolio).Plan,
        n["smallest"].Flag(),
        n["decides"].Flag(),
        n["smallerFails"].Flag());

    private static Money? Money(Node? node) => node is { } written ? Engine.Quantities.Money.Of(written.Number()) : null;
}
