namespace Dais.Engine.Planning.Lenses;

/// <summary>A pair of values: V_C across, V_P up.</summary>
internal readonly record struct Spot(double Customer, double Platform)
{
    /// <summary>The value on one axis.</summary>
    internal double On(Lens axis) => axis == Lens.Customer ? Customer : Platform;

    /// <summary>Both at most those of <paramref name="other"/>, up to <paramref name="slack"/> on each.</summary>
    internal bool IsCoveredBy(Spot other, Spot slack) => Customer <= other.Customer + slack.Customer && Platform <= other.Platform + slack.Platform;
}

/// <summary>Where plans that nobody has found may still lie: above and right of <see cref="Low"/>, up to <see cref="High"/>.</summary>
internal readonly record struct Box(Spot Low, Spot High)
{
    internal Spot Middle => new((Low.Customer + High.Customer) / 2, (Low.Platform + High.Platform) / 2);

    internal bool Holds(Box other) =>
        Low.Customer <= other.Low.Customer && Low.Platform <= other.Low.Platform && High.Customer >= other.High.Customer && High.Platform >= other.High.Platform;

    /// <summary>The weights under which the two far corners are worth the same; the larger is 1.</summary>
    internal Weights Across => Directions.Between(new(Low.Customer, High.Platform), new(High.Customer, Low.Platform));
}

/// <summary>Weightings as directions in which one looks at the frontier.</summary>
internal static class Directions
{
    /// <summary>The weights under which both spots are worth the same, the first having more platform value and the second more customer value; the larger is 1.</summary>
    internal static Weights Between(Spot left, Spot right)
    {
        var (customer, platform) = (left.Platform - right.Platform, right.Customer - left.Customer);
        var most = Math.Max(customer, platform);
        return new(customer / most, platform / most);
    }

    /// <summary>What a spot is worth.</summary>
    internal static double Of(this Weights weights, Spot at) => (weights.Customer * at.Customer) + (weights.Platform * at.Platform);
}
