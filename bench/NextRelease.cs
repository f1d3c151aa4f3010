using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Engine.Solving;
using Calendar = Dais.Engine.Quantities.Calendar;

namespace Dais.Bench;

/// <summary>
/// An instance of the Next Release Problem: choose requirements within a budget so that the customers who get all they
/// asked for bring the most profit.
/// </summary>
/// <remarks>
/// Bagnall, Rayward-Smith and Whittley (2001), The next release problem. The files are those of Xuan, Jiang, Ren and Luo
/// (2012): levels of requirements with their costs, dependencies "a b" where a comes before b, customers with profit and
/// requests; ids count from 1.
/// </remarks>
/// <param name="Costs">What each requirement costs.</param>
/// <param name="Dependencies">The requirement in front, and the one that needs it; places from 0.</param>
/// <param name="Customers">What each brings, and the requirements it asks for.</param>
internal sealed record NextRelease(
    ImmutableArray<int> Costs,
    ImmutableArray<(int Before, int After)> Dependencies,
    ImmutableArray<(int Profit, ImmutableArray<int> Requests)> Customers)
{
    /// <summary>The planning rules under which a plan solves the instance: value counts once, equal plans are not told apart.</summary>
    internal static Policy Policy { get; } = new() { Timing = Timing.Once };

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="FormatException">It is not in that format; the message says where.</exception>
    internal static NextRelease Read(string text)
    {
        var numbers = new Numbers(text);
        var costs = new List<int>();
        for (var level = numbers.Next("the number of levels", 0); level > 0; level--)
        {
            for (var n = numbers.Next("the number of requirements in a level", 0); n > 0; n--) costs.Add(numbers.Next("a cost", 0));
        }

        int Requirement() => numbers.Next("the id of a requirement", 1, costs.Count) - 1;
        var dependencies = new List<(int, int)>();
        for (var n = numbers.Next("the number of dependencies", 0); n > 0; n--) dependencies.Add((Requirement(), Requirement()));
        var customers = new List<(int, ImmutableArray<int>)>();
        for (var n = numbers.Next("the number of customers", 0); n > 0; n--)
        {
            var profit = numbers.Next("a profit", 0);
            var requests = numbers.Next("the number of requests", 0);
            customers.Add((profit, [.. Enumerable.Range(0, requests).Select(_ => Requirement())]));
        }

        return new([.. costs], [.. dependencies], [.. customers]);
    }

    /// <summary>The budget: ratio × total cost, rounded half up.</summary>
    internal int Budget(decimal ratio) => (int)Math.Floor((ratio * Costs.Sum()) + 0.5m);

    /// <summary>The instance as a portfolio: one team, one period, a use case for each customer.</summary>
    internal Portfolio Portfolio(decimal ratio)
    {
        var team = Id<Team>.Of("team");
        var requirements = Costs.Select((_, r) => Id<Initiative>.Of("requirement-" + (r + 1))).ToArray();
        var before = Dependencies.ToLookup(d => d.After, d => requirements[d.Before]);
        return new(new Platform(Id<Platform>.Of("next-release"), "Next release", "USD", "", DiscountRate.Of(0), new Calendar("2027-Q1", 1), []))
        {
            Teams = Catalog<Team>.Of([new(team, "Team", PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(Budget(ratio))), Reserve.Unstated)]),
            Initiatives = Catalog<Initiative>.Of(Costs.Select((cost, r) => new Initiative(requirements[r], "Requirement " + (r + 1))
            {
                Effort = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(team, Estimate.Of(EngineerWeeks.Of(cost))),
                Requires = [.. before[r].Distinct()],
            })),
            UseCases = Catalog<UseCase>.Of(Customers.Select((customer, c) => new UseCase(
                Id<UseCase>.Of("customer-" + (c + 1)),
                "Customer " + (c + 1),
                null,
                [],
                null,
                [.. customer.Requests.Distinct().Select(r => new Need.OfInitiative(requirements[r]))],
                new EndValue(Growth: new Amount(customer.Profit))))),
        };
    }

    /// <summary>The instance as a plain 0/1 model, written without the planner.</summary>
    internal LinearModel Model(decimal ratio)
    {
        var model = new LinearModel();
        var chosen = Costs.Select(_ => model.Binary()).ToArray();
        foreach (var (first, then) in Dependencies.Distinct().Where(d => d.Before != d.After)) model.Below(chosen[then], chosen[first]);
        foreach (var (profit, requests) in Customers)
        {
            var served = model.Binary(profit);
            foreach (var r in requests.Distinct()) model.Below(served, chosen[r]);
        }

        model.AtMost(Budget(ratio), [.. chosen.Select((c, r) => (c, (double)Costs[r]))]);
        return model;
    }

    /// <summary>The numbers of a text, one after another.</summary>
    private sealed class Numbers(string text)
    {
        private readonly string[] _words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        private int _at;

        internal int Next(string what, int least, int most = int.MaxValue)
        {
            if (_at == _words.Length) throw new FormatException($"The file ends where {what} should stand, after {_at} numbers. Maybe it is cut short.");
            var word = _words[_at++];
            return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new FormatException($"\"{word}\" (number {_at} of the file) is not {what}, a whole number from {least} to {most}. Maybe the file is of another format.");
        }
    }
}
