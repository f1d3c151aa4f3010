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
}
