using Dais.Engine.Planning.Robustness;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>Plans nearly as good and as different as can be, and what all of them share.</summary>
internal static class GoodPlansText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, RobustnessDocument document)
    {
        var (good, portfolio) = (document.Study.Good, document.Portfolio);
        PlanText.Heading(to, "Nearly as good", $"worth at least {Show.Percent(1 - good.Within.Value)} of the plan, and as different as can be");
        if (good.Plans.IsEmpty) PlanText.Bullet(to, "None was found that chooses otherwise.");
        foreach (var plan in good.Plans)
        {
            PlanText.Bullet(to, Show.Safe(
                $"{Show.Money(plan.Objective, portfolio.Platform.Money)}, other in {Show.Weeks(plan.Distance)} ew{(plan.Proven ? "" : " (there may be farther ones)")}: {RobustnessText.Flips(portfolio, plan.In, plan.Out)}."));
        }

        var needed = good.Needed.ToHashSet();
        var shared = good.Shared.Where(s => !needed.Contains(s)).ToList();
        if (good.Needed.Length > 0) PlanText.Bullet(to, Show.Safe($"No plan so good can do without ({good.Needed.Length}, proven): {RobustnessText.Names(portfolio, good.Needed)}."));
        if (shared.Count > 0) PlanText.Bullet(to, Show.Safe($"In all of these, though not proven to be needed ({shared.Count}): {RobustnessText.Names(portfolio, shared)}."));
        if (good.Needed.Length + shared.Count == 0) PlanText.Bullet(to, "Nothing is in all of them.");
    }
}
