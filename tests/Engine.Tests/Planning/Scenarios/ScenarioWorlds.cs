using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Scenarios;

/// <summary>Scenarios over small worlds, with every sort of change in play.</summary>
internal static class ScenarioWorlds
{
    /// <summary>The scenario of that number over a world; the same one each time. Changes that cannot be made there are left out.</summary>
    internal static Scenario Of(SmallWorld world, uint number)
    {
        var changes = Changes(world).Array[1, 3].Generate(new PCG(number, 2028), min: null, out _);
        var setup = new Setup(world.Portfolio, world.Policy);
        var kept = new List<ScenarioChange>();
        foreach (var change in changes.OfType<ScenarioChange>())
        {
            try
            {
                setup = change.Apply(setup);
            }
            catch (ArgumentException)
            {
                continue;   // such as a pin of what is done
            }

            kept.Add(change);
        }

        return new("s", [.. kept]);
    }

    private static Gen<ScenarioChange?> Changes(SmallWorld world)
    {
        var portfolio = world.Portfolio;
        var periods = portfolio.Platform.Calendar.Count;
        var initiative = Gen.OneOf([.. portfolio.Initiatives.Select(i => i.Id)]);
        var team = Gen.OneOf([.. portfolio.Teams.Select(t => t.Id)]);
        var weeks = Gen.OneOf(0, 0.5, 1, 2).Array[periods].Select(w => w.Select(EngineerWeeks.Of).ToArray());
        var yearly = Gen.OneOf(-3.0, 0, 2, 7).Select(Money.Of);
        var sorts = new List<Gen<ScenarioChange?>>
        {
            Gen.Select(initiative, Gen.Int[0, periods - 1], (i, f) => (ScenarioChange?)new ScenarioChange.Pin(i, new(f))),
            initiative.Select(i => (ScenarioChange?)new ScenarioChange.Forbid(i)),
            initiative.Select(i => (ScenarioChange?)new ScenarioChange.Force(i)),
            initiative.Select(i => (ScenarioChange?)new ScenarioChange.Drop(i)),
            Gen.Select(team, weeks, Gen.Bool, (t, w, b) => (ScenarioChange?)new ScenarioChange.AddCapacity(t, [.. w], b)),
            Gen.Select(team, weeks, (t, w) => (ScenarioChange?)new ScenarioChange.TakeCapacity(t, [.. w])),
            Gen.Select(initiative, yearly, Gen.Bool, (i, y, p) => (ScenarioChange?)new ScenarioChange.AddValue(i, y, p)),
            Gen.Select(initiative, Gen.OneOf(0, 0.5, 1.5), (i, f) => (ScenarioChange?)new ScenarioChange.ScaleEffort(i, f)),
            Gen.Select(Gen.OneOf([.. portfolio.Teams]), Gen.OneOf(0.5, 1, 3), (t, e) => (ScenarioChange?)new ScenarioChange.Propose(new(Id<Initiative>.Of("new"), "New") { Effort = A.Effort((t.Id.Value, e)), Value = new(new Amount(4)) })),
        };
        if (portfolio.Buckets.Count > 0)
            sorts.Add(Gen.Select(Gen.OneOf([.. portfolio.Buckets.Select(b => b.Id)]), Gen.OneOf(0.1, 0.4, 0.8), (b, s) => (ScenarioChange?)new ScenarioChange.ChangeShare(b, Share.Of(s))));
        if (portfolio.UseCases.Count > 0)
            sorts.Add(Gen.Select(Gen.OneOf([.. portfolio.UseCases.Select(u => u.Id)]), Gen.OneOf(1.0, 5).Select(Money.Of), (u, y) => (ScenarioChange?)new ScenarioChange.AddGrowth(u, y)));
        return Gen.OneOf(sorts.ToArray());
    }
}
