using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Valuing;

namespace Dais.Engine;

/// <summary>
/// The product on one screen: what the platform's people know goes in, and a plan with its reasons comes out.
/// </summary>
/// <remarks>
/// <code>
/// files → Importing → Portfolio → Valuing → ValueFlow → Planning (+ Policy) → Plan → Explaining → Explanation → files
/// </code>
/// Reading and writing files is the workspace's part. Here every step is a pure function: the same portfolio, policy and
/// limits give the same answer, as long as work and not the clock sets the limit.
/// </remarks>
public static class Pipeline
{
    /// <summary>Runs the whole of it.</summary>
    /// <param name="portfolio">What is known.</param>
    /// <param name="policy">What the plan is asked to be best at.</param>
    /// <param name="limits">How long to look.</param>
    /// <param name="clock">The time.</param>
    /// <returns>What today's value is owed to, the best plan, and why it is that; or the rules of the model that are broken.</returns>
    public static Answer Run(Portfolio portfolio, Policy policy, SolveLimits limits, TimeProvider clock)
    {
        var broken = ModelRules.Check(portfolio).Where(f => f.Severity == Severity.Error).ToList();
        if (broken.Count > 0) return new Answer.Broken(broken);
        var value = ValueFlow.Of(portfolio);
        if (value.Flow is null) return new Answer.Broken(value.Findings);
        var plan = Planner.Solve(portfolio, policy, limits, clock);
        return new Answer.Planned(value.Flow, plan, Explanation.Of(portfolio, plan));
    }

    /// <summary>What comes out.</summary>
    public abstract record Answer
    {
        private Answer()
        {
        }

        /// <summary>The portfolio cannot be planned: these rules are broken.</summary>
        public sealed record Broken(IReadOnlyList<Finding> Findings) : Answer;

        /// <summary>What today's value is owed to, the plan, and why it is that plan.</summary>
        public sealed record Planned(ValueFlow Value, Plan Plan, Explanation Explanation) : Answer;
    }
}
