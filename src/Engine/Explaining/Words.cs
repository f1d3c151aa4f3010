using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>How numbers and names are written in explanations: each with its unit.</summary>
public static class Words
{
    /// <summary>Money with its unit, to three figures or whole units: <c>1,234 k USD</c>.</summary>
    public static string Of(Platform platform, Money money)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var size = Math.Abs(money.Value);
        var format = size >= 100 ? "#,0" : size >= 10 ? "0.#" : "0.##";
        return $"{money.Value.ToString(format, CultureInfo.InvariantCulture)} {platform.Money}";
    }

    /// <summary>A list as people say it: <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count switch
        {
            0 => "nothing",
            1 => items[0],
            _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
        };
    }

    /// <summary>The first few of a list, and how many more there are.</summary>
    public static string Few(IReadOnlyList<string> items, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count <= most ? List(items) : $"{string.Join(", ", items.Take(most))} and {items.Count - most} more";
    }
}
