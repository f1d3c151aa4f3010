using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Groups;

/// <summary>
/// What each group gets of a plan's customer value, as yardsticks: U_g = the use cases whose group is g + its part of
/// the initiatives' own customer value. Together with the unattributed rest they are V_C.
/// </summary>
/// <remarks>Source: planning rules, "Value". Only groups to which something counts at all have a stake.</remarks>
internal sealed class Stakes
{
    private Stakes(Id<StakeholderGroup>[] groups, Yardstick[] yardsticks, Yardstick unattributed) =>
        (Groups, Yardsticks, Unattributed) = (groups, yardsticks, unattributed);

    /// <summary>The groups with a stake, in the portfolio's order.</summary>
    internal Id<StakeholderGroup>[] Groups { get; }

    /// <summary>What each of them gets.</summary>
    internal Yardstick[] Yardsticks { get; }

    /// <summary>What counts to no group.</summary>
    internal Yardstick Unattributed { get; }

    /// <summary>What all groups get together.</summary>
    internal Yardstick Sum(Problem problem)
    {
        var sum = Nothing(problem);
        foreach (var yardstick in Yardsticks)
        {
            for (var i = 0; i < sum.Customer.Length; i++) sum.Customer[i] += yardstick.Customer[i];
            for (var g = 0; g < sum.Goals.Length; g++) sum.Goals[g] += yardstick.Goals[g];
        }

        return sum;
    }

    internal static Stakes Of(Problem problem)
    {
        var attributions = Attribution.Of(problem.Portfolio).ToDictionary(a => a.Initiative, a => a.Parts);
        var unattributed = Nothing(problem);
        var byGroup = problem.Portfolio.Groups.ToDictionary(g => g.Id, _ => Nothing(problem));
        var staked = new HashSet<Id<StakeholderGroup>>();
        for (var i = 0; i < problem.Candidates.Length; i++)
        {
            unattributed.Customer[i] = 1;
            if (!attributions.TryGetValue(problem.Candidates[i].Id, out var parts)) continue;
            foreach (var (group, part) in parts)
            {
                unattributed.Customer[i] -= part;
                byGroup[group].Customer[i] = part;
                if (part != 0) staked.Add(group);
            }
        }

        for (var g = 0; g < problem.Goals.Length; g++)
        {
            if (problem.Portfolio.UseCases[problem.Goals[g].Id].Group is not { } group)
            {
                unattributed.Goals[g] = 1;
                continue;
            }

            byGroup[group].Goals[g] = 1;
            if (problem.Goals[g].Value.Any(v => v != 0)) staked.Add(group);
        }

        var groups = problem.Portfolio.Groups.Select(g => g.Id).Where(staked.Contains).ToArray();
        return new(groups, [.. groups.Select(g => byGroup[g])], unattributed);
    }

    private static Yardstick Nothing(Problem problem) => Yardstick.Of(problem, new(0, 0));
}
