using System.Globalization;
using System.Text.Json.Nodes;

namespace Dais.Bench;

/// <summary>How large a generated portfolio is.</summary>
internal sealed record PortfolioSize(int Initiatives, int Periods, int Teams)
{
    internal static PortfolioSize Parse(string text)
    {
        var numbers = text.Split('x').Select(n => int.TryParse(n, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        return numbers is [> 0 and var initiatives, > 0 and var periods, > 0 and var teams]
            ? new(initiatives, periods, teams)
            : throw new FormatException($"\"{text}\" is not a size. Maybe write initiatives x periods x teams: 200x8x8");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Initiatives:#,0} × {Periods} × {Teams}");
}

/// <summary>What is aimed at for portfolios of a size.</summary>
/// <param name="What">In words, with the limit.</param>
/// <param name="Limit">The most that meets it; the least where <see cref="AtLeast"/> is set.</param>
/// <param name="Measure">What counts, from a line of the bench; none where the run was too short to tell.</param>
/// <param name="Write">The measure with its unit.</param>
/// <param name="Why">Why it is missed, where it is.</param>
internal sealed record PortfolioTarget(string What, double Limit, Func<JsonObject, double?> Measure, Func<double?, string> Write, Func<JsonObject, string> Why)
{
    /// <summary>Whether the limit is the least.</summary>
    internal bool AtLeast { get; init; }

    /// <summary>Whether it would be more than is asked.</summary>
    internal bool Stretch { get; init; }

    internal bool Met(double measured) => AtLeast ? measured >= Limit : measured <= Limit;

    /// <summary>The targets that name this size; what holds for any size stands for the others.</summary>
    internal static IEnumerable<PortfolioTarget> For(PortfolioSize size)
    {
        if (size.Initiatives <= 200)
        {
            return [First(0.2), GapAt(2, 0.02), GapAt(10, 0.01), Memory];
        }

        return size.Teams >= 60
            ? [First(5), GapAt(60, 0.08), GapAt(60, 0.05) with { Stretch = true }, OverGreedy, Memory]
            : [GapAfterRelaxation, GapAt(60, 0.015) with { Stretch = true }, OverGreedy, Memory];
    }

    private static PortfolioTarget First(double seconds) => new(
        string.Create(CultureInfo.InvariantCulture, $"first bounded plan within {seconds} s"), seconds, l => l["firstSeconds"]?.GetValue<double>(), Seconds, _ => "the relaxation that gives the bound takes that long.");

    private static PortfolioTarget GapAt(int seconds, double gap) => new(
        string.Create(CultureInfo.InvariantCulture, $"gap at most {100 * gap:0.#} % at {seconds} s"), gap, l => l["gapAt"]?[seconds.ToString(CultureInfo.InvariantCulture)]?.GetValue<double>(), Percent, Granularity);

    private static PortfolioTarget GapAfterRelaxation { get; } = new(
        "gap at most 3 % 10 s after the relaxation", 0.03, l => l["gap10AfterLp"]?.GetValue<double>(), Percent, Granularity);

    private static PortfolioTarget OverGreedy { get; } = new(
        "value at least 11 % over the best list", 1.11, l => l["overGreedy"]?.GetValue<double>(), ratio => ratio is { } r ? (r - 1).ToString("P1", CultureInfo.InvariantCulture) : "–", _ => "a list in that order is already near the bound here.") { AtLeast = true };

    private static PortfolioTarget Memory { get; } = new(
        "at most 1 GB of memory", 1024, l => l["peakMb"]?.GetValue<double>(), mb => string.Create(CultureInfo.InvariantCulture, $"{mb} MB"), _ => "the relaxation, the branch and bound and a neighbourhood each hold a model of their own.");

    private static string Granularity(JsonObject line) =>
        $"with {line["piecesPerTeamAndPeriod"]} pieces of work for a team in a period no whole plan fills the periods as the relaxation does, and "
        + (line["bound"]?.GetValue<double>() < line["lpBound"]?.GetValue<double>() ? "branch and bound brings that bound down slowly." : "at this size no branch and bound brings that bound down.");

    private static string Seconds(double? seconds) => seconds is { } s ? s.ToString("0.##", CultureInfo.InvariantCulture) + " s" : "–";

    private static string Percent(double? gap) => gap is { } g ? g.ToString("P2", CultureInfo.InvariantCulture) : "–";
}
