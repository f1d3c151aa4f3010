using System.Collections;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Quantities;
using Dais.Engine.Tests.Planning;

namespace Dais.Engine.Tests.Explaining;

/// <summary>Over many small worlds: no id, name or word of what a group may not see is in its card, nor in the progress on the way to it.</summary>
public sealed class RedactionLaws
{
    private static readonly SolveLimits Limits = new() { Seconds = 120, Work = 2_000 };

    private static readonly Id<StakeholderGroup> Mine = Id<StakeholderGroup>.Of("mine"), Theirs = Id<StakeholderGroup>.Of("zqtheirs");

    [Fact]
    public void A_card_and_its_progress_hold_nothing_of_what_is_hidden() => SmallWorldLaw.Holds(everyday: 60, atLength: 1_000, world =>
    {
        var portfolio = Marked(world.Portfolio);
        var plan = Planner.Solve(portfolio, world.Policy, Limits, TimeProvider.System);
        if (plan.Status is not (PlanStatus.Optimal or PlanStatus.Feasible)) return null;
        var reader = Reader.Of(portfolio, Mine);
        var seen = portfolio.Initiatives.Where(i => reader.Sees(i.Id)).Select(i => i.Id.Value).Concat(portfolio.UseCases.Where(u => reader.Sees(u.Id)).Select(u => u.Id.Value)).ToList();
        foreach (var id in seen.Append("r-mine"))
        {
            var said = new List<string>();
            var subject = Subject.Find(portfolio, id, plan);
            var report = Flips.Find(portfolio, plan, subject.Wanted!, subject.Group, Limits, TimeProvider.System, p => said.Add($"{p.Phase}: {p.Note}"));
            var card = CardMaking.Of(portfolio, subject, report, reader);
            var hidden = Hidden(portfolio, reader).ToList();
            if (Texts(card).Concat(said).FirstOrDefault(text => hidden.Exists(h => text == h || (h.StartsWith("zq", StringComparison.Ordinal) && text.Contains(h, StringComparison.OrdinalIgnoreCase)))) is { } leak) return $"The card of {id} says: {leak}";
        }

        return null;
    });

    /// <summary>Ids, and the marked names, of everything that the group may not see.</summary>
    private static IEnumerable<string> Hidden(Portfolio portfolio, Reader reader) =>
        portfolio.Initiatives.Where(i => !reader.Sees(i.Id)).SelectMany(i => new[] { i.Id.Value, i.Name })
            .Concat(portfolio.UseCases.Where(u => !reader.Sees(u.Id)).SelectMany(u => new[] { u.Id.Value, u.Name }))
            .Concat(portfolio.Requests.Where(r => !reader.Sees(r)).SelectMany(r => new[] { r.Id.Value, r.Title }))
            .Concat(portfolio.Buckets.Where(b => b.Owner == Theirs).Select(b => b.Name))
            .Concat(portfolio.Evidence.SelectMany(e => new[] { e.Quote!, e.Theme! }))
            .Concat(portfolio.Accounts.Select(a => a.Name))
            .Append("zqtheirs");

    /// <summary>The world with names that are found again, two groups, and something of everything that could leak.</summary>
    private static Portfolio Marked(Portfolio portfolio)
    {
        var first = portfolio.Initiatives[0].Id;
        var last = portfolio.Initiatives[^1].Id;
        var account = Id<Account>.Of("zq-account");
        return portfolio with
        {
            Groups = Catalog<StakeholderGroup>.Of([new(Mine, "Mine"), new(Theirs, "zqtheirs people")]),
            Accounts = Catalog<Account>.Of([new(account, "zq-account name", null, new Amount(5))]),
            Buckets = Catalog<Bucket>.Of(portfolio.Buckets.Select((b, n) => b with { Name = $"zq-bucket-{n}", Owner = Theirs })),
            Initiatives = Catalog<Initiative>.Of(portfolio.Initiatives.Select((i, n) => i with { Name = $"zq-name-{n}.", ValueTo = System.Collections.Immutable.ImmutableSortedDictionary<Id<StakeholderGroup>, Share>.Empty })),
            UseCases = Catalog<UseCase>.Of(portfolio.UseCases.Select((u, n) => u with { Name = $"zq-use-{n}.", Group = n == 0 ? Mine : Theirs })),
            Requests = Catalog<Request>.Of(
            [
                new(Id<Request>.Of("r-mine"), "What I ask for") { Group = Mine, Links = [new Link.ToInitiative(first)] },
                new(Id<Request>.Of("zq-request"), "zq-asked") { Group = Theirs, Account = account, Votes = 9, Links = [new Link.ToInitiative(first), new Link.ToInitiative(last)] },
            ]),
            Evidence = Catalog<Evidence>.Of([new(Id<Evidence>.Of("zq-evidence")) { Quote = "zq-quote", Theme = "zq-theme", Account = account, Measure = 3, Unit = "ms", Links = [new Link.ToInitiative(first)] }]),
        };
    }

    /// <summary>Every text, id and date in a card, however deep.</summary>
    private static IEnumerable<string> Texts(object? value) => value switch
    {
        null => [],
        string text => [text],
        IEnumerable many => many.Cast<object?>().SelectMany(Texts),
        _ when value.GetType().Namespace?.StartsWith("Dais.Engine.Explaining", StringComparison.Ordinal) == true && !value.GetType().IsEnum =>
            value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Texts(p.GetValue(value))),
        _ => [value.ToString() ?? ""],
    };
}
