using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using static Dais.Workspace.Wire.Vocabulary;

namespace Dais.Workspace.Wire;

/// <summary>
/// The one table of everything that may stand in a workspace. Checks, columns and the JSON Schema all come from it: a
/// field that is added here is checked, converted and published.
/// </summary>
public static class Kinds
{
    /// <summary>The platform: one object.</summary>
    public static Shape.Parts Platform { get; } = new([
        Needed("id", Id, "Its id."),
        Name,
        Maybe("currency", Word, "The base currency's code, such as USD."),
        Maybe("moneyUnit", Word, "How many of it one money unit is: absent for one, k for thousands, M for millions."),
        Maybe("discountRate", new Shape.Number(0, 10), "How much a year's wait costs, as a fraction a year; absent is assumed to be 0."),
        Needed("periods", new Shape.Parts([
            Needed("first", new Shape.Quarter(First: true), "The label of the first quarter: 2027-Q1, or fiscal FY27-Q1."),
            Maybe("starts", new Shape.Day(), "The first day of the first quarter."),
            Needed("count", new Shape.Number(1, Calendar.MostPeriods, Whole: true), "How many quarters the horizon has."),
        ]), "The horizon."),
        Maybe("rates", new Shape.Map(null, new Shape.Parts([
            Needed("perUnit", new Shape.Number(0, Above: true), "Base currency units for one unit of this currency."),
            Maybe("asOf", new Shape.Day(), "The day of the rate."),
        ], Shorthand: "perUnit")), "What other currencies are worth, by their code."),
    ]);

    /// <summary>Every list, in the order in which files have them.</summary>
    public static ImmutableArray<Kind> All { get; } =
    [
        new("teams", "Who works.", new([
            Needed("id", Id, "Its id."),
            Name,
            Needed("capacity", new Shape.Periodic(Positive), "Engineer-weeks a period, before reserves."),
            Maybe("reserve", new Shape.Parts([
                Maybe("ktlo", new Shape.Periodic(Fraction), "The share kept for keeping the lights on."),
                Maybe("unplanned", new Shape.Periodic(Fraction), "The share kept for what comes up."),
            ]), "The shares of capacity that are not planned as initiatives (R4)."),
            Maybe("loadedCost", AmountOf(Positive), "What one engineer-week costs."),
        ])),
        new("buckets", "How capacity is allocated.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("owner", To("groups"), "The group that may order the work inside it."),
            Maybe("share", Fraction, "The share it is meant to have."),
            Maybe("min", Fraction, "The floor: the share it has to have as far as possible (R9)."),
            Maybe("max", Fraction, "The ceiling: the share it must not pass (R9)."),
        ])),
        new("groups", "Who has a stake: groups, never persons.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("class", OneOf<StakeholderClass>(), "What it is to the platform."),
            Maybe("people", new Shape.Number(0, 1e9, Whole: true), "How many people."),
            Maybe("power", Fraction, "How far it can have its way."),
            Maybe("legitimacy", Fraction, "How proper its claim is."),
            Maybe("urgency", Fraction, "How pressing its claim is."),
            Maybe("nearness", Fraction, "How near it sits to the platform team: 0 far, 1 next door."),
            Notes,
        ])),
        new("segments", "Who the end users are.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("size", Positive, "How many there are."),
        ])),
        new("accounts", "Who pays.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("segment", To("segments"), "The segment it belongs to."),
            Maybe("arr", AmountOf(Positive), "Annual recurring revenue, or its equivalent.") with { Sensitive = true },
            Maybe("stage", OneOf<JourneyStage>(), "Where its journey stands."),
            Notes,
        ])),
        new("products", "What is offered.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("owner", To("groups"), "The group that answers for it."),
            Maybe("segments", ManyOf("segments"), "Who uses it."),
            Maybe("value", Worth, "What it earns today, a year."),
            Maybe("uses", Uses, "The capabilities it stands on."),
        ])),
        new("capabilities", "What the products stand on.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("domain", Word, "The area it belongs to."),
            Maybe("owner", To("teams"), "The team that runs it."),
            Maybe("level", Step, "How far it is today.", "0"),
            Maybe("uses", Uses, "The capabilities it stands on itself."),
        ])),
        new("useCases", "What could be possible.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("product", To("products"), "The product it belongs to."),
            Maybe("segments", ManyOf("segments"), "Who it is for."),
            Maybe("group", To("groups"), "The group that wants it and to which its value counts."),
            Maybe("needs", new Shape.Many(new Shape.Parts(
                [
                    Maybe("capability", To("capabilities"), "A capability that has to be there.", with: "level"),
                    Maybe("level", Step, "The level it has to have (R10).", with: "capability"),
                    Maybe("initiative", To("initiatives"), "An initiative that has to be finished."),
                ],
                Choice: new(["capability", "initiative"]),
                Compact: new("capability", "level", "initiative"))), "What has to be there (R11)."),
            Maybe("value", Worth, "What it adds a year, once it is available."),
            Maybe("ramp", Positive, "How many periods until it is worth that in full; absent is 1."),
        ])),
        Initiatives,
        new("outcomes", "What should move.", new([
            Needed("id", Id, "Its id."),
            Name,
            Maybe("metric", Word, "What is measured."),
            Maybe("unit", Word, "In what unit."),
            Maybe("baseline", Any, "Where it stands."),
            Maybe("target", Any, "Where it should stand."),
            Maybe("date", new Shape.Day(), "By when."),
            Maybe("owner", To("groups"), "The group that answers for it."),
            Maybe("lens", new Shape.Word(["growth", "retention", "margin", "user", "risk"]), "What sort of outcome it is."),
        ])),
        new("requests", "What was asked, in the askers' words.", new([
            Needed("id", Id, "Its id."),
            Maybe("group", To("groups"), "The group that asks."),
            Maybe("account", To("accounts"), "The account that asks, or on whose behalf it is asked."),
            Maybe("title", Word, "The title; the id where there is none."),
            Maybe("text", Word, "The words of it."),
            Maybe("priority", Word, "The priority claimed, as it was written."),
            Maybe("neededBy", new Shape.Quarter(), "When it is needed."),
            Maybe("links", Links, "What it is about."),
            Maybe("votes", Positive, "How many voted for it."),
            Maybe("source", Word, "The system it came from."),
            Maybe("sourceId", Word, "Its id there."),
            Maybe("created", new Shape.Day(), "The day it was made."),
            Maybe("status", Word, "How far it is, as it was written."),
        ])),
        new("evidence", "What was cited by accounts.", new([
            Needed("id", Id, "Its id."),
            Maybe("account", To("accounts"), "Who."),
            Maybe("theme", Word, "About what."),
            Maybe("stage", OneOf<JourneyStage>(), "When in the journey."),
            Maybe("strength", Word, "How strongly, as it was written."),
            Maybe("distance", new Shape.Number(0, 3, Whole: true), "0 observed use, 1 end user said, 2 account team said, 3 internal opinion."),
            Maybe("date", new Shape.Day(), "On what day."),
            Maybe("quote", Word, "In what words."),
            Maybe("solicited", new Shape.Flag(), "Whether they were asked."),
            Maybe("links", Links, "What it is about."),
            Maybe("measure", Any, "A measured number."),
            Maybe("unit", Word, "The unit of the measure."),
            Maybe("source", Word, "The system it came from."),
        ])),
        new("views", "What each group would put first.", new(
            [
                Needed("group", To("groups"), "Whose view."),
                Needed("period", new Shape.Quarter(), "When it was given; may lie before the horizon."),
                Maybe("ranking", new Shape.Many(new Shape.Text(MayBeEmpty: false)), "The items from first to last."),
                Maybe("points", new Shape.Map(null, Positive), "Points for each item."),
            ],
            Choice: new(["ranking", "points"]))),
        new("worklog", "What was done.", new([
            Needed("period", new Shape.Quarter(), "When; may lie before the horizon."),
            Needed("team", To("teams"), "Who did it."),
            Maybe("initiative", To("initiatives"), "On what, where it was an initiative."),
            Maybe("kind", OneOf<InitiativeKind>(), "What sort of work."),
            Maybe("group", To("groups"), "For whom."),
            Maybe("planned", new Shape.Flag(), "Whether it was in the plan."),
            Needed("ew", Positive, "How many engineer-weeks."),
        ])),
        new("assumptions", "What was assumed and no source states. It holds as long as its value stands where it says.", new([
            Needed("at", Id, "Where the value stands: initiatives/sso/effort/identity."),
            Maybe("value", Any, "The number that was assumed; absent where it is no number."),
            Needed("why", Word, "Why it was assumed."),
        ])) { Carried = true },
        new("charter", "What the platform is for. Carried as it is.", null) { MayBeObject = true },
        new("qualities", "Quality attributes. Carried as they are.", null),
        new("shortcuts", "Deliberate debt. Carried as it is.", null),
        new("options", "Ways to get something. Carried as they are.", null),
        KeptKinds.Decisions,
        new("forecasts", "What was foretold. Carried as it is.", null),
        new("relationships", "Who should talk to whom. Carried as it is.", null),
        KeptKinds.Reviews,
        KeptKinds.Scenarios,
        KeptKinds.Policies,
        KeptKinds.Comments,
    ];

    /// <summary>The list of that name, or nothing.</summary>
    public static Kind? Find(string name) => ByName.GetValueOrDefault(name);

    private static Kind Initiatives => new("initiatives", "What could be done.", new([
        Needed("id", Id, "Its id."),
        Name,
        Maybe("bucket", To("buckets"), "The bucket whose share it takes."),
        Maybe("kind", OneOf<InitiativeKind>(), "What sort of work it is."),
        Maybe("effort", new Shape.Map("teams", EstimateShape), "Engineer-weeks of each team (R1): a number, or p10, p50 and p90."),
        Maybe("periods", new Shape.Number(1, Calendar.MostPeriods, Whole: true), "The fewest periods from its first possible one to its finish (R3); absent is 1."),
        Maybe("pace", Positive, "The most engineer-weeks of one team in one period (R2); absent or 0 is no limit.", "0"),
        Maybe("after", ManyOf("initiatives"), "What must be finished before any work on it (R5)."),
        Maybe("requires", ManyOf("initiatives"), "What must be finished when it is (R6)."),
        Maybe("excludes", ManyOf("initiatives"), "What cannot be chosen beside it (R7)."),
        Maybe("earliest", new Shape.Quarter(), "No work on it before this quarter (R3)."),
        Maybe("latest", new Shape.Quarter(), "Finished by this quarter, or not chosen (R3)."),
        Maybe("must", new Shape.Flag(), "Whether every plan has to choose it (R8).", "false"),
        Maybe("raises", new Shape.Many(new Shape.Parts(
            [
                Needed("capability", To("capabilities"), "The capability."),
                Needed("to", Step, "The level it is brought to."),
            ],
            Compact: new("capability", "to"))), "The capabilities it brings up (R10)."),
        Maybe("value", new Shape.Parts([
            Maybe("customer", AmountOf(Any), "To customers."),
            Maybe("platform", new Shape.Parts(
                [
                    Maybe("amount", Any, "A bare number, shown as assumed."),
                    .. Points(Any),
                    Maybe("currency", Code, "Its currency; absent is the base currency."),
                    Maybe("ktloAvoided", Positive, "Engineer-weeks a period that need not be spent any more."),
                    Maybe("riskRetired", AmountOf(Any), "Expected loss a year that is gone."),
                    Maybe("other", AmountOf(Any), "Anything else."),
                ],
                Shorthand: "amount") { Middle = "amount" }, "To the platform itself."),
        ]), "What it is worth a year by itself: only what no use case carries."),
        Maybe("valueTo", new Shape.Map("groups", Fraction), "To which groups its customer value counts."),
        Maybe("status", OneOf<InitiativeStatus>(), "How far it is; absent is proposed (R8)."),
        Maybe("remaining", new Shape.Map("teams", EstimateShape, EmptyMeans: true), "What remains of started work, in engineer-weeks of each team."),
        Maybe("committedFinish", new Shape.Quarter(), "The finish that was promised (R8)."),
        Maybe("motive", OneOf<Motive>(), "Why a platform does it."),
        Maybe("outcome", To("outcomes"), "The outcome it works towards."),
        Maybe("scores", new Shape.Parts([
            Maybe("rice", new Shape.Parts([
                Needed("reach", AboveNothing, "How many it reaches."),
                Needed("impact", AboveNothing, "How much it does for each."),
                Needed("confidence", new Shape.Number(0, 1, Above: true), "How sure the scorer was, as a fraction."),
                Needed("effort", AboveNothing, "What it takes, in the scorer's unit."),
            ]), "Reach × impact × confidence ÷ effort."),
            Maybe("wsjf", new Shape.Parts([
                Needed("businessValue", Positive, "Points for users and business."),
                Needed("timeCriticality", Positive, "Points for what fades by waiting."),
                Needed("riskReduction", Positive, "Points for what it makes safer or possible."),
                Needed("jobSize", AboveNothing, "Points for its size."),
            ]), "Cost of delay in points ÷ size in points."),
        ]), "What it scored elsewhere; plans do not reckon with it (M-07)."),
    ]));

    private static readonly Dictionary<string, Kind> ByName = All.ToDictionary(k => k.Name);
}
