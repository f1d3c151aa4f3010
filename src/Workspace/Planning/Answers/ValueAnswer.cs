using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using static Dais.Workspace.Planning.Answers.Told;

namespace Dais.Workspace.Planning.Answers;

/// <summary>The shapes of what <see cref="ValueWriter"/>, <see cref="HorizonWriter"/>, <see cref="DependenciesWriter"/> and <see cref="CheckWriter"/> write.</summary>
internal static class ValueAnswer
{
    /// <summary>All values, or the ways to one thing.</summary>
    public static JsonObject Value => new() { ["anyOf"] = new JsonArray(All, Traces), ["description"] = "What things are worth to end users; of one id, by which ways." };

    /// <summary>When value flows, and for what.</summary>
    public static JsonObject Horizon => Object(
        ("money", Text),
        ("status", Word<PlanStatus>()),
        ("total", Number),
        ("goals", Many(Cells.And(("goal", Word<ReasonKind>()), ("all", Number)))),
        ("sum", Object(Cells)),
        ("atOtherRates", Many(Cells.And(("rate", Number)))),
        ("usersReachedBy", Many(("horizon", Word<Engine.Explaining.Horizon>()), ("atLeast", Number), ("atMost", Number), ("useCases", Whole), ("unsaid", Whole))),
        ("emptyCells", Many(("goal", Word<ReasonKind>()), ("horizon", Word<Engine.Explaining.Horizon>()), ("asked", Many(("subject", Text), ("yearly", Number), ("earliest", Quarter), ("planned", Quarter.OrNull()))))),
        ("motives", Many(Cells.And(("motive", Word<Motive>().OrNull()), ("all", Number), ("initiatives", Texts))))).Says("When a plan's value flows, near, mid and long, and for which goal.");

    /// <summary>Who waits on whom.</summary>
    public static JsonObject Dependencies => Object(
        ("status", Word<PlanStatus>()),
        ("draws", Whole),
        ("seed", Whole),
        ("correlation", Number),
        ("crossing", Number.OrNull()),
        ("links", Links),
        ("criticalChain", Links),
        ("chainSlack", Whole.OrNull()),
        ("pairs", Many(("waiting", Text), ("on", Text), ("links", Whole), ("tightest", Whole))),
        ("mostWaitedUpon", Many(("team", Text), ("links", Whole), ("teams", Whole), ("shared", Whole), ("useCases", Whole), ("ew", Number), ("late", Number.OrNull()))),
        ("shared", Texts)).Says("Who waits on whom across teams, and how likely in vain.");

    /// <summary>What is wrong or odd.</summary>
    public static JsonObject Check => Object(
        ("path", Text),
        ("sound", Flag),
        ("errors", Whole),
        ("warnings", Whole),
        ("findings", Many(("severity", OneOf("error", "warning")), ("rule", Text), ("source", Text.OrNull()), ("at", Text), ("sentence", Text), ("maybe", Text.OrNull())))).Says("Everything that is wrong or odd with the workspace, errors first.");

    /// <summary>A file that was made.</summary>
    public static JsonObject Export => Object(
        ("file", Text),
        ("mediaType", Text),
        ("sensitive", Flag.Says("Whether it holds what only those see who were given sight of sensitive fields.")),
        ("bytes", Whole),
        ("sha256", Text),
        ("content", new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" })).Says("A file that was made; jobs/{id}/file hands it over as it is.");

    private static (string, JsonObject)[] Cells => [.. Wire.Words<Engine.Explaining.Horizon>.All.Select(h => (h, Number))];

    private static (string, JsonObject)[] Thing => [("kind", Word<Engine.Valuing.ThingKind>()), ("id", Text)];

    private static JsonObject All => Object(
        ("money", Text),
        ("endValue", Number),
        ("things", Many(Thing.And(
            ("name", Text),
            ("endValue", Number.OrNull()),
            ("gross", Number.OrNull()),
            ("credited", Number.OrNull()),
            ("p10", Number.OrNull()),
            ("p90", Number.OrNull()),
            ("shapley", Number.OrNull()),
            ("atStake", Number.OrNull()),
            ("complete", Flag),
            ("rank?", Object(("best", Whole), ("worst", Whole)))))),
        ("agreements", Many(("a", Text), ("b", Text), ("tauB", Number.OrNull()))),
        ("orphans", Texts),
        ("valueUnknown", Texts),
        ("assumed", Many(("from", Text), ("to", Text), ("share", Number))),
        ("additional", Object(("total", Number), ("credit", Many(Thing.And(("credit", Number)))), ("availableAlready", Texts), ("outOfReach", Texts), ("valueUnknown", Texts))),
        ("warnings", Texts));

    private static JsonObject Traces => Object(
        ("money", Text),
        ("traces", Many(Thing.And(("credited?", Number.OrNull()), ("shapley?", Number.OrNull()), ("atStake?", Number.OrNull()), ("today?", Sum), ("additional?", Sum)))));

    private static JsonObject Sum => Object(
        ("total", Number.OrNull()),
        ("paths", Many(("carries", Number.OrNull()), ("part", Number.OrNull()), ("segments", Texts), ("steps", Many(Thing.And(("share?", Number)))))),
        ("rest", Number),
        ("throughLoops", Number.OrNull()),
        ("valueUnknown", Texts));

    private static JsonObject Links => Many(
        ("kind", Word<LinkKind>()),
        ("waiting", Text),
        ("on", Text),
        ("waitingTeams", Texts),
        ("onTeams", Texts),
        ("group", Text.OrNull()),
        ("finish", Quarter),
        ("neededBy", Quarter),
        ("slack", Whole),
        ("crossesTeams", Flag),
        ("critical", Flag),
        ("late", Number.OrNull()),
        ("lateAssumed", Flag));
}
