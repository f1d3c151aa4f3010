using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning;

public sealed class ConflictTests
{
    [Fact]
    public void Two_musts_that_do_not_fit_on_a_team_conflict_with_its_capacity()
    {
        var portfolio = A.Portfolio() with
        {
            Teams = A.Teams(("t", 10), ("u", 5)),
            Initiatives = A.Initiatives(A.Initiative("a", 6) with { Must = true }, A.Initiative("b", 7) with { Must = true }, A.Initiative("c", 1, 9) with { Must = true }),
        };
        var plan = A.Plan(portfolio);
        Assert.Equal(PlanStatus.Infeasible, plan.Status);
        Assert.Equal(
            [("R8", "a", "let go of it: A must be chosen; then there is a plan"), ("R8", "b", "let go of it: B must be chosen; then there is a plan"), ("R4", "t", "3 ew more a period for t; then these rules hold together, but others still do not")],
            plan.Conflicts.Select(c => (c.Rule, c.Subject, c.Relaxation!)));
    }

    [Fact]
    public void A_pin_before_its_predecessor_conflicts_with_the_order()
    {
        var portfolio = A.Portfolio(periods: 4) with
        {
            Teams = A.Teams(("t", 10)),
            Initiatives = A.Initiatives(A.Initiative("a", 10), A.Initiative("b", 2) with { After = [A.Id("a")] }),
        };
        var plan = A.Plan(portfolio, new Policy { Pins = [new(A.Id("b"), new(0))] });
        Assert.Equal(PlanStatus.Infeasible, plan.Status);
        Assert.Equal(["pin B to 2027-Q2 instead; then there is a plan", "let go of it: no work on B until A is finished; then there is a plan"], plan.Conflicts.Select(c => c.Relaxation));
    }

    [Fact]
    public void The_conflict_named_is_one_with_the_fewest_rules()
    {
        // a and b exclude each other (three rules: two musts, one exclusion); c is too long for its window (two rules).
        var portfolio = A.Portfolio(periods: 2) with
        {
            Teams = A.Teams(("t", 50)),
            Initiatives = A.Initiatives(
                A.Initiative("a", 1) with { Must = true, Excludes = [A.Id("b")] },
                A.Initiative("b", 1) with { Must = true },
                A.Initiative("c", 1) with { Must = true, Periods = 3 }),
        };
        var plan = A.Plan(portfolio);
        Assert.Equal([("R8", "c"), ("R3", "c")], plan.Conflicts.Select(c => (c.Rule, c.Subject)));
    }

    [Fact]
    public void A_ceiling_below_a_commitment_says_by_how_much_to_raise_it()
    {
        var bucket = Id<Bucket>.Of("b");
        var portfolio = A.Portfolio() with
        {
            Teams = A.Teams(("t", 10)),
            Buckets = Catalog<Bucket>.Of([new Bucket(bucket, "B", Max: Share.Of(0.3))]),
            Initiatives = A.Initiatives(A.Initiative("a", 4) with { Bucket = bucket, Status = InitiativeStatus.Committed, CommittedFinish = new(0) }),
        };
        var plan = A.Plan(portfolio);
        Assert.Contains(plan.Conflicts, c => c.Rule == "R9" && c.Relaxation == "a ceiling of 40 % for B; then there is a plan");
    }

    [Fact]
    public void A_released_promise_is_moved_when_that_is_worth_it_and_the_price_is_stated()
    {
        var portfolio = A.Portfolio(periods: 2) with
        {
            Teams = A.Teams(("t", 10)),
            Initiatives = A.Initiatives(
                A.Initiative("promised", 10, 40) with { Status = InitiativeStatus.Committed, CommittedFinish = new(0) },
                A.Initiative("better", 10, 400)),
        };
        var kept = A.Plan(portfolio);
        var moved = A.Plan(portfolio, new Policy { Release = true });
        Assert.Empty(kept.Stability!.Moves);
        Assert.Equal([new Move(A.Id("promised"), new(0), new(1))], moved.Stability!.Moves);
        Assert.Equal(moved.Objective.Value - kept.Objective.Value, moved.Stability.ValueOfMoving!.Value.Value, 9);
        var capped = A.Plan(portfolio, new Policy { Release = true, MaxMoves = 0 });
        Assert.Equal(kept.Objective.Value, capped.Objective.Value, 9);
        Assert.Equal(moved.Objective.Value - kept.Objective.Value, capped.Stability!.ValueLost!.Value.Value, 9);
    }
}
