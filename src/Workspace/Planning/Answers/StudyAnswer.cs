using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Lenses;
using static Dais.Workspace.Planning.Answers.Told;

namespace Dais.Workspace.Planning.Answers;

/// <summary>The shapes of what <see cref="LensWriter"/>, <see cref="GroupWriter"/> and <see cref="RobustnessWriter"/> write.</summary>
internal static class StudyAnswer
{
    /// <summary>Both ideal plans and what lies between them.</summary>
    public static JsonObject Lenses => Object(
        ("money", Text),
        ("seconds", Number),
        ("exact", Flag),
        ("customer", Ref("plan")),
        ("platform", Ref("plan")),
        ("tension?", Object(
            ("capacityConflict", Number.OrNull()),
            ("weightedJaccard", Number.OrNull()),
            ("lossCustomer", Number.OrNull()),
            ("lossPlatform", Number.OrNull()),
            ("timeTensionQuarters", Number.OrNull()),
            ("items", Many(
                ("id", Text),
                ("tension", Number.OrNull()),
                ("pull", Word<Lens>()),
                ("ew", Number),
                ("customerFinish", Quarter.OrNull()),
                ("platformFinish", Quarter.OrNull()),
                ("customerValue", Number),
                ("platformValue", Number),
                ("customerPart", Number.OrNull()),
                ("platformPart", Number.OrNull()))),
            ("inNeither", Texts),
            ("inNone", Texts))),
        ("frontier", Object(
            ("exact", Flag),
            ("gap", Number.OrNull()),
            ("found", Whole),
            ("points", Many(Sides.And(("supported", Flag), ("gap", Number.OrNull()), ("finishes", Finishes)))),
            ("boxes", Many(("low", Object(Sides)), ("high", Object(Sides)))))),
        ("compromises", Many(
            ("kind", Word<CompromiseKind>()),
            ("score", Number.OrNull()),
            ("bound", Number.OrNull()),
            ("proven", Flag),
            ("givesUp", Many(("side", Word<Lens>()), ("dropped", Texts), ("delayed", Many(("id", Text), ("quarters", Whole))), ("value", Number), ("part", Number.OrNull()))),
            ("plan", Ref("plan")))),
        ("assumed", PlanAnswer.Assumed),
        ("workspace?", PlanAnswer.Workspace)).Says("Both ideal roadmaps, their tensions, and what lies between them.");

    /// <summary>How groups fare.</summary>
    public static JsonObject Groups => Object(
        ("money", Text),
        ("seconds", Number),
        ("policyPlan", Ref("plan")),
        ("groups", Many(("id", Text), ("ownBest", Most), ("share", Number), ("shareAssumed", Flag), ("ownBestWithShare", Most.OrNull())).Says("What each could have alone.")),
        ("plans", Many(Fares.And(
            ("kind", Word<FairnessKind>()),
            ("alsoCalled", Texts),
            ("alpha?", Number),
            ("score", Number.OrNull()),
            ("bound", Number.OrNull()),
            ("proven", Flag),
            ("priceOfFairness", Number.OrNull()),
            ("priceBoundIfDivisible", Number.OrNull()),
            ("plan", Ref("plan")))).Says("A plan by each rule of fairness, and how each group fares under it.")),
        ("unserved", Texts),
        ("trade", Object(
            ("proven", Flag),
            ("gain", Number),
            ("sides", Many(("bucket", Text), ("owner", Text.OrNull()), ("shifts", Many(("by", Quarter), ("before", Number), ("after", Number))), ("sooner", Moves), ("later", Moves))),
            ("before", Object(Fares.And(("plan", Ref("plan"))))),
            ("after", Object(Fares.And(("plan", Ref("plan")))))).OrNull()),
        ("attributions", Many(("id", Text), ("source", Word<AttributionSource>()), ("assumed", Flag), ("parts", Map(Number)))),
        ("assumed", PlanAnswer.Assumed),
        ("workspace?", PlanAnswer.Workspace)).Says("Each group's own best, its regret, fair plans and their price.");

    /// <summary>How sure a plan is.</summary>
    public static JsonObject Robustness => Object(
        ("money", Text),
        ("seconds", Number),
        ("plan", Ref("plan")),
        ("sample", Object(("asked", Whole), ("solved", Whole), ("proven", Whole), ("promisesBroken", Whole), ("withoutPlan", Whole), ("meanGap", Number.OrNull()), ("missed", Number.OrNull()))),
        ("initiatives", Many(
            ("id", Text),
            ("inPlan", Flag),
            ("forced", Flag),
            ("inOptimal", Number.OrNull()),
            ("core", Number.OrNull()),
            ("date?", Object(("p50", Quarter.OrNull()), ("p85", Quarter.OrNull()), ("late", Number))),
            ("rank?", Rank))),
        ("core", Object(
            ("groups", Texts),
            ("leastWeight", Number),
            ("optima", Many(("chosen", Texts), ("share", Number))),
            ("exact", Flag),
            ("solved", Whole),
            ("proven", Whole),
            ("standardError", Number)).OrNull()),
        ("shrinkage", Object(("estimated", Number), ("shrunk", Number), ("priorMean", Number), ("priorSd", Number), ("values", Whole), ("assumed", Flag)).OrNull()),
        ("scores", Many(
            ("method", Word<ScoreMethod>()),
            ("top", Whole),
            ("firstIsFirst", Number),
            ("wholeOrder", Number),
            ("assumedDoubts", Numbers),
            ("items", Many(("id", Text), ("score", Number), ("inTop", Number), ("rank", Rank))))),
        ("findOut", Object(
            ("noise", Number),
            ("betterOnAverage?", Object(("gain", Number), ("in", Texts), ("out", Texts))),
            ("plans", Whole),
            ("draws", Whole),
            ("doubts", Many(
                ("kind", Word<DoubtKind>()),
                ("id", Text),
                ("team", Text.OrNull()),
                ("p10", Number),
                ("p50", Number),
                ("p90", Number),
                ("assumed", Flag),
                ("worth", Number),
                ("below?", Switch),
                ("above?", Switch))))),
        ("horizons", Many(("tail", Whole), ("discountRate", Number), ("in", Texts), ("out", Texts), ("proven", Flag))),
        ("goodPlans", Object(
            ("within", Number),
            ("plans", Many(("objective", Number), ("distance", Number), ("proven", Flag), ("in", Texts), ("out", Texts), ("finishes", Finishes))),
            ("shared", Texts),
            ("needed", Texts),
            ("neededKnown", Flag))),
        ("assumed", PlanAnswer.Assumed),
        ("workspace?", PlanAnswer.Workspace)).Says("How sure the plan is, what to find out first, which plans are as good.");

    private static (string, JsonObject)[] Sides => [("customer", Number), ("platform", Number)];

    private static JsonObject Most => Object(("value", Number), ("bound", Number), ("proven", Flag), ("finishes", Finishes));

    private static (string, JsonObject)[] Fares =>
    [
        ("sum", Number),
        ("unattributed", Number),
        ("groups", Many(("id", Text), ("value", Number), ("satisfaction", Number.OrNull()), ("regret", Number.OrNull()))),
    ];

    private static JsonObject Moves => Many(("id", Text), ("before", Quarter.OrNull()), ("after", Quarter.OrNull()));

    private static JsonObject Rank => Object(("low", Whole), ("nominal", Whole), ("high", Whole), ("of", Whole));

    private static JsonObject Switch => Object(("at", Number), ("in", Texts), ("out", Texts));
}
