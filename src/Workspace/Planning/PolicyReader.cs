using System.Collections.Immutable;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>What a policy file states: the policy, and what it says about limits.</summary>
/// <param name="Policy">What the plan is asked to be best at.</param>
/// <param name="Seconds">How long to look, where the file says.</param>
/// <param name="Gap">How near to the best is near enough, where the file says.</param>
/// <param name="Work">After how much work to stop, where the file says.</param>
/// <param name="Seed">The seed, where the file says.</param>
public sealed record StatedPolicy(Policy Policy, double? Seconds = null, double? Gap = null, long? Work = null, int? Seed = null)
{
    /// <summary>No file, no word.</summary>
    public static StatedPolicy Nothing { get; } = new(new Policy());

    /// <summary>How long to look: what is stated, and the usual where nothing is.</summary>
    /// <param name="seconds">The seconds where none are stated.</param>
    public SolveLimits Limits(double seconds)
    {
        var usual = new SolveLimits();
        return new() { Seconds = Seconds ?? seconds, Gap = Gap ?? usual.Gap, Work = Work, Seed = Seed ?? usual.Seed, BreakTies = Policy.Timing == Timing.Flow };
    }
}

/// <summary>Reads a policy file. Every field may be absent, and then has the default of <see cref="Policy"/>.</summary>
public static class PolicyReader
{
    /// <summary>The longest that a solve may be asked to take: a day.</summary>
    public const double MostSeconds = 86_400;

    /// <summary>The policy in that file, about the initiatives of <paramref name="portfolio"/>.</summary>
    /// <returns>What it states, nothing where it has errors; and everything that is wrong or odd with it.</returns>
    public static (StatedPolicy? Stated, ImmutableArray<Finding> Findings) Read(ReadOnlyMemory<byte> utf8, string source, Portfolio portfolio)
    {
        var findings = new List<Finding>();
        if (PolicyFile.Read(utf8.Span, source, portfolio, findings) is not { } canonical) return (null, [.. findings]);
        try
        {
            var node = Node.Root(Encoding.UTF8.GetBytes(JsonText.Line(canonical)));
            return (new(ReadPolicy(node, portfolio), node.Find("seconds")?.Number(), node.Find("gap")?.Number(), node.Find("work")?.Whole(1, long.MaxValue), (int?)node.Find("seed")?.Whole(0, int.MaxValue)), [.. findings]);
        }
        catch (DocumentException e)
        {
            findings.Add(Finding.Error(Rule.Range, "", e.Message) with { Source = source });
            return (null, [.. findings]);
        }
    }

    internal static Policy ReadPolicy(Node node, Portfolio portfolio) => new()
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

    private static Weights ReadWeights(Node node)
    {
        var weights = new Weights(node.Find("customer")?.Number(0) ?? 1, node.Find("platform")?.Number(0) ?? 1);
        return weights is { Customer: 0, Platform: 0 }
            ? throw new DocumentException($"{node.Path}: both weights are 0, so that every plan is as good as any other. Maybe one of them is 1.")
            : weights;
    }

    private static Engine.Quantities.Period Inside(Node node, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        var period = node.Quarter(calendar);
        return calendar.Contains(period) ? period : throw node.Wrong($"a quarter from {calendar.First} to {calendar.Label(calendar.Last)}");
    }
}
