namespace Dais.Engine.Modelling;

/// <summary>By what others have scored.</summary>
public enum ScoreMethod
{
    /// <summary>Reach × impact × confidence ÷ effort.</summary>
    Rice,

    /// <summary>Weighted shortest job first: cost of delay ÷ size, in points.</summary>
    Wsjf,
}

/// <summary>A RICE score's factors, each in whatever scale its scorer used.</summary>
/// <param name="Reach">How many it reaches, above 0.</param>
/// <param name="Impact">How much it does for each, above 0.</param>
/// <param name="Confidence">How sure the scorer was, above 0 and at most 1.</param>
/// <param name="Effort">What it takes, above 0.</param>
public sealed record RiceScore(double Reach, double Impact, double Confidence, double Effort)
{
    /// <summary>Reach × impact × confidence ÷ effort.</summary>
    public double Value => Reach * Impact * Confidence / Effort;
}

/// <summary>A WSJF score's parts, in points.</summary>
/// <param name="BusinessValue">To users and business.</param>
/// <param name="TimeCriticality">How much it fades by waiting.</param>
/// <param name="RiskReduction">What it makes safer or possible.</param>
/// <param name="JobSize">How large it is, above 0.</param>
public sealed record WsjfScore(double BusinessValue, double TimeCriticality, double RiskReduction, double JobSize)
{
    /// <summary>The cost of delay in points ÷ the size.</summary>
    public double Value => (BusinessValue + TimeCriticality + RiskReduction) / JobSize;
}

/// <summary>What an initiative scored elsewhere. Plans do not reckon with it.</summary>
public sealed record Scores(RiceScore? Rice = null, WsjfScore? Wsjf = null)
{
    /// <summary>The score by that method; absent where there is none.</summary>
    public double? Of(ScoreMethod method) => method == ScoreMethod.Rice ? Rice?.Value : Wsjf?.Value;
}
