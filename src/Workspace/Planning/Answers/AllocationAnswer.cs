using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using static Dais.Workspace.Planning.Answers.Told;

namespace Dais.Workspace.Planning.Answers;

/// <summary>The shapes of what <see cref="AllocationWriter"/> and <see cref="ReorderWriter"/> write.</summary>
internal static class AllocationAnswer
{
    /// <summary>What the split of capacity is worth, or what another order in a bucket changes.</summary>
    public static JsonObject Either => new() { ["anyOf"] = new JsonArray(Allocation, Reorder), ["description"] = "What the split of capacity is worth; or, where a bucket was put in another order, what that changes. Shares are fractions of the capacity over the horizon after reserves, unless they say otherwise." };

    private static JsonObject Allocation => Object(
        ("money", Text),
        ("seconds", Number),
        ("optimum", Ref("plan")),
        ("unconstrained", Ref("plan").OrNull()),
        ("priceOfBuckets", Number.OrNull()),
        ("withoutFloors", Object(Held).OrNull()),
        ("splits", Many(("kind", Word<SplitKind>()), ("plan", Object(Held)))),
        ("effects", Many(("bucket", Text), ("less", Change), ("more", Change))),
        ("curves", Many(("bucket", Text), ("points", Points), ("alone", Points), ("crossings", Many(("kind", Word<CrossingKind>()), ("thing", Text), ("other", Text.OrNull()))))),
        ("bands", Many(("bucket", Text), ("part", Number), ("low", End), ("high", End))),
        ("shadowPrice", Object(
            ("perPoint", Number.OrNull()),
            ("lostPerPoint", Number.OrNull()),
            ("from", Text),
            ("relaxation", Number.OrNull()),
            ("relaxationExact", Flag),
            ("more", Object(Held)),
            ("less", Object(Held)),
            ("binding", Text.OrNull()),
            ("teams", Many(("id", Text), ("perPoint", Number.OrNull()), ("relaxation", Number.OrNull()), ("more", Object(Held))))).OrNull()),
        ("uses", Many(("bucket", Text), ("best", Texts), ("runnerUp", Object(Held).OrNull()))),
        ("shares", Many(Line.And(("target", Number.OrNull()), ("planned", Number.OrNull()), ("actual", Number.OrNull()), ("targetOfGross", Number.OrNull()), ("plannedOfGross", Number.OrNull()), ("actualOfAll", Number.OrNull())))),
        ("worklog", Object(("first", Quarter), ("last", Quarter), ("ew", Number), ("lines", Many(Line.And(("ew", Number), ("assumedEw", Number))))).OrNull()),
        ("glidePath", Object(
            ("limit", Number),
            ("from", OneOf("worklog", "plan")),
            ("arrival", Quarter.OrNull()),
            ("ktlo", Object(("built", Number.OrNull()), ("retired", Number.OrNull()), ("halfLife", Number.OrNull())).OrNull()),
            ("noForecast", Word<NoForecast>().OrNull()),
            ("lines", Many(Line.And(("today", Number.OrNull()), ("shares", Numbers), ("target", Number.OrNull()))))).OrNull()),
        ("assumed", PlanAnswer.Assumed),
        ("workspace?", PlanAnswer.Workspace));

    private static JsonObject Reorder => Object(
        ("bucket", Text),
        ("order", Texts),
        ("ordered", Flag),
        ("impossible", Texts),
        ("ownBefore", Number.OrNull()),
        ("ownAfter", Number.OrNull()),
        ("effect", Number),
        ("before", Ref("plan")),
        ("after", Ref("plan")));

    private static (string, JsonObject)[] Line => [("kind", Text), ("bucket", Text.OrNull())];

    private static (string, JsonObject)[] Held => [("status", Word<PlanStatus>()), ("value", Number.OrNull()), ("bound", Number.OrNull()), ("proven", Flag), ("finishes", Finishes)];

    private static JsonObject Change => Object(Held.And(("share", Number), ("effect", Number.OrNull()), ("effectAtMost", Number.OrNull()))).OrNull();

    private static JsonObject Points => Many(Held.And(("share", Number)));

    private static JsonObject End => Object(("share", Number.OrNull()), ("bound", Number.OrNull()), ("proven", Flag), ("finishes", Finishes));
}
