using System.Collections.Immutable;
using Dais.Workspace.Wire;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>What a result rests on that no source states: how many numbers, and for each reason which.</summary>
internal static class AssumedText
{
    private const int MostReasons = 12;

    /// <summary>The same as sentences: how many numbers are assumed, and one for each of the commonest reasons.</summary>
    public static IEnumerable<string> Sentences(ImmutableArray<Assumption> assumed)
    {
        if (assumed.IsEmpty) yield break;
        yield return $"{Counted(assumed)} {(assumed.Length == 1 ? "is" : "are")} assumed: no source states {(assumed.Length == 1 ? "it" : "them")}.";
        foreach (var reason in ByReason(assumed).Take(MostReasons)) yield return $"{Counted([.. reason])}: {reason.Key}.";
    }

    /// <summary>Writes it; nothing where nothing is assumed.</summary>
    public static void Write(IAnsiConsole to, ImmutableArray<Assumption> assumed)
    {
        if (assumed.IsEmpty) return;
        PlanText.Heading(to, "Assumed", $"{Counted(assumed)} that no source states; --json has each");
        var reasons = ByReason(assumed).ToList();
        foreach (var reason in reasons.Take(MostReasons))
        {
            var example = reason.First();
            var value = example.Value is { } number ? " = " + number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "";
            PlanText.Bullet(to, $"[bold]{reason.Count():#,0}[/] {Show.Safe(reason.Key)} [grey]({(reason.Count() == 1 ? "" : "such as ")}{Show.Safe(example.At + value)})[/]");
        }

        if (reasons.Count > MostReasons) to.WriteLine($"… and {Show.Count(reasons.Count - MostReasons, "more reason")}.");
    }

    private static IEnumerable<IGrouping<string, Assumption>> ByReason(ImmutableArray<Assumption> assumed) =>
        assumed.GroupBy(a => a.Why).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);

    private static string Counted(ImmutableArray<Assumption> assumed) => Show.Count(assumed.Length, assumed.All(a => a.Value is not null) ? "number" : "value");
}
