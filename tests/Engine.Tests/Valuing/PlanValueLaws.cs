using System.Collections.Immutable;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Engine.Valuing;
using static Dais.Engine.Tests.Valuing.UsageWorlds;

namespace Dais.Engine.Tests.Valuing;

public class PlanValueLaws
{
    private static readonly Id<Capability> Ledger = Id<Capability>.Of("ledger");

    [Fact]
    public void Credit_and_what_is_owed_to_none_add_up_to_the_value_of_the_use_cases() =>
        (from values in Gen.Double[-10, 100].Array[0, 8]
         from needs in Gen.Int[0, 5].Array[0, 4].Array[values.Length]
         select (values, needs)).Sample(t =>
        {
            var flow = PlanValueFlow.Of(
                t.values.Select((v, i) => (i, v)).ToDictionary(p => U($"u{p.i}"), p => Money.Of(p.v)),
                t.needs.Select((n, i) => (i, n)).ToDictionary(p => U($"u{p.i}"), p => p.n.Select(k => I($"i{k}")).ToImmutableSortedSet()));
            Assert.Equal(t.values.Sum(), flow.Credit.Values.Sum(m => m.Value) + flow.OwedToNone.Values.Sum(m => m.Value), 9);
            Assert.Equal(t.values.Sum(), flow.Total.Value, 9);
            Assert.Equal(t.needs.Count(n => n.Length == 0), flow.OwedToNone.Count);
        });

    [Fact]
    public void Each_initiative_that_a_use_case_needs_has_an_equal_part()
    {
        var flow = PlanValueFlow.Of(
            new Dictionary<Id<UseCase>, Money> { [U("a")] = Money.Of(9), [U("b")] = Money.Of(4), [U("c")] = Money.Of(5) },
            new Dictionary<Id<UseCase>, ImmutableSortedSet<Id<Initiative>>> { [U("a")] = [I("x"), I("y"), I("z")], [U("b")] = [I("x"), I("y")] });
        Assert.Equal([("x", 5.0), ("y", 5.0), ("z", 3.0)], flow.Credit.Select(c => (c.Key.Value, c.Value.Value)));
        Assert.Equal([(U("c"), Money.Of(5))], flow.OwedToNone.Select(o => (o.Key, o.Value)));
    }

    [Fact]
    public void What_a_use_case_needs_is_followed_through_levels_after_and_requires()
    {
        var portfolio = World(
            UseCase("u", 12, new Need.OfCapability(Ledger, Level.Of(2)), new Need.OfInitiative(I("sso"))),
            Initiative("ledger-v2", raisesTo: 2, after: ["store"]),
            Initiative("store", requires: ["log"]),
            Initiative("log") with { Status = InitiativeStatus.Done },
            Initiative("sso", after: ["store"]),
            Initiative("other"));
        Assert.Equal(["ledger-v2", "sso", "store"], PlanValueFlow.Needed(portfolio, portfolio.UseCases[0], (_, _) => I("ledger-v2")).Select(i => i.Value));
    }

    [Fact]
    public void A_level_that_is_there_from_the_start_needs_no_initiative()
    {
        var portfolio = World(UseCase("u", 12, new Need.OfCapability(Ledger, Level.Of(1))), Initiative("ledger-v2", raisesTo: 2));
        Assert.Empty(PlanValueFlow.Needed(portfolio, portfolio.UseCases[0], (_, _) => throw new InvalidOperationException("not asked")));
    }

    [Fact]
    public void A_use_case_that_the_plan_cannot_make_available_is_refused()
    {
        var portfolio = World(UseCase("u", 12, new Need.OfCapability(Ledger, Level.Of(2))));
        Assert.Throws<ArgumentException>(() => PlanValueFlow.Needed(portfolio, portfolio.UseCases[0], (_, _) => null));
    }

    [Fact]
    public void Additional_value_is_credited_to_all_that_a_use_case_needs()
    {
        var portfolio = World(
            UseCase("u", 12, new Need.OfCapability(Ledger, Level.Of(2)), new Need.OfInitiative(I("sso"))),
            Initiative("ledger-v2", raisesTo: 2),
            Initiative("sso"));
        var additional = AdditionalValue.Of(portfolio);
        Assert.Equal(
            ["UseCase u 2", "Capability events 2", "Capability ledger 2", "Capability runtime 2", "Initiative ledger-v2 2", "Initiative sso 2"],
            additional.Credit.Select(c => $"{c.Key} {c.Value}"));
        Assert.Equal(Money.Of(12), additional.Total);
    }

    [Fact]
    public void Where_several_could_raise_a_level_none_is_credited_until_a_plan_chooses()
    {
        var portfolio = World(
            UseCase("u", 12, new Need.OfCapability(Ledger, Level.Of(2))),
            Initiative("build", raisesTo: 2, after: ["contract"]),
            Initiative("buy", raisesTo: 3, requires: ["contract"]),
            Initiative("contract"));
        Assert.Equal(["u", "events", "ledger", "runtime", "contract"], AdditionalValue.Of(portfolio).Credit.Keys.Select(k => k.Id));
        var trace = TraceLaws.Trace(portfolio, Thing.Of(I("buy")));
        Assert.Equal(["shoppers: checkout → u → ledger → buy may carry"], trace.Additional!.Paths.Select(TraceLaws.Text));
        Assert.Equal(Money.Zero, trace.Additional.Total);
    }

    [Fact]
    public void One_that_all_others_build_on_is_indispensable()
    {
        var portfolio = World(
            UseCase("u", 10, new Need.OfCapability(Ledger, Level.Of(2))),
            Initiative("ledger-v2", raisesTo: 2),
            Initiative("ledger-v3", raisesTo: 3, after: ["ledger-v2"]));
        Assert.Equal(["u", "events", "ledger", "runtime", "ledger-v2"], AdditionalValue.Of(portfolio).Credit.Keys.Select(k => k.Id));
    }

    [Fact]
    public void Use_cases_are_listed_where_they_are_unknown_there_already_or_out_of_reach()
    {
        var portfolio = World(
            [
                UseCase("unknown", null, new Need.OfInitiative(I("sso"))),
                UseCase("already", 5, new Need.OfCapability(Ledger, Level.Of(1)), new Need.OfInitiative(I("done"))),
                UseCase("dropped", 5, new Need.OfInitiative(I("after-dropped"))),
                UseCase("too-high", 5, new Need.OfCapability(Ledger, Level.Of(9))),
                UseCase("nowhere", 5, new Need.OfInitiative(I("nowhere"))),
                UseCase("no-needs", 5),
            ],
            Initiative("sso"),
            Initiative("done") with { Status = InitiativeStatus.Done },
            Initiative("dropped") with { Status = InitiativeStatus.Dropped },
            Initiative("after-dropped", after: ["dropped"]));
        var additional = AdditionalValue.Of(portfolio);
        Assert.Equal(["unknown"], additional.ValueUnknown.Select(t => t.Id));
        Assert.Equal(["already", "no-needs"], additional.AvailableAlready.Select(t => t.Id));
        Assert.Equal(["dropped", "nowhere", "too-high"], additional.OutOfReach.Select(t => t.Id));
        Assert.Equal(Money.Zero, additional.Total);
        Assert.Empty(additional.Credit);
        Assert.Null(TraceLaws.Trace(portfolio, Thing.Of(I("sso"))).Additional!.Total);   // unknown, not 0
    }

    [Fact]
    public void Additional_value_is_conserved_and_traced() =>
        Worlds().Sample(portfolio =>
        {
            var additional = AdditionalValue.Of(portfolio);
            var listed = additional.ValueUnknown.Concat(additional.AvailableAlready).Concat(additional.OutOfReach).ToHashSet();
            var expected = portfolio.UseCases.Where(u => !listed.Contains(Thing.Of(u.Id))).Sum(u => u.Value.Growth!.Value.Value);
            Assert.Equal(expected, additional.Total.Value, 9);
            Assert.Equal(expected, additional.Credit.Values.Sum(m => m.Value), 9);
            foreach (var (thing, credit) in additional.Credit)
            {
                var sum = TraceLaws.Trace(portfolio, thing, limit: 2).Additional!;
                Assert.Equal(credit.Value, sum.Total!.Value.Value, 9);
                Assert.Equal(credit.Value, sum.Paths.Sum(p => p.Carries?.Value ?? 0) + sum.Rest.Value, 9);
                Assert.All(sum.Paths, p => Assert.Equal(thing, p.Steps[^1].Thing));
            }
        });

    [Fact]
    public void A_use_case_is_traced_to_its_own_end_users_or_else_to_its_products()
    {
        var own = UseCase("u", 12, new Need.OfInitiative(I("sso"))) with { Segments = [Id<Segment>.Of("admins")] };
        var portfolio = World([own, own with { Id = U("w"), Product = null, Segments = [] }], Initiative("sso"));
        Assert.Equal(["admins: checkout → u carries 6"], TraceLaws.Trace(portfolio, Thing.Of(U("u"))).Additional!.Paths.Select(TraceLaws.Text));
        Assert.Equal([": w carries 6"], TraceLaws.Trace(portfolio, Thing.Of(U("w"))).Additional!.Paths.Select(TraceLaws.Text));
        Assert.Null(TraceLaws.Trace(portfolio, Thing.Of(U("u"))).Today);
    }

    private static Gen<Portfolio> Worlds() =>
        from values in Gen.Int[-1, 20].Array[1, 5]
        from needs in Gen.Int[0, 5].Array[0, 3].Array[values.Length]
        from levels in Gen.Int[0, 3].Array[values.Length]
        from raises in Gen.Int[0, 3].Array[6]
        from after in Gen.Int[0, 5].Array[0, 2].Array[6]
        from status in Gen.Int[0, 12].Array[6]
        select World(
            [
                .. values.Select((v, i) => UseCase(
                    $"u{i}",
                    v < 0 ? null : v,
                    [.. needs[i].Select(n => new Need.OfInitiative(I($"i{n}"))), new Need.OfCapability(Ledger, Level.Of(levels[i]))])),
            ],
            [
                .. Enumerable.Range(0, 6).Select(i => Initiative($"i{i}", raises[i], [.. after[i].Where(a => a < i).Select(a => $"i{a}")])
                    with { Status = status[i] switch { 0 => InitiativeStatus.Dropped, 1 => InitiativeStatus.Done, _ => null } }),
            ]);

    private static Id<UseCase> U(string id) => Id<UseCase>.Of(id);

    private static Id<Initiative> I(string id) => Id<Initiative>.Of(id);

    private static Portfolio World(UseCase useCase, params Initiative[] initiatives) => World([useCase], initiatives);

    private static Portfolio World(UseCase[] useCases, params Initiative[] initiatives) => Portfolio(
        [Product("checkout", 10, ("ledger", .3)) with { Segments = [Id<Segment>.Of("shoppers")] }],
        [
            Capability("ledger", ("events", .2)) with { Level = Level.Of(1) },
            Capability("events", ("runtime", .2)),
            Capability("runtime"),
        ]) with { UseCases = Catalog<UseCase>.Of(useCases), Initiatives = Catalog<Initiative>.Of(initiatives) };

    private static UseCase UseCase(string id, double? value, params Need[] needs) =>
        new(U(id), id, Id<Product>.Of("checkout"), [], null, [.. needs], new EndValue(Growth: value is { } v ? new Amount(v) : null));

    private static Initiative Initiative(string id, int raisesTo = 0, string[]? after = null, string[]? requires = null) => new(I(id), id)
    {
        Raises = raisesTo == 0 ? [] : [new Raise(Ledger, Level.Of(raisesTo))],
        After = [.. (after ?? []).Select(I)],
        Requires = [.. (requires ?? []).Select(I)],
    };
}
