using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;

namespace Dais.Workspace.Planning;

/// <summary>What a policy file says: the policy, what it says about limits, and what in it is not known.</summary>
/// <param name="Policy">What the plan is asked to be best at.</param>
/// <param name="Seconds">How long to look, where the file says.</param>
/// <param name="Gap">How near to the best is near enough, where the file says.</param>
/// <param name="Work">After how much work to stop, where the file says.</param>
/// <param name="Seed">The seed, where the file says.</param>
/// <param name="Warnings">Fields that nobody reads.</param>
public sealed record PolicyFile(Policy Policy, double? Seconds, double? Gap, long? Work, int? Seed, ImmutableArray<string> Warnings);

/// <summary>Reads a policy file. Every field may be absent, and then has the default of <see cref="Policy"/>.</summary>
public static class PolicyReader
{
    private static readonly ImmutableArray<string> Fields =
        ["lens", "weights", "timing", "tail", "allocation", "seconds", "gap", "work", "seed", "pins", "bans", "release", "maxMoves"];

    /// <summary>The policy in that document, about the initiatives of <paramref name="portfolio"/>.</summary>
    /// <exception cref="DocumentException">It is not JSON, or not a policy.</exception>
    public static PolicyFile Read(ReadOnlyMemory<byte> utf8, Portfolio portfolio)
    {
        var node = Node.Root(utf8);
        var nearest = new Nearest();
        var unknown = node.Names.Except(Fields, StringComparer.Ordinal)
            .Select(name => string.Join(" ", new[] { $"\"{name}\" is not a field of a policy and is not read.", nearest.Maybe(name, Fields) }.OfType<string>()));
        return new(ReadPolicy(node, portfolio), SecondsOf(node), node.Find("gap")?.Number(0), WorkOf(node), (int?)node.Find("seed")?.Whole(0, int.MaxValue), [.. unknown]);
    }

    internal static Policy ReadPolicy(Node node, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        return new Policy
        {
            Lens = node.Find("lens")?.Word<Lens>() ?? Lens.Both,
            Weights = node.Find("weights") is { } weights ? ReadWeights(weights) : new(1, 1),
            Timing = node.Find("timing")?.Word<Timing>() ?? Timing.Flow,
            Tail = (int)(node.Find("tail")?.Whole(0, 400) ?? 4),
            Allocation = node.Find("allocation")?.Flag() ?? true,
            Pins = node.Each("pins", p => new Pin(PlanReader.Known(p["initiative"], portfolio.Initiatives, "initiative"), Inside(p["finish"], portfolio))),
            Bans = node.Each("bans", b => PlanReader.Known(b, portfolio.Initiatives, "initiative")),
            Release = node.Find("release")?.Flag() ?? false,
            MaxMoves = (int?)node.Find("maxMoves")?.Whole(0, int.MaxValue),
        };
    }

    private static Weights ReadWeights(Node node)
    {
        var weights = new Weights(node.Find("customer")?.Number(0) ?? 1, node.Find("platform")?.Number(0) ?? 1);
        return weights is { Customer: 0, Platform: 0 }
            ? throw new DocumentException($"{node.Path}: both weights are 0, so that every plan is as good as any other. Maybe one of them is 1.")
            : weights;
    }

    private static double? SecondsOf(Node node) => node.Find("seconds") is { } seconds
        ? seconds.Number(0) is > 0 and <= MostSeconds and var s ? s : throw seconds.Wrong(string.Create(CultureInfo.InvariantCulture, $"a number above 0, at most {MostSeconds}"))
        : null;

    private static long? WorkOf(Node node) => node.Find("work")?.Whole(1, long.MaxValue);

    /// <summary>The longest that a solve may be asked to take: a day.</summary>
    public const double MostSeconds = 86_400;

    private static Engine.Quantities.Period Inside(Node node, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        var period = node.Quarter(calendar);
        return calendar.Contains(period) ? period : throw node.Wrong($"a quarter from {calendar.First} to {calendar.Label(calendar.Last)}");
    }
}
