using System.Collections.Immutable;
using Dais.Workspace.Wire;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>What a result rests on that no source states: how many numbers, and for each reason which.</summary>
internal static class AssumedText
{
    private const int MostReasons = 12;

    /// <summary>Writes it; nothing where nothing is assumed.</summary>
    public static void Write(IAnsiConsole to, ImmutableArray<Assumption> assumed)
    {
        if (assumed.IsEmpty) return;
        PlanText.Heading(to, "Assumed", $"{Show.Count(assumed.Length, assumed.All(a => a.Value is not null) ? "number" : "value")} that no source states; --json has each");
        var reasons = assumed.GroupBy(a => a.Why).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var reason in reasons.Take(MostReasons))
        {
            var example = reason.First();
            var value = example.Value is { } number ? " = " + number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "";
            PlanText.Bullet(to, $"[bold]{reason.Count():#,0}[/] {Show.Safe(reason.Key)} [grey]({(reason.Count() == 1 ? "" : "such as ")}{Show.Safe(example.At + value)})[/]");
        }

        if (reasons.Count > MostReasons) to.WriteLine($"… and {Show.Count(reasons.Count - MostReasons, "more reason")}.");
    }
}
