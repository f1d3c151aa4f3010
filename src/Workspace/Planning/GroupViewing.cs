using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Groups;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>What a group's view is made of.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="Thing">The group as it is kept.</param>
/// <param name="Now">The workspace now.</param>
/// <param name="Requests">The group's requests, newest first.</param>
/// <param name="Asks">How many there are in all.</param>
/// <param name="Committed">The review with the plan; absent where there is none.</param>
/// <param name="Then">The workspace that the plan was computed on; absent where it is not known.</param>
/// <param name="Study">How groups fare, as a job found it on that workspace; absent where none did.</param>
internal sealed record GroupFacts(string Group, JsonObject Thing, WorkspaceState Now, ImmutableArray<JsonObject> Requests, long Asks, JsonObject? Committed, WorkspaceState? Then, Node? Study);

/// <summary>Makes a group's view out of what was read. What the plan says is taken from the plan as it was frozen, digit for digit.</summary>
internal sealed class GroupViewing
{
    private readonly GroupFacts _facts;
    private readonly Id<StakeholderGroup> _group;
    private readonly Portfolio? _portfolio;
    private readonly Dictionary<string, JsonObject> _planned;
    private readonly Dictionary<string, string?> _available;
    private readonly HashSet<string> _fromTheStart;

    private GroupViewing(GroupFacts facts)
    {
        (_facts, _group) = (facts, Id<StakeholderGroup>.Of(facts.Group));
        _portfolio = facts.Now.Opened?.Portfolio is { } portfolio ? WithRequests(portfolio) : null;
        _planned = Listed("initiatives").ToDictionary(i => i.Get("id").AsText()!);
        _available = Listed("useCases").ToDictionary(u => u.Get("id").AsText()!, u => u.Get("available").AsText());
        _fromTheStart = [.. (Plan?.Get("fromTheStart") as JsonArray ?? []).Select(n => n.AsText()).OfType<string>()];
    }

    private JsonObject? Plan => _facts.Committed?.Get("plan") as JsonObject;

    /// <summary>The view.</summary>
    public static GroupView Of(GroupFacts facts) => new GroupViewing(facts).View();

    private GroupView View()
    {
        var (forecast, fares) = Computed();
        var buckets = Buckets();
        return new(
            _facts.Group,
            _facts.Thing.Get("name").AsText() ?? _facts.Group,
            _facts.Now.Revision,
            _facts.Committed is { } review ? Committed(review) : null,
            _facts.Asks,
            [.. _facts.Requests.Select(Request)],
            Work(forecast),
            buckets,
            new(Sum(buckets, b => b.Target), Sum(buckets, b => b.Planned)),
            fares);
    }

    private CommittedPlan Committed(JsonObject review) => new(
        review.Get("id").AsText()!,
        review.Get("name").AsText() ?? review.Get("id").AsText()!,
        review.Get("date").AsText(),
        (long)(review.Get("revision").AsNumber() ?? 0),
        [.. (Plan?.Get("periods") as JsonArray ?? []).Select(p => p.AsText()).OfType<string>()],
        Plan?.Get("money").AsText());

    // What a plan of those days means needs the workspace of those days: dates by chance, and what it is worth to the group.
    private (Func<string, LikelyDates?>, OwnFare?) Computed()
    {
        if (_facts.Then?.Opened is not { Sound: true } then || Plan is not { } json) return (_ => null, null);
        try
        {
            var (portfolio, plan) = (then.Portfolio!, PlanReader.Read(Encoding.UTF8.GetBytes(JsonText.Line(json)), then.Portfolio!).Plan);
            var (forecast, calendar) = (Forecast.Of(portfolio, plan, ExpectedDates.Limits(portfolio)), portfolio.Platform.Calendar);
            return (id => forecast.Find(Id<Initiative>.Of(id)) is { } dates ? new(dates.P50 is { } p50 ? calendar.Label(p50) : null, dates.P85 is { } p85 ? calendar.Label(p85) : null, WireText.Tidy(dates.Late.Value)) : null, Fare(portfolio, plan));
        }
        catch (DocumentException)
        {
            return (_ => null, null);   // The plan came from elsewhere with its document.
        }
    }

    private OwnFare? Fare(Portfolio portfolio, Plan plan)
    {
        var study = _facts.Study is { } node ? GroupReader.Read(node, portfolio) : new GroupStudy(plan, [], []);
        if (study.SharesOf(portfolio, plan).Groups.FirstOrDefault(g => g.Group == _group) is not { } outcome) return null;
        var best = study.Own.FirstOrDefault(o => o.Group == _group)?.All.Value.Value;
        return new(WireText.Tidy(outcome.Value.Value), Tidy(best), Tidy(outcome.Satisfaction), Tidy(outcome.Regret));
    }

    private OwnRequest Request(JsonObject request) => new(
        request.Get("id").AsText()!,
        request.Get("title").AsText() ?? request.Get("id").AsText()!,
        request.Get("text").AsText(),
        request.Get("status").AsText(),
        request.Get("priority").AsText(),
        request.Get("neededBy").AsText(),
        request.Get("created").AsText(),
        request.Get("votes").AsNumber(),
        [.. (request.Get("links") as JsonArray ?? []).OfType<JsonObject>().Select(About).OfType<AskedThing>()]);

    private AskedThing? About(JsonObject link)
    {
        if (link.Get("initiative").AsText() is { } initiative) return new("initiatives", initiative, NameOf("initiatives", initiative), Standing(initiative), _planned.GetValueOrDefault(initiative)?.Get("finish").AsText(), [initiative]);
        if (link.Get("useCase").AsText() is { } useCase) return UseCase(useCase);
        return link.Get("capability").AsText() is { } capability ? Capability(capability, Raising(capability)) : null;
    }

    private AskedThing UseCase(string id)
    {
        var needs = _portfolio?.UseCases.FirstOrDefault(u => u.Id.Value == id)?.Needs ?? [];
        ImmutableArray<string> work = [.. needs.SelectMany(n => n switch { Need.OfInitiative of => [of.Initiative.Value], Need.OfCapability level => Raising(level.Capability.Value), _ => (IEnumerable<string>)[] }).Distinct()];
        var standing = _fromTheStart.Contains(id) ? AskStanding.Done : _available.ContainsKey(id) ? AskStanding.Planned : Plan is null ? AskStanding.Open : AskStanding.NotPlanned;
        return new("useCases", id, NameOf("useCases", id), standing, _available.GetValueOrDefault(id), work);
    }

    private AskedThing Capability(string id, ImmutableArray<string> work)
    {
        var periods = (Plan?.Get("periods") as JsonArray ?? []).Select(p => p.AsText()).ToList();
        var first = work.Where(w => Standing(w) == AskStanding.Planned).Select(w => _planned[w].Get("finish").AsText()).MinBy(periods.IndexOf);
        var standings = work.Select(Standing).ToHashSet();
        var standing = first is not null ? AskStanding.Planned : work.Length > 0 && standings.IsSubsetOf([AskStanding.Done, AskStanding.Dropped]) ? standings.Contains(AskStanding.Done) ? AskStanding.Done : AskStanding.Dropped : Plan is null ? AskStanding.Open : AskStanding.NotPlanned;
        return new("capabilities", id, NameOf("capabilities", id), standing, first, work);
    }

    private ImmutableArray<string> Raising(string capability) => [.. _portfolio?.Initiatives.Where(i => i.Raises.Any(r => r.Capability.Value == capability)).Select(i => i.Id.Value) ?? []];

    private AskStanding Standing(string initiative) => _portfolio?.Initiatives.Find(Id<Initiative>.Of(initiative))?.Status switch
    {
        InitiativeStatus.Done => AskStanding.Done,
        InitiativeStatus.Dropped => AskStanding.Dropped,
        _ when _planned.ContainsKey(initiative) => AskStanding.Planned,
        _ => Plan is null ? AskStanding.Open : AskStanding.NotPlanned,
    };

    private ImmutableArray<OwnWork> Work(Func<string, LikelyDates?> forecast)
    {
        if (_portfolio is null) return [];
        var reader = Reader.Of(_portfolio, _group);
        var owned = _portfolio.Buckets.Where(b => b.Owner == _group).Select(b => b.Id).ToHashSet();
        var asked = _facts.Requests.SelectMany(r => (r.Get("links") as JsonArray ?? []).OfType<JsonObject>().Select(l => (Ask: r.Get("id").AsText()!, Initiative: l.Get("initiative").AsText()))).ToLookup(a => a.Initiative, a => a.Ask);
        var periods = (Plan?.Get("periods") as JsonArray ?? []).Select(p => p.AsText()).ToList();
        return
        [
            .. _portfolio.Initiatives.Where(i => reader.Sees(i.Id)).Select(i => One(i, i.Bucket is { } b && owned.Contains(b), [.. asked[i.Id.Value].Distinct()], forecast))
                .OrderBy(w => w.Finish is null ? int.MaxValue : periods.IndexOf(w.Finish)).ThenBy(w => w.Id, StringComparer.Ordinal),
        ];
    }

    private OwnWork One(Initiative initiative, bool own, ImmutableArray<string> asked, Func<string, LikelyDates?> forecast)
    {
        var (id, planned) = (initiative.Id.Value, _planned.GetValueOrDefault(initiative.Id.Value));
        return new(id, initiative.Name, Words<InitiativeStatus>.Of(initiative.Status ?? InitiativeStatus.Proposed), Standing(id), own, asked, planned?.Get("start").AsText(), planned?.Get("finish").AsText(), forecast(id));
    }

    private ImmutableArray<OwnBucket> Buckets()
    {
        var planned = Listed("buckets").ToDictionary(b => b.Get("id").AsText()!);
        return
        [
            .. _portfolio?.Buckets.Where(b => b.Owner == _group).Select(b => new OwnBucket(b.Id.Value, b.Name, b.Share?.Value, b.Min?.Value, b.Max?.Value, planned.GetValueOrDefault(b.Id.Value)?.Get("share").AsNumber(), planned.GetValueOrDefault(b.Id.Value)?.Get("effort").AsNumber())) ?? [],
        ];
    }

    private static double? Sum(ImmutableArray<OwnBucket> buckets, Func<OwnBucket, double?> of) =>
        buckets.IsEmpty || buckets.Any(b => of(b) is null) ? null : WireText.Tidy(buckets.Sum(b => of(b)!.Value));

    private IEnumerable<JsonObject> Listed(string list) => (Plan?.Get(list) as JsonArray ?? []).OfType<JsonObject>().Where(n => n.Get("id").AsText() is not null);

    private string NameOf(string kind, string id) => _facts.Now.Things.GetValueOrDefault(new(kind, id)) is { } item ? (Parts.Node(item.Json) as JsonObject)?.Get("name").AsText() ?? id : id;

    private static double? Tidy(double? number) => number is { } known ? WireText.Tidy(known) : null;

    // Requests that are too many to be in memory are those of the group that were read: they say what it sees.
    private Portfolio WithRequests(Portfolio portfolio)
    {
        if (!_facts.Now.Beside.ContainsKey("requests")) return portfolio;
        var own = new JsonObject { ["platform"] = _facts.Now.Opened!.Document!.Root.Get("platform")!.DeepClone(), ["requests"] = new JsonArray([.. _facts.Requests.Select(r => r.DeepClone())]) };
        return portfolio with { Requests = ToPortfolio.Of(own).Requests };
    }
}
