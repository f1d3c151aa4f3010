using System.Collections.Immutable;

namespace Dais.Engine.Planning.Lenses;

/// <summary>The stretches of equal length into which a frontier is divided, from the platform's end to the customers'.</summary>
internal readonly record struct Slots(Spot Left, Spot Right)
{
    internal const int Count = 25;

    internal static Slots Of(ImmutableArray<Landmark> found) => new(found[0].At, found[^1].At);

    private double Wide => Math.Max(1e-9, Right.Customer - Left.Customer);

    private double High => Math.Max(1e-9, Left.Platform - Right.Platform);

    /// <summary>In which slot it lies.</summary>
    internal int Place(Spot at) => Math.Clamp((int)(Count * Length(at) / 2), 0, Count - 1);

    /// <summary>How far along the frontier it lies, 0 … 2.</summary>
    internal double Length(Spot at) => ((at.Customer - Left.Customer) / Wide) + ((Left.Platform - at.Platform) / High);

    /// <summary>Of each slot, the plan that is nearest to its bound.</summary>
    internal Landmark?[] Fill(ImmutableArray<Landmark> found, Region region)
    {
        var (best, gaps) = (new Landmark?[Count], new double[Count]);
        foreach (var plan in found)
        {
            var (slot, gap) = (Place(plan.At), region.GapAt(plan.At));
            if (best[slot] is not null && gap >= gaps[slot]) continue;
            (best[slot], gaps[slot]) = (plan, gap);
        }

        return best;
    }

    /// <summary>Of the plans found one for each slot that has one, those at both ends, those that must be among them, and others up to as many as there are slots, the nearest to their bound first.</summary>
    internal static HashSet<Landmark> WellApart(Region region, IEnumerable<Landmark> must)
    {
        HashSet<Landmark> shown = [.. Of(region.Found).Fill(region.Found, region).OfType<Landmark>(), region.Found[0], region.Found[^1], .. must];
        foreach (var plan in region.Found.Except(shown).OrderBy(f => region.GapAt(f.At)).Take(Math.Max(0, Count - shown.Count)).ToList()) shown.Add(plan);
        return shown;
    }

    /// <summary>What lies in that slot, and half a slot to either side, and all that lies beyond the ends: from so much to so much of a weighted difference of both values.</summary>
    internal (Weights Along, double From, double To) Rows(int slot)
    {
        var at = (Left.Customer / Wide) - (Left.Platform / High);
        return (
            new(1 / Wide, -1 / High),
            slot == 0 ? double.NegativeInfinity : at + (2 * (slot - 0.5) / Count),
            slot == Count - 1 ? double.PositiveInfinity : at + (2 * (slot + 1.5) / Count));
    }
}
