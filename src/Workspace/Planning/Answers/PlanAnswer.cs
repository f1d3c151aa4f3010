using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Engine.Planning;
using static Dais.Workspace.Planning.Answers.Told;

namespace Dais.Workspace.Planning.Answers;

/// <summary>The shapes of what <see cref="PlanWriter"/>, <see cref="CompareWriter"/> and <see cref="WhatIfWriter"/> write.</summary>
internal static class PlanAnswer
{
    /// <summary>A plan.</summary>
    public static JsonObject Plan => Object(
        ("status", Word<PlanStatus>().Says("What is known about it: optimal is proven, feasible is within the gap of the best, infeasible is that there is none.")),
        ("objective", Number.OrNull().Says("What it is worth by its policy, in money units at present value.")),
        ("bound", Number.OrNull().Says("No plan is worth more.")),
        ("gap", Number.OrNull().Says("How far it may be from the best, as a share of the bound.")),
        ("seconds", Number.Says("How long was looked.")),
        ("value", Object(("customer", Number.OrNull()), ("platform", Number.OrNull())).Says("What it is worth to each side.")),
        ("initiatives", Many(
            ("id", Text),
            ("start", Quarter),
            ("finish", Quarter.Says("At the end of this quarter it is finished.")),
            ("work", Map(Numbers).Says("Engineer-weeks by team, one for each period."))).Says("What is chosen, when, and the work.")),
        ("useCases", Many(("id", Text), ("available", Quarter)).Says("What becomes possible, from the end of when.")),
        ("teams", Many(("id", Text), ("used", Numbers), ("capacity", Numbers)).Says("Engineer-weeks, one for each period; capacity after reserves.")),
        ("buckets", Many(
            ("id", Text),
            ("share", Number.OrNull().Says("Of the capacity over the horizon after reserves.")),
            ("min", Number.OrNull()),
            ("max", Number.OrNull()),
            ("shortfall", Number.OrNull().Says("Engineer-weeks that lack to the floor.")),
            ("effort", Number.OrNull().Says("Engineer-weeks.")))),
        ("shortfall", Number.OrNull().Says("Engineer-weeks that lack to all floors.")),
        ("warnings", Texts),
        ("left", Many(("id", Text), ("reason", Text), ("obstacle", Word<Obstacle>()), ("subject", Text.OrNull()), ("gain", Number.OrNull())).Says("What is left out, and what keeps it out.")),
        ("conflicts", Many(("rule", Text), ("subject", Text), ("sentence", Text), ("relaxation", Text.OrNull())).Says("Where there is no plan: a smallest set of rules that cannot hold together.")),
        ("periods", Many(Quarter)),
        ("money", Text.Says("What a money unit is.")),
        ("tailShare", Number.OrNull().Says("The part of the value that lies after the horizon.")),
        ("ties", Word<TieBreak>()),
        ("work", Whole.Says("How much work the search took.")),
        ("capacity", Object(("gross", Number), ("plannable", Number), ("lines", Many(("kind", Word<CapacityKind>()), ("id", Text.OrNull()), ("ew", Number), ("share", Number.OrNull()))))),
        ("stability?", Object(("moves", Many(("id", Text), ("promised", Quarter), ("now", Quarter.OrNull()))), ("valueOfMoving", Number.OrNull()), ("valueLost", Number.OrNull())).Says("Which promises move, and what keeping them costs.")),
        ("policy", Ref("policy")),
        ("reasons?", Many(("kind", Word<ReasonKind>()), ("subject", Text), ("from", Quarter), ("yearly", Number), ("amount", Number)).Says("What its value consists of: the amounts add up to it.")),
        ("unserved?", Many(("id", Text), ("yearly", Number.OrNull()), ("missing", Texts))),
        ("fromTheStart?", Texts),
        ("assumed", Assumed),
        ("workspace?", Workspace)).Says("A plan: when what is done, what it is worth, why.");

    /// <summary>What was assumed.</summary>
    public static JsonObject Assumed => Many(("at", Text), ("value", Number.OrNull()), ("why", Text)).Says("Values that nobody stated.");

    /// <summary>What a result was made of.</summary>
    public static JsonObject Workspace => Object(("platform", Text), ("sha256", Text));

    /// <summary>One plan minus another.</summary>
    public static JsonObject Comparison => Object(
        ("before", Number),
        ("after", Number),
        ("difference", Number),
        ("money", Text),
        ("samePolicy", Flag),
        ("changes", Many(("id", Text), ("kind", Word<ChangeKind>()), ("before", Quarter.OrNull()), ("after", Quarter.OrNull()))),
        ("differences", Differences),
        ("loads", Loads),
        ("warnings", Texts)).Says("The second plan minus the first: the amounts add up to the difference.");

    /// <summary>What a scenario would do.</summary>
    public static JsonObject WhatIf => Object(
        ("scenario", Ref("scenario")),
        ("sentences", Texts),
        ("money", Text),
        ("difference", Number.OrNull()),
        ("baseAsItStands", Number.OrNull()),
        ("byPlanningAnew", Number.OrNull()),
        ("missedByTheBase", Number.OrNull()),
        ("moves?", Many(
            ("id", Text),
            ("kind", Word<ChangeKind>()),
            ("before", Quarter.OrNull()),
            ("after", Quarter.OrNull()),
            ("cause", Word<MoveCause>()),
            ("subject", Text.OrNull()),
            ("because", Texts),
            ("why", Text.OrNull()))),
        ("differences?", Differences),
        ("loads?", Loads),
        ("buckets", Many(("id", Text), ("before", Number), ("after", Number), ("ewBefore", Number), ("ewAfter", Number))),
        ("notes", Texts),
        ("base", Ref("plan")),
        ("plan", Ref("plan"))).Says("A scenario's plan minus the base plan, move by move.");

    private static JsonObject Differences => Many(("kind", Word<ReasonKind>()), ("subject", Text), ("before", Number), ("after", Number), ("amount", Number));

    private static JsonObject Loads => Many(("team", Text), ("more", Numbers)).Says("Engineer-weeks more, one for each period.");
}
