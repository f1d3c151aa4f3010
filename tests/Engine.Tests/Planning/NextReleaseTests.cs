using System.Collections.Immutable;
using Dais.Bench;
using Dais.Engine.Planning;
using Dais.Engine.Solving;

namespace Dais.Engine.Tests.Planning;

/// <summary>The Next Release Problem through the planner: a special case of one team and one period.</summary>
public sealed class NextReleaseTests
{
    private static readonly decimal[] Ratios = [0.3m, 0.5m, 0.7m];

    /// <summary>Proven optima of the classic instances, as published.</summary>
    private static readonly Dictionary<string, int[]> Published = new()
    {
        ["nrp1"] = [1204, 1840, 2507],
        ["nrp2"] = [4970, 8065, 11316],
        ["nrp3"] = [7488, 11159, 14196],
        ["nrp4"] = [10690, 15985, 20913],
        ["nrp5"] = [18510, 24701, 28912],
    };

    [Fact]
    public void The_classic_instances_are_solved_to_their_published_optima_and_proven()
    {
        foreach (var (name, optima) in Published)
        {
            var instance = NextRelease.Read(Text(name));
            foreach (var (ratio, optimum) in Ratios.Zip(optima))
            {
                var plan = Plan(instance, ratio);
                Assert.True(plan.Status == PlanStatus.Optimal && plan.Objective.Value.Equals(optimum), $"{name} at {ratio}: {plan.Status} {plan.Objective}, bound {plan.Bound}");
            }
        }
    }

    [Fact]
    public void Relabelled_permuted_and_slightly_changed_copies_agree_with_a_solver_on_a_plain_model()
    {
        foreach (var (name, ratio) in ((string, decimal)[])[("nrp1", 0.3m), ("nrp1", 0.7m), ("nrp5", 0.3m)]) CopiesAgree(NextRelease.Read(Text(name)), ratio);
    }

    [Fact]
    public void So_do_those_of_generated_instances()
    {
        for (var seed = 0; seed < (Solving.ModelLaw.Long ? 40 : 3); seed++) CopiesAgree(Generated(seed, requirements: 60, customers: 40), Ratios[seed % 3]);
    }

    [Fact]
    public void The_file_is_read_as_its_description_says()
    {
        var instance = NextRelease.Read("2\n3\n 1 2 3\n1\n 4\n2\n1 4\n2 4\n2\n10 2 1 4\n5 1 3\n");
        Assert.Equal([1, 2, 3, 4], instance.Costs);
        Assert.Equal([(0, 3), (1, 3)], instance.Dependencies);
        Assert.Equal([10, 5], instance.Customers.Select(c => c.Profit));
        Assert.Equal([0, 3], instance.Customers[0].Requests);
        Assert.Equal((3, 5), (instance.Budget(0.3m), instance.Budget(0.45m)));
        Assert.Equal(5, Plan(instance, 0.3m).Objective.Value);
        Assert.Equal(15, Plan(instance, 1).Objective.Value);
    }

    [Theory]
    [InlineData("2\n3\n 1 2", "The file ends where a cost should stand")]
    [InlineData("1\n1\n x", "\"x\" (number 3 of the file) is not a cost")]
    [InlineData("1\n1\n 4\n1\n1 2", "\"2\" (number 6 of the file) is not the id of a requirement, a whole number from 1 to 1")]
    public void A_file_that_is_not_one_is_named_with_the_place(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => NextRelease.Read(text)).Message, StringComparison.Ordinal);

    private static void CopiesAgree(NextRelease instance, decimal ratio)
    {
        var chance = new Random(5);
        foreach (var copy in (NextRelease[])[instance, Permuted(instance, chance), Changed(instance, chance), Permuted(Changed(instance, chance), chance)])
        {
            var (plan, raw) = (Plan(copy, ratio), Highs.Solve(copy.Model(ratio), new()));
            Assert.Equal((PlanStatus.Optimal, SolveStatus.Optimal), (plan.Status, raw.Status));
            Assert.Equal(raw.Objective, plan.Objective.Value, 1e-6);
            Assert.Empty(PlanChecker.Check(copy.Portfolio(ratio), plan));
        }
    }

    private static Plan Plan(NextRelease instance, decimal ratio) => Planner.Solve(
        instance.Portfolio(ratio), NextRelease.Policy, new SolveLimits { Seconds = 60, BreakTies = false }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);

    /// <summary>The same with other ids, and everything in another order.</summary>
    private static NextRelease Permuted(NextRelease instance, Random chance)
    {
        int[] places = [.. Enumerable.Range(0, instance.Costs.Length)];
        chance.Shuffle(places);
        var costs = new int[places.Length];
        for (var r = 0; r < costs.Length; r++) costs[places[r]] = instance.Costs[r];
        var dependencies = instance.Dependencies.Select(d => (places[d.Before], places[d.After])).ToArray();
        var customers = instance.Customers.Select(c => c with { Requests = [.. c.Requests.Select(r => places[r]).Reverse()] }).ToArray();
        chance.Shuffle(dependencies);
        chance.Shuffle(customers);
        return new([.. costs], [.. dependencies], [.. customers]);
    }

    /// <summary>Every profit one more or one less.</summary>
    private static NextRelease Changed(NextRelease instance, Random chance) =>
        instance with { Customers = [.. instance.Customers.Select(c => c with { Profit = Math.Max(0, c.Profit + (chance.Next(2) == 0 ? 1 : -1)) })] };

    private static NextRelease Generated(int seed, int requirements, int customers)
    {
        var chance = new Random(seed);
        return new(
            [.. Enumerable.Range(0, requirements).Select(_ => chance.Next(1, 11))],
            [.. Enumerable.Range(1, requirements - 1).Select(r => (chance.Next(r), r)).Where(_ => chance.Next(2) == 0)],
            [.. Enumerable.Range(0, customers).Select(_ => (chance.Next(10, 51), Enumerable.Range(0, chance.Next(1, 6)).Select(_ => chance.Next(requirements)).ToImmutableArray()))]);
    }

    private static string Text(string name)
    {
        var folder = Environment.GetEnvironmentVariable("DAIS_DATA") ?? Path.Combine(Repository.Root, "..", "shared", "data");
        var file = Path.Combine(folder, "next-release", name + ".txt");
        if (!File.Exists(file)) Assert.Skip("The classic instances of the Next Release Problem are not here. They are published with Xuan, Jiang, Ren and Luo (2012), Solving the large scale next release problem with a backbone-based multilevel algorithm; DAIS_DATA says where they are.");
        return File.ReadAllText(file);
    }
}
