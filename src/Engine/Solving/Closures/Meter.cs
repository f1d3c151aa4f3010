namespace Dais.Engine.Solving.Closures;

/// <summary>Counts work.</summary>
internal sealed class Meter
{
    internal long Count { get; set; }
}
