using System.Collections.Immutable;

namespace Dais.Engine.Modelling;

// Ids: each stands once, and what is referred to exists.
public static partial class ModelRules
{
    private static IEnumerable<Finding> IdsStandOnce(Portfolio p) =>
    [
        .. Doubles(p.Teams, "teams"), .. Doubles(p.Buckets, "buckets"), .. Doubles(p.Groups, "groups"),
        .. Doubles(p.Segments, "segments"), .. Doubles(p.Accounts, "accounts"), .. Doubles(p.Products, "products"),
        .. Doubles(p.Capabilities, "capabilities"), .. Doubles(p.UseCases, "useCases"), .. Doubles(p.Initiatives, "initiatives"),
        .. Doubles(p.Outcomes, "outcomes"), .. Doubles(p.Requests, "requests"), .. Doubles(p.Evidence, "evidence"),
    ];

    private static IEnumerable<Finding> Doubles<T>(Catalog<T> things, string list)
        where T : class, IThing<T> =>
        Enumerable.Range(0, things.Count).Where(i => things.PlaceOf(things[i].Id) != i).Select(i => Finding.Error(
            Rule.Once,
            $"{list}[{i}].id",
            $"The id \"{things[i].Id}\" stands twice: also at {list}[{things.PlaceOf(things[i].Id)}].",
            "Maybe one of the two is a copy; each thing of a kind has an id of its own."));

    private static List<Finding> ReferencesResolve(Portfolio p)
    {
        var check = new ReferenceCheck();
        foreach (var (b, at) in Placed(p.Buckets, "buckets")) check.One(p.Groups, "groups", b.Owner, at + ".owner");
        foreach (var (a, at) in Placed(p.Accounts, "accounts")) check.One(p.Segments, "segments", a.Segment, at + ".segment");
        foreach (var (o, at) in Placed(p.Outcomes, "outcomes")) check.One(p.Groups, "groups", o.Owner, at + ".owner");
        foreach (var (x, at) in Placed(p.Products, "products"))
        {
            check.One(p.Groups, "groups", x.Owner, at + ".owner");
            check.Each(p.Segments, "segments", x.Segments, at + ".segments");
            Usages(check, p, x.Uses, at);
        }

        foreach (var (c, at) in Placed(p.Capabilities, "capabilities"))
        {
            check.One(p.Teams, "teams", c.Owner, at + ".owner");
            Usages(check, p, c.Uses, at);
        }

        foreach (var (u, at) in Placed(p.UseCases, "useCases")) UseCaseReferences(check, p, u, at);
        foreach (var (i, at) in Placed(p.Initiatives, "initiatives")) InitiativeReferences(check, p, i, at);
        foreach (var (r, at) in Placed(p.Requests, "requests"))
        {
            check.One(p.Groups, "groups", r.Group, at + ".group");
            check.One(p.Accounts, "accounts", r.Account, at + ".account");
            Links(check, p, r.Links, at);
        }

        foreach (var (e, at) in Placed(p.Evidence, "evidence"))
        {
            check.One(p.Accounts, "accounts", e.Account, at + ".account");
            Links(check, p, e.Links, at);
        }

        foreach (var (v, at) in Placed(p.Views, "views")) check.One(p.Groups, "groups", v.Group, at + ".group");
        foreach (var (w, at) in Placed(p.Worklog, "worklog"))
        {
            check.One(p.Teams, "teams", w.Team, at + ".team");
            check.One(p.Initiatives, "initiatives", w.Initiative, at + ".initiative");
            check.One(p.Groups, "groups", w.Group, at + ".group");
        }

        return check.Findings;
    }

    private static void UseCaseReferences(ReferenceCheck check, Portfolio p, UseCase u, string at)
    {
        check.One(p.Products, "products", u.Product, at + ".product");
        check.Each(p.Segments, "segments", u.Segments, at + ".segments");
        check.One(p.Groups, "groups", u.Group, at + ".group");
        foreach (var (need, place) in Placed(u.Needs, at + ".needs"))
        {
            if (need is Need.OfCapability c) check.One(p.Capabilities, "capabilities", c.Capability, place + ".capability");
            if (need is Need.OfInitiative i) check.One(p.Initiatives, "initiatives", i.Initiative, place + ".initiative");
        }
    }

    private static void InitiativeReferences(ReferenceCheck check, Portfolio p, Initiative i, string at)
    {
        check.One(p.Buckets, "buckets", i.Bucket, at + ".bucket");
        foreach (var team in i.Effort.Keys) check.One(p.Teams, "teams", team, $"{at}.effort.{team}");
        foreach (var team in i.Remaining?.Keys ?? []) check.One(p.Teams, "teams", team, $"{at}.remaining.{team}");
        check.Each(p.Initiatives, "initiatives", i.After, at + ".after");
        check.Each(p.Initiatives, "initiatives", i.Requires, at + ".requires");
        check.Each(p.Initiatives, "initiatives", i.Excludes, at + ".excludes");
        foreach (var (raise, place) in Placed(i.Raises, at + ".raises")) check.One(p.Capabilities, "capabilities", raise.Capability, place + ".capability");
        foreach (var group in i.ValueTo.Keys) check.One(p.Groups, "groups", group, $"{at}.valueTo.{group}");
        check.One(p.Outcomes, "outcomes", i.Outcome, at + ".outcome");
    }

    private static void Usages(ReferenceCheck check, Portfolio p, ImmutableArray<Usage> uses, string at)
    {
        foreach (var (use, place) in Placed(uses, at + ".uses")) check.One(p.Capabilities, "capabilities", use.Capability, place + ".capability");
    }

    private static void Links(ReferenceCheck check, Portfolio p, ImmutableArray<Link> links, string at)
    {
        foreach (var (link, place) in Placed(links, at + ".links"))
        {
            if (link is Link.ToInitiative i) check.One(p.Initiatives, "initiatives", i.Initiative, place + ".initiative");
            if (link is Link.ToUseCase u) check.One(p.UseCases, "useCases", u.UseCase, place + ".useCase");
            if (link is Link.ToCapability c) check.One(p.Capabilities, "capabilities", c.Capability, place + ".capability");
        }
    }

    private sealed class ReferenceCheck
    {
        private readonly Nearest _nearest = new();

        public List<Finding> Findings { get; } = [];

        public void One<T>(Catalog<T> things, string list, Id<T>? id, string at)
            where T : class, IThing<T>
        {
            if (id is not { } wanted || things.Contains(wanted)) return;
            var maybe = _nearest.Maybe(wanted.Value, things.Select(t => t.Id.Value)) ?? $"Maybe it has to be added to {list} first.";
            Findings.Add(Finding.Error(Rule.Reference, at, $"There is no \"{wanted}\" in {list}.", maybe));
        }

        public void Each<T>(Catalog<T> things, string list, ImmutableArray<Id<T>> ids, string at)
            where T : class, IThing<T>
        {
            for (var i = 0; i < ids.Length; i++) One(things, list, ids[i], $"{at}[{i}]");
        }
    }
}
