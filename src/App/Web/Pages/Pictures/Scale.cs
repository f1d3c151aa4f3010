using System.Globalization;

namespace Dais.App.Web.Pages.Pictures;

/// <summary>From values to places along a side of a picture, in per cent of its length.</summary>
/// <param name="Low">The value at the start.</param>
/// <param name="High">The value at the end; above <paramref name="Low"/>.</param>
/// <param name="Turned">Whether the start is at 100 %, as for values that grow upwards.</param>
internal sealed record Scale(double Low, double High, bool Turned = false)
{
    /// <summary>A scale that has all those values in it, with a little room at both ends.</summary>
    public static Scale Of(IEnumerable<double> values, bool turned = false, double room = 0.06, double? from = null)
    {
        var all = values.Where(double.IsFinite).ToList();
        if (all.Count == 0) return new(0, 1, turned);
        var (low, high) = (from ?? all.Min(), all.Max());
        var span = high - low > 1e-9 ? high - low : Math.Max(1, Math.Abs(high));
        return new(from is null ? low - (room * span) : low, high + (room * span), turned);
    }

    /// <summary>The place of a value, 0 … 100.</summary>
    public double Place(double value)
    {
        var at = (value - Low) / (High - Low) * 100;
        return Turned ? 100 - at : at;
    }

    /// <summary>The place as an attribute of the picture: <c>43.2%</c>.</summary>
    public string At(double value) => Number(Place(value)) + "%";

    /// <summary>Some five round values within.</summary>
    public IEnumerable<double> Ticks(int about = 5)
    {
        var raw = (High - Low) / about;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = unit * (raw / unit) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        for (var at = Math.Ceiling(Low / step) * step; at <= High + 1e-9; at += step) yield return Math.Abs(at) < step * 1e-9 ? 0 : at;
    }

    /// <summary>A number as attributes have it.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
