using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

public sealed class ArrangeTests
{
    [Fact]
    public void A_gap_is_worse_than_one_more_period_of_work()
    {
        double[] net = [0.9, 0.25, 0.75, 0.25];
        var team = new Team(Id<Team>.Of("t"), "T", PerPeriod<EngineerWeeks>.Each(net.Select(EngineerWeeks.Of)), Reserve.Unstated);
        var portfolio = A.Portfolio(periods: 4) with { Teams = Catalog<Team>.Of([team]), Initiatives = A.Initiatives(A.Initiative("c", 1.5)) };
        var plan = A.Plan(portfolio, new Policy { Pins = [new(A.Id("c"), new(2))] });
        Assert.Equal([true, true, true, false], Assert.Single(plan.Initiatives).Work[team.Id].Select(w => w.Value > 0));
    }
}
