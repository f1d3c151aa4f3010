using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Wire;

/// <summary>Makes the portfolio that a canonical document without errors of form describes.</summary>
internal static class ToPortfolio
{
    /// <summary>The portfolio; ids may still dangle.</summary>
    public static Portfolio Of(JsonObject root)
    {
        var calendar = DocumentCheck.CalendarOf(root)!;
        var lists = new Reading(root, calendar);
        return new Portfolio(Platform(lists.Object("platform")!, calendar))
        {
            Teams = Catalog<Team>.Of(lists.Each("teams", Team)),
            Buckets = Catalog<Bucket>.Of(lists.Each("buckets", Bucket)),
            Groups = Catalog<StakeholderGroup>.Of(lists.Each("groups", Group)),
            Segments = Catalog<Segment>.Of(lists.Each("segments", r => new Segment(r.Own<Segment>(), Name(r), r.Number("size")))),
            Accounts = Catalog<Account>.Of(lists.Each("accounts", Account)),
            Products = Catalog<Product>.Of(lists.Each("products", Product)),
            Capabilities = Catalog<Capability>.Of(lists.Each("capabilities", Capability)),
            UseCases = Catalog<UseCase>.Of(lists.Each("useCases", UseCase)),
            Initiatives = Catalog<Initiative>.Of(lists.Each("initiatives", Initiative)),
            Outcomes = Catalog<Outcome>.Of(lists.Each("outcomes", Outcome)),
            Requests = Catalog<Request>.Of(lists.Each("requests", Request)),
            Evidence = Catalog<Evidence>.Of(lists.Each("evidence", Evidence)),
            Views = lists.Each("views", View),
            Worklog = lists.Each("worklog", Work),
        };
    }

    private static Platform Platform(Reading r, Calendar calendar) => new(
        r.Own<Platform>(),
        Name(r),
        r.Text("currency") ?? "",
        r.Text("moneyUnit") ?? "",
        DiscountRate.Of(r.Number("discountRate") ?? 0),
        calendar,
        r.Rates("rates"));

    private static Team Team(Reading r) => new(
        r.Own<Team>(),
        Name(r),
        r.Periodic("capacity", EngineerWeeks.Of)!,
        r.Object("reserve") is { } reserve ? new Reserve(reserve.Periodic("ktlo", Share.Of), reserve.Periodic("unplanned", Share.Of)) : Reserve.Unstated,
        r.Amount("loadedCost"));

    private static Bucket Bucket(Reading r) => new(
        r.Own<Bucket>(), Name(r), r.Id<StakeholderGroup>("owner"), r.Share("share"), r.Share("min"), r.Share("max"));

    private static StakeholderGroup Group(Reading r) => new(
        r.Own<StakeholderGroup>(),
        Name(r),
        r.Word<StakeholderClass>("class"),
        r.Whole("people"),
        r.Share("power"),
        r.Share("legitimacy"),
        r.Share("urgency"),
        r.Share("nearness"));

    private static Account Account(Reading r) => new(
        r.Own<Account>(), Name(r), r.Id<Segment>("segment"), r.Amount("arr"), r.Word<JourneyStage>("stage"));

    private static Product Product(Reading r) => new(
        r.Own<Product>(), Name(r), r.Id<StakeholderGroup>("owner"), r.Ids<Segment>("segments"), EndValue(r), r.Each("uses", Usage));

    private static Capability Capability(Reading r) => new(
        r.Own<Capability>(), Name(r), r.Text("domain"), r.Id<Team>("owner"), r.Level("level") ?? Level.Zero, r.Each("uses", Usage));

    private static UseCase UseCase(Reading r) => new(
        r.Own<UseCase>(),
        Name(r),
        r.Id<Product>("product"),
        r.Ids<Segment>("segments"),
        r.Id<StakeholderGroup>("group"),
        r.Each("needs", Need),
        EndValue(r),
        r.Number("ramp"));

    private static Need Need(Reading r) =>
        r.Id<Capability>("capability") is { } capability
            ? new Need.OfCapability(capability, r.Level("level")!.Value)
            : new Need.OfInitiative(r.Id<Initiative>("initiative")!.Value);

    /// <summary>One initiative.</summary>
    public static Initiative Initiative(Reading r) => new(r.Own<Initiative>(), Name(r))
    {
        Bucket = r.Id<Bucket>("bucket"),
        Kind = r.Word<InitiativeKind>("kind"),
        Effort = r.Map<Team, Estimate>("effort", Reading.Estimate) ?? ImmutableSortedDictionary<Id<Team>, Estimate>.Empty,
        Periods = r.Whole("periods"),
        Pace = r.Weeks("pace"),
        After = r.Ids<Initiative>("after"),
        Requires = r.Ids<Initiative>("requires"),
        Excludes = r.Ids<Initiative>("excludes"),
        Earliest = r.Period("earliest"),
        Latest = r.Period("latest"),
        Must = r.Flag("must") ?? false,
        Raises = r.Each("raises", x => new Raise(x.Id<Capability>("capability")!.Value, x.Level("to")!.Value)),
        Value = InitiativeValue(r),
        ValueTo = r.Map<StakeholderGroup, Share>("valueTo", n => Share.Of(n.AsNumber()!.Value)) ?? ImmutableSortedDictionary<Id<StakeholderGroup>, Share>.Empty,
        Status = r.Word<InitiativeStatus>("status"),
        Remaining = r.Map<Team, Estimate>("remaining", Reading.Estimate),
        CommittedFinish = r.Period("committedFinish"),
        Motive = r.Word<Motive>("motive"),
        Outcome = r.Id<Outcome>("outcome"),
        Scores = r.Object("scores") is { } scores ? new Scores(Rice(scores.Object("rice")), Wsjf(scores.Object("wsjf"))) : null,
    };

    private static RiceScore? Rice(Reading? r) => r is null ? null : new(r.Number("reach")!.Value, r.Number("impact")!.Value, r.Number("confidence")!.Value, r.Number("effort")!.Value);

    private static WsjfScore? Wsjf(Reading? r) => r is null ? null : new(r.Number("businessValue")!.Value, r.Number("timeCriticality")!.Value, r.Number("riskReduction")!.Value, r.Number("jobSize")!.Value);

    private static InitiativeValue InitiativeValue(Reading r)
    {
        if (r.Object("value") is not { } value) return Engine.Modelling.InitiativeValue.Unknown;
        var platform = value.Object("platform") is { } parts
            ? new PlatformValue(
                parts.Points(),
                parts.Weeks("ktloAvoided"),
                parts.Amount("riskRetired"),
                parts.Amount("other"))
            : value.Number("platform") is { } bare ? new PlatformValue(new Amount(bare)) : null;
        return new InitiativeValue(value.Amount("customer"), platform);
    }

    private static Outcome Outcome(Reading r) => new(
        r.Own<Outcome>(),
        Name(r),
        r.Text("metric"),
        r.Text("unit"),
        r.Number("baseline"),
        r.Number("target"),
        r.Day("date"),
        r.Id<StakeholderGroup>("owner"),
        r.Text("lens"));

    private static Request Request(Reading r) => new(r.Own<Request>(), r.Text("title") ?? r.Text("id")!)
    {
        Group = r.Id<StakeholderGroup>("group"),
        Account = r.Id<Account>("account"),
        Text = r.Text("text"),
        Priority = r.Text("priority"),
        NeededBy = r.Period("neededBy"),
        Links = r.Each("links", Link),
        Votes = r.Number("votes"),
        Source = r.Text("source"),
        SourceId = r.Text("sourceId"),
        Created = r.Day("created"),
        Status = r.Text("status"),
    };

    private static Evidence Evidence(Reading r) => new(r.Own<Evidence>())
    {
        Account = r.Id<Account>("account"),
        Theme = r.Text("theme"),
        Stage = r.Word<JourneyStage>("stage"),
        Strength = r.Text("strength"),
        Distance = r.Whole("distance") is { } steps ? (EvidenceDistance)steps : null,
        Date = r.Day("date"),
        Quote = r.Text("quote"),
        Solicited = r.Flag("solicited"),
        Links = r.Each("links", Link),
        Measure = r.Number("measure"),
        Unit = r.Text("unit"),
        Source = r.Text("source"),
    };

    private static PriorityView View(Reading r) => new(
        r.Id<StakeholderGroup>("group")!.Value, r.Period("period")!.Value, r.Texts("ranking"), r.Numbers("points"));

    private static WorkLogEntry Work(Reading r) => new(
        r.Period("period")!.Value,
        r.Id<Team>("team")!.Value,
        r.Weeks("ew")!.Value,
        r.Id<Initiative>("initiative"),
        r.Word<InitiativeKind>("kind"),
        r.Id<StakeholderGroup>("group"),
        r.Flag("planned"));

    private static Link Link(Reading r) =>
        r.Id<Initiative>("initiative") is { } initiative ? new Link.ToInitiative(initiative)
        : r.Id<UseCase>("useCase") is { } useCase ? new Link.ToUseCase(useCase)
        : new Link.ToCapability(r.Id<Capability>("capability")!.Value);

    private static Usage Usage(Reading r) => new(r.Id<Capability>("capability")!.Value, r.Share("share"));

    private static EndValue EndValue(Reading r) =>
        r.Object("value") is { } value
            ? new EndValue(value.Amount("growth"), value.Amount("retention"), value.Amount("margin"), value.Number("users"))
            : Engine.Modelling.EndValue.Unknown;

    private static string Name(Reading r) => r.Text("name") ?? r.Text("id")!;
}
