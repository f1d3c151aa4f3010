using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Planning.Flipping;
using static Dais.Workspace.Planning.Answers.Told;

namespace Dais.Workspace.Planning.Answers;

/// <summary>The shape of what <see cref="WhyNotWriter"/> writes.</summary>
internal static class WhyNotAnswer
{
    /// <summary>A card.</summary>
    public static JsonObject Card => Object(
        ("id", Text),
        ("name", Text),
        ("sort", OneOf("initiative", "use case", "request")),
        ("about", Text.OrNull()),
        ("standing", Word<Engine.Explaining.WhyNot.Standing>()),
        ("sentence", Text),
        ("planned", Quarter.OrNull()),
        ("earliestBesideThePlan", Quarter.OrNull()),
        ("earliestEver", Quarter.OrNull()),
        ("money", Text),
        ("objective", Number),
        ("proven", Flag),
        ("price", Number.OrNull()),
        ("priceAtLeast", Number.OrNull()),
        ("dates", Dates),
        ("rank", Object(("nominal", Whole), ("p10", Whole), ("p90", Whole), ("of", Whole)).OrNull()),
        ("displaced", Moves),
        ("delayPerWeek", Number.OrNull()),
        ("regret", Object(("group", Text), ("now", Number), ("best", Number), ("regret", Number.OrNull()), ("proven", Flag)).OrNull()),
        ("changes", Many(
            ("kind", Word<FlipKind>()),
            ("size", Number.OrNull()),
            ("unit", Text),
            ("bound", Number.OrNull()),
            ("cost", Number.OrNull()),
            ("provenSmallest", Flag),
            ("verified", Flag),
            ("smallerFails", Flag),
            ("none", Word<NoFlip>().OrNull()),
            ("sentence", Text),
            ("team?", Text),
            ("lent?", Numbers),
            ("paid", Number.OrNull()),
            ("dates", Dates),
            ("touched", Moves),
            ("moves", Moves)).Says("The cheapest change of each kind that gets it in.")),
        ("switching", Many(
            ("of", Word<SwitchingSort>()),
            ("sentence", Text),
            ("factor", Number.OrNull()),
            ("chance", Number.OrNull()),
            ("assumed", Flag),
            ("nearest", Flag),
            ("whoKnows", Texts))),
        ("matches", Many(("id", Text), ("name", Text), ("sort", Text), ("words", Texts))),
        ("otherSide", Texts.Says("The case for the other side."))).Says("Why a thing is not in the plan, and what would get it in.");

    private static JsonObject Dates => Object(("planned", Quarter.OrNull()), ("p50", Quarter.OrNull()), ("p85", Quarter.OrNull()), ("late", Number.OrNull()), ("ofSlowest", Flag)).OrNull();

    // What may not be named has neither id nor dates.
    private static JsonObject Moves => Many(("id", Text.OrNull()), ("name", Text), ("ew", Number), ("kind", Word<ChangeKind>().OrNull()), ("before", Quarter.OrNull()), ("after", Quarter.OrNull()));
}
