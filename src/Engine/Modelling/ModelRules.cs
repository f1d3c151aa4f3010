using System.Collections.Immutable;

namespace Dais.Engine.Modelling;

/// <summary>The rules that a portfolio has to keep before it can be planned or valued, each one a sentence.</summary>
public static class ModelRules
{
    /// <summary>Every rule that <paramref name="portfolio"/> breaks, errors first.</summary>
    public static ImmutableArray<Finding> Check(Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        return [];
    }
}
