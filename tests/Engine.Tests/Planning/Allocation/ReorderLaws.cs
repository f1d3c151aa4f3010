using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Allocation;

/// <summary>What holds when a group puts its own bucket in another order, on small worlds with every rule in play.</summary>
public sealed class ReorderLaws
{
    [Fact]
    public void Reordering_a_bucket_moves_no_finish_and_no_work_of_any_other_and_keeps_every_rule() => Holds((world, bucket, before) =>
    {
        foreach (var order in Orders(world, bucket))
        {
            var reordered = Reordering.Solve(world.Portfolio, before, bucket, order, new SolveLimits(), TimeProvider.System);
            foreach (var other in world.Portfolio.Initiatives.Where(i => i.Bucket != bucket))
            {
                var (was, now) = (before.Find(other.Id), reordered.After.Find(other.Id));
                if (was?.Finish != now?.Finish) return $"{other.Id} moves from {was?.Finish} to {now?.Finish}.";
                if (was is not null && was.Work.Any(w => !w.Value.Zip(now!.Work[w.Key]).All(x => Math.Abs(x.First.Value - x.Second.Value) < 1e-9))) return $"The work on {other.Id} moves.";
            }

            if (!AllocationCheck.MovedElsewhere(world.Portfolio, reordered).IsEmpty) return "The check says that something moved.";
            var floors = PlanChecker.Check(world.Portfolio, reordered.After);
            if (floors.FirstOrDefault() is { } wrong) return $"{string.Join(' ', order)}: {wrong}";
        }

        return null;
    });

    /// <summary>The first of an order is finished as early as any plan with the same elsewhere allows: brute force over the world in which the rest is pinned and its work is gone.</summary>
    [Fact]
    public void The_first_of_an_order_is_finished_as_soon_as_what_the_others_leave_allows() => Holds((world, bucket, before) =>
    {
        var rules = new OracleRules(Left(world, bucket, before));
        var plans = Oracle.Plans(rules).ToList();
        foreach (var order in Orders(world, bucket).Where(o => !o.IsEmpty))
        {
            var first = Enumerable.Range(0, rules.Count).Single(i => rules.IdOf(i) == order[0]);
            if (rules.IsDone(first)) continue;
            var reordered = Reordering.Solve(world.Portfolio, before, bucket, order, new SolveLimits(), TimeProvider.System);
            var (soonest, found) = (plans.Min(f => f[first]), reordered.After.Find(order[0])?.Finish.Index ?? OracleRules.Out);
            if (soonest != found) return $"{order[0]} is finished in {found}, but could be in {soonest}.";
            if ((found == OracleRules.Out) != reordered.Impossible.Contains(order[0])) return $"{order[0]} is impossible, or not.";
        }

        return null;
    });

    [Fact]
    public void The_runner_up_is_the_best_other_set_that_brute_force_finds_in_what_the_others_leave() => SmallWorldLaw.Holds(150, 1_000, world =>
    {
        if (world.Portfolio.Buckets.Count == 0) return null;
        var study = AllocationSearch.Solve(world.Portfolio, world.Policy, new SolveLimits(), TimeProvider.System);
        foreach (var use in study.Uses)
        {
            var left = Left(world, use.Bucket, study.Policy);
            var (rules, weights) = (new OracleRules(left), world.Policy.EffectiveWeights);
            var members = Enumerable.Range(0, rules.Count).Where(i => world.Portfolio.Initiatives[rules.IdOf(i)].Bucket == use.Bucket && !rules.IsDone(i)).ToList();
            var others = Oracle.Plans(rules).Where(f => members.Exists(i => Oracle.IsPeriod(f[i]) != use.Best.Contains(rules.IdOf(i)))).Select(f =>
            {
                var (customer, platform, _, _) = rules.Values(f);
                return (double?)((weights.Customer * customer) + (weights.Platform * platform));
            });
            var best = others.Max();
            if (use.RunnerUp is null ? best is not null : Trials.Wrong(use.RunnerUp, best) is not null) return $"{use.Bucket}: {use.RunnerUp}, but the best other set is worth {best}.";
        }

        return null;
    });

    [Fact]
    public void An_order_of_what_is_in_another_bucket_is_refused()
    {
        var world = SmallWorldLaw.World(0);
        var portfolio = A.Portfolio() with
        {
            Teams = A.Teams(("t", 4)),
            Buckets = Catalog<Bucket>.Of([new Bucket(Id<Bucket>.Of("b"), "B"), new Bucket(Id<Bucket>.Of("c"), "C")]),
            Initiatives = A.Initiatives(A.Initiative("x", 1, 1) with { Bucket = Id<Bucket>.Of("c") }),
        };
        Assert.NotNull(world);
        Assert.Throws<ArgumentException>(() => Reordering.Solve(portfolio, A.Plan(portfolio), Id<Bucket>.Of("b"), [A.Id("x")], new SolveLimits(), TimeProvider.System));
    }

    /// <summary>By value for effort, as listed, and the other way round.</summary>
    private static IEnumerable<ImmutableArray<Id<Initiative>>> Orders(SmallWorld world, Id<Bucket> bucket)
    {
        ImmutableArray<Id<Initiative>> members = [.. world.Portfolio.Initiatives.Where(i => i.Bucket == bucket && i.Status != InitiativeStatus.Done).Select(i => i.Id)];
        return [[], members, [.. members.Reverse()]];
    }

    /// <summary>The world as that bucket sees it: the others' finishes pinned, their work gone and their part of the capacity with it; floors off.</summary>
    private static SmallWorld Left(SmallWorld world, Id<Bucket> bucket, Plan plan)
    {
        var (portfolio, calendar) = (world.Portfolio, world.Portfolio.Platform.Calendar);
        var rules = new OracleRules(world);
        double Net(int k, int t) => rules.Net[k][t] - plan.Initiatives.Where(i => portfolio.Initiatives[i.Id].Bucket != bucket).Sum(i => i.Work.TryGetValue(rules.Teams[k], out var w) ? w[t].Value : 0);
        var teams = portfolio.Teams.Select((team, k) => team with { Reserve = Reserve.Unstated, Capacity = PerPeriod<EngineerWeeks>.Each(calendar.Periods.Select(p => EngineerWeeks.Of(Math.Max(0, Math.Round(Net(k, p.Index), 9))))) });
        var rest = teams.ToList();
        var total = rest.Sum(t => calendar.Periods.Sum(p => t.Capacity[p].Value));
        bool Ours(Initiative i) => i.Bucket == bucket || i.Status == InitiativeStatus.Done;
        Initiative Changed(Initiative i) => Ours(i)
            ? i.Bucket == bucket ? i with { Latest = Earlier(i.Latest, First(i)) } : i
            : i with { Effort = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty, Remaining = null, Pace = null };
        Period? First(Initiative i)
        {
            var waiting = plan.Initiatives.Where(p => !Ours(portfolio.Initiatives[p.Id]) && portfolio.Initiatives[p.Id].After.Contains(i.Id)).Select(p => p.Start.Index - 1).ToList();
            return waiting.Count == 0 ? null : new Period(waiting.Min());
        }

        var others = portfolio.Initiatives.Where(i => !Ours(i)).ToList();
        return new(
            portfolio with
            {
                Teams = Catalog<Team>.Of(rest),
                Initiatives = Catalog<Initiative>.Of(portfolio.Initiatives.Select(Changed)),
                Buckets = Catalog<Bucket>.Of(portfolio.Buckets.Select(b => b with { Min = null, Max = b.Id == bucket && b.Max is { } max ? Share.Of(total <= 0 ? 1 : Math.Min(1, max.Value * rules.K / total)) : null })),
            },
            world.Policy with
            {
                Pins = [.. world.Policy.Pins, .. others.Where(i => plan.Find(i.Id) is not null).Select(i => new Pin(i.Id, plan.Find(i.Id)!.Finish))],
                Bans = [.. world.Policy.Bans, .. others.Where(i => plan.Find(i.Id) is null).Select(i => i.Id)],
            });
    }

    private static Period? Earlier(Period? a, Period? b) => a is null ? b : b is null ? a : a < b ? a : b;

    private static void Holds(Func<SmallWorld, Id<Bucket>, Plan, string?> law) => SmallWorldLaw.Holds(150, 1_000, world =>
    {
        if (world.Portfolio.Buckets.Count == 0) return null;
        var plan = A.Plan(world.Portfolio, world.Policy);
        return plan.Status == PlanStatus.Optimal ? world.Portfolio.Buckets.Select(b => law(world, b.Id, plan)).FirstOrDefault(w => w is not null) : null;
    });
}
