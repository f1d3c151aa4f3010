using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.App.Web.Pages.Roadmaps;

/// <summary>That a capability is brought from one level to another.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="By">Through which initiatives.</param>
internal sealed record LevelStep(Level From, Level To, ImmutableArray<Initiative> By);

/// <summary>How far a capability comes under a plan.</summary>
/// <param name="Capability">Which.</param>
/// <param name="Reached">Its level at the end of each period.</param>
/// <param name="Steps">The step at the end of each period; nothing where it stays.</param>
internal sealed record LevelSteps(Capability Capability, ImmutableArray<Level> Reached, ImmutableArray<LevelStep?> Steps)
{
    /// <summary>Its level before the first step.</summary>
    public Level From => Steps.OfType<LevelStep>().First().From;

    /// <summary>The capabilities that the plan raises, in the portfolio's order.</summary>
    public static ImmutableArray<LevelSteps> Of(Portfolio portfolio, Plan plan) =>
        [.. portfolio.Capabilities.Select(c => Of(portfolio, plan, c)).Where(s => s.Steps.Any(x => x is not null))];

    private static LevelSteps Of(Portfolio portfolio, Plan plan, Capability capability)
    {
        var level = Highest(portfolio.Initiatives.Where(i => i.Status == InitiativeStatus.Done), capability, capability.Level);
        var (reached, steps) = (ImmutableArray.CreateBuilder<Level>(), ImmutableArray.CreateBuilder<LevelStep?>());
        foreach (var period in portfolio.Platform.Calendar.Periods)
        {
            var before = level;
            var finished = plan.Initiatives.Where(p => p.Finish == period).Select(p => portfolio.Initiatives[p.Id]).Where(i => i.Raises.Any(r => r.Capability == capability.Id && r.To > before)).ToImmutableArray();
            level = Highest(finished, capability, before);
            reached.Add(level);
            steps.Add(level > before ? new(before, level, finished) : null);
        }

        return new(capability, reached.ToImmutable(), steps.ToImmutable());
    }

    private static Level Highest(IEnumerable<Initiative> initiatives, Capability capability, Level least) =>
        initiatives.SelectMany(i => i.Raises).Where(r => r.Capability == capability.Id).Select(r => r.To).Append(least).Max();
}
