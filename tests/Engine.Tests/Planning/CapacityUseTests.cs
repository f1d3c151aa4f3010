using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

public class CapacityUseTests
{
    [Fact]
    public void Shares_of_gross_capacity_sum_to_one() => CsCheck.Check.Sample(
        CsCheck.Gen.Select(CsCheck.Gen.Double[0, 50], CsCheck.Gen.Double[0, 1], CsCheck.Gen.Double[0, 1], CsCheck.Gen.Double[0, 1]),
        world =>
        {
            var (capacity, ktlo, unplanned, part) = world;
            var team = new Team(Id<Team>.Of("t"), "t", PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(capacity)), new Reserve(PerPeriod<Share>.Always(Share.Of(ktlo)), PerPeriod<Share>.Always(Share.Of(unplanned))));
            var portfolio = new Portfolio(new Platform(Id<Platform>.Of("p"), "p", "USD", "", DiscountRate.Of(0), new Calendar("2027-Q1", 3), []))
            {
                Teams = Catalog<Team>.Of([team]),
                Buckets = Catalog<Bucket>.Of([new Bucket(Id<Bucket>.Of("b"), "b")]),
                Initiatives = Catalog<Initiative>.Of([new Initiative(Id<Initiative>.Of("i"), "i") { Bucket = Id<Bucket>.Of("b") }, new Initiative(Id<Initiative>.Of("j"), "j")]),
            };
            var each = team.Net(new(0)).Value * part / 2;
            PlannedInitiative Planned(string id) => new(Id<Initiative>.Of(id), new(0), new(2), System.Collections.Immutable.ImmutableSortedDictionary<Id<Team>, System.Collections.Immutable.ImmutableArray<EngineerWeeks>>.Empty
                .Add(team.Id, [EngineerWeeks.Of(each), EngineerWeeks.Of(each), EngineerWeeks.Of(each)]));
            var use = CapacityUse.Of(portfolio, new Plan { Status = PlanStatus.Feasible, Policy = new(), Initiatives = [Planned("i"), Planned("j")] });
            Assert.Equal(use.Gross.Value, use.Lines.Sum(l => l.Effort.Value), 6);
            if (capacity > 0) Assert.Equal(1, use.Lines.Sum(l => l.Share!.Value.Value), 6);
            Assert.Equal(use.Lines[0].Effort.Value, use.Lines.Single(l => l.Kind == CapacityKind.Unbucketed).Effort.Value, 9);
        });
}
