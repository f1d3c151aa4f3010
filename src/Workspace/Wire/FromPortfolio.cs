using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Wire;

/// <summary>Writes a portfolio as a canonical document.</summary>
internal static class FromPortfolio
{
    /// <summary>The document's root.</summary>
    public static JsonObject Of(Portfolio portfolio)
    {
        var c = portfolio.Platform.Calendar;
        var root = new Writing(c);
        root.Number("dais", 1).Put("platform", Platform(portfolio.Platform));
        root.Each("teams", portfolio.Teams, t => Team(t, c));
        root.Each("buckets", portfolio.Buckets, b => Bucket(b, c));
        root.Each("groups", portfolio.Groups, g => Group(g, c));
        root.Each("segments", portfolio.Segments, s => new Writing(c).Thing(s).Number("size", s.Size));
        root.Each("accounts", portfolio.Accounts, a => Account(a, c));
        root.Each("products", portfolio.Products, p => Product(p, c));
        root.Each("capabilities", portfolio.Capabilities, k => Capability(k, c));
        root.Each("useCases", portfolio.UseCases, u => UseCase(u, c));
        root.Each("initiatives", portfolio.Initiatives, i => Initiative(i, c));
        root.Each("outcomes", portfolio.Outcomes, o => Outcome(o, c));
        root.Each("requests", portfolio.Requests, r => Request(r, c));
        root.Each("evidence", portfolio.Evidence, e => Evidence(e, c));
        root.Each("views", portfolio.Views, v => View(v, c));
        root.Each("worklog", portfolio.Worklog, w => Work(w, c));
        return root.Node;
    }

    private static JsonObject Platform(Platform platform)
    {
        var c = platform.Calendar;
        var rates = new JsonObject();
        foreach (var rate in platform.Rates.OrderBy(r => r.Currency, StringComparer.Ordinal))
        {
            rates[rate.Currency] = rate.AsOf is null
                ? JsonText.Number(rate.PerUnit)
                : new Writing(c).Number("perUnit", rate.PerUnit).Day("asOf", rate.AsOf).Node;
        }

        return new Writing(c)
            .Thing(platform)
            .Text("currency", Stated(platform.Currency))
            .Text("moneyUnit", Stated(platform.MoneyUnit))
            .Number("discountRate", platform.DiscountRate.Yearly)
            .Object("periods", new Writing(c).Text("first", c.First).Day("starts", c.Starts).Number("count", c.Count))
            .Put("rates", rates.Count == 0 ? null : rates)
            .Node;
    }

    private static Writing Team(Team t, Calendar c) => new Writing(c)
        .Thing(t)
        .Periodic("capacity", t.Capacity, w => w.Value)
        .Object("reserve", new Writing(c).Periodic("ktlo", t.Reserve.Ktlo, s => s.Value).Periodic("unplanned", t.Reserve.Unplanned, s => s.Value))
        .Amount("loadedCost", t.LoadedCost);

    private static Writing Bucket(Bucket b, Calendar c) => new Writing(c)
        .Thing(b)
        .Id("owner", b.Owner)
        .Number("share", b.Share?.Value)
        .Number("min", b.Min?.Value)
        .Number("max", b.Max?.Value);

    private static Writing Group(StakeholderGroup g, Calendar c) => new Writing(c)
        .Thing(g)
        .Word("class", g.Class)
        .Number("people", g.People)
        .Number("power", g.Power?.Value)
        .Number("legitimacy", g.Legitimacy?.Value)
        .Number("urgency", g.Urgency?.Value)
        .Number("nearness", g.Nearness?.Value);

    private static Writing Account(Account a, Calendar c) => new Writing(c)
        .Thing(a)
        .Id("segment", a.Segment)
        .Amount("arr", a.Arr)
        .Word("stage", a.Stage);

    private static Writing Product(Product p, Calendar c) => new Writing(c)
        .Thing(p)
        .Id("owner", p.Owner)
        .Ids("segments", p.Segments)
        .Object("value", EndValue(p.Value, c))
        .Each("uses", p.Uses, u => Usage(u, c));

    private static Writing Capability(Capability k, Calendar c) => new Writing(c)
        .Thing(k)
        .Text("domain", k.Domain)
        .Id("owner", k.Owner)
        .Number("level", k.Level == Level.Zero ? null : k.Level.Value)
        .Each("uses", k.Uses, u => Usage(u, c));

    private static Writing UseCase(UseCase u, Calendar c) => new Writing(c)
        .Thing(u)
        .Id("product", u.Product)
        .Ids("segments", u.Segments)
        .Id("group", u.Group)
        .Each("needs", u.Needs, n => Need(n, c))
        .Object("value", EndValue(u.Value, c))
        .Number("ramp", u.Ramp);

    private static Writing Need(Need need, Calendar c) => need switch
    {
        Need.OfCapability x => new Writing(c).Text("capability", x.Capability.Value).Number("level", x.Level.Value),
        Need.OfInitiative x => new Writing(c).Text("initiative", x.Initiative.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(need)),
    };

    /// <summary>One initiative.</summary>
    public static Writing Initiative(Initiative i, Calendar c) => new Writing(c)
        .Thing(i)
        .Id("bucket", i.Bucket)
        .Word("kind", i.Kind)
        .Map("effort", i.Effort, Writing.Estimate)
        .Number("periods", i.Periods)
        .Number("pace", i.Pace is { Value: > 0 } pace ? pace.Value : null)
        .Ids("after", i.After)
        .Ids("requires", i.Requires)
        .Ids("excludes", i.Excludes)
        .Period("earliest", i.Earliest)
        .Period("latest", i.Latest)
        .Flag("must", i.Must ? true : null)
        .Each("raises", i.Raises, r => new Writing(c).Text("capability", r.Capability.Value).Number("to", r.To.Value))
        .Object("value", new Writing(c).Amount("customer", i.Value.Customer).Put("platform", PlatformValue(i.Value.Platform, c)))
        .Map("valueTo", i.ValueTo, s => JsonText.Number(s.Value))
        .Word("status", i.Status)
        .Map("remaining", i.Remaining, Writing.Estimate, emptyMeans: true)
        .Period("committedFinish", i.CommittedFinish)
        .Word("motive", i.Motive)
        .Id("outcome", i.Outcome)
        .Object("scores", Scores(i.Scores, c));

    private static Writing Scores(Scores? s, Calendar c) => new Writing(c)
        .Object("rice", s?.Rice is { } rice ? new Writing(c).Number("reach", rice.Reach).Number("impact", rice.Impact).Number("confidence", rice.Confidence).Number("effort", rice.Effort) : new Writing(c))
        .Object("wsjf", s?.Wsjf is { } wsjf ? new Writing(c).Number("businessValue", wsjf.BusinessValue).Number("timeCriticality", wsjf.TimeCriticality).Number("riskReduction", wsjf.RiskReduction).Number("jobSize", wsjf.JobSize) : new Writing(c));

    private static JsonNode? PlatformValue(PlatformValue? value, Calendar c)
    {
        if (value is null) return null;
        var node = new Writing(c)
            .Points(value.Stated)
            .Number("ktloAvoided", value.KtloAvoided?.Value)
            .Amount("riskRetired", value.RiskRetired)
            .Amount("other", value.Other)
            .Node;
        return node.Count switch
        {
            0 => null,
            1 when value.Stated is { P10: null, P90: null } bare => JsonText.Number(bare.Value),
            _ => node,
        };
    }

    private static Writing Outcome(Outcome o, Calendar c) => new Writing(c)
        .Thing(o)
        .Text("metric", o.Metric)
        .Text("unit", o.Unit)
        .Number("baseline", o.Baseline)
        .Number("target", o.Target)
        .Day("date", o.Date)
        .Id("owner", o.Owner)
        .Text("lens", o.Lens);

    private static Writing Request(Request r, Calendar c) => new Writing(c)
        .Text("id", r.Id.Value)
        .Id("group", r.Group)
        .Id("account", r.Account)
        .Text("title", r.Title == r.Id.Value ? null : r.Title)
        .Text("text", r.Text)
        .Text("priority", r.Priority)
        .Period("neededBy", r.NeededBy)
        .Each("links", r.Links, l => Link(l, c))
        .Number("votes", r.Votes)
        .Text("source", r.Source)
        .Text("sourceId", r.SourceId)
        .Day("created", r.Created)
        .Text("status", r.Status);

    private static Writing Evidence(Evidence e, Calendar c) => new Writing(c)
        .Text("id", e.Id.Value)
        .Id("account", e.Account)
        .Text("theme", e.Theme)
        .Word("stage", e.Stage)
        .Text("strength", e.Strength)
        .Number("distance", (int?)e.Distance)
        .Day("date", e.Date)
        .Text("quote", e.Quote)
        .Flag("solicited", e.Solicited)
        .Each("links", e.Links, l => Link(l, c))
        .Number("measure", e.Measure)
        .Text("unit", e.Unit)
        .Text("source", e.Source);

    private static Writing View(PriorityView v, Calendar c) => new Writing(c)
        .Text("group", v.Group.Value)
        .Period("period", v.Period)
        .Texts("ranking", v.Ranking)
        .Map("points", v.Points, n => JsonText.Number(n));

    /// <summary>One line of the work log.</summary>
    public static Writing Work(WorkLogEntry w, Calendar c) => new Writing(c)
        .Period("period", w.Period)
        .Text("team", w.Team.Value)
        .Id("initiative", w.Initiative)
        .Word("kind", w.Kind)
        .Id("group", w.Group)
        .Flag("planned", w.Planned)
        .Number("ew", w.Ew.Value);

    private static Writing Link(Link link, Calendar c) => link switch
    {
        Link.ToInitiative x => new Writing(c).Text("initiative", x.Initiative.Value),
        Link.ToUseCase x => new Writing(c).Text("useCase", x.UseCase.Value),
        Link.ToCapability x => new Writing(c).Text("capability", x.Capability.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    private static Writing Usage(Usage u, Calendar c) => new Writing(c)
        .Text("capability", u.Capability.Value)
        .Number("share", u.Share?.Value);

    private static Writing EndValue(EndValue v, Calendar c) => new Writing(c)
        .Amount("growth", v.Growth)
        .Amount("retention", v.Retention)
        .Amount("margin", v.Margin)
        .Number("users", v.Users);

    private static string? Stated(string text) => text.Length == 0 ? null : text;
}
