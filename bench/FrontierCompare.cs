using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Dais.Bench;

/// <summary>The frontier between lenses at 200 and at 40 initiatives, and the whole front of nrp1, each beside its plain rival, as tables.</summary>
internal static class FrontierCompare
{
    private static readonly string[] Sizes = ["200", "40"];

    internal static string Table(Arguments arguments, string nrp1)
    {
        var seconds = arguments.Text("--frontier-seconds") ?? "30";
        string[] more = arguments.Flag("--quiet-clock") ? ["--quiet-clock"] : [];
        var lines = Sizes.Select(initiatives => FrontierBench.Line(FrontierBench.Read(["--initiatives", initiatives, "--seconds", seconds, .. more]))).ToList();
        var front = FrontBench.Line(nrp1, 1400, alone: false);
        var text = new StringBuilder();
        text.AppendLine("| initiatives × periods × teams | | plans | each within 1 % | widest gap of a plan | median | exact |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var line in lines)
        {
            var size = $"{line["initiatives"]} × {line["periods"]} × {line["teams"]}";
            text.AppendLine($"| {size} | together, {seconds} s | {line["points"]} of {line["found"]} | {line["within1"]} | {Percent(line["largestGap"])} | {Percent(line["medianGap"])} | {Word(line["exact"])} |");
            text.AppendLine($"| {size} | 25 weighted sums, each cold in a 25th of the time | {line["cold"]!["points"]} | {line["cold"]!["within1"]} | {Percent(line["cold"]!["largestGap"])} | {Percent(line["cold"]!["medianGap"])} | |");
            text.AppendLine($"| {size} | ε-constraint loop, each step cold to its proof | {line["loop"]!["points"]} | {line["loop"]!["points"]} | | | {Word(line["loop"]!["exact"])} |");
        }

        text.AppendLine();
        text.AppendLine("| instance | plans on the front of cost and profit | the same as the loop's | time ÷ the ε-constraint loop's |");
        text.AppendLine("|---|---|---|---|");
        text.AppendLine($"| {front["instance"]} | {front["points"]} | {Word(front["same"])} | {front["ratio"]!.GetValue<double>().ToString("0.000", CultureInfo.InvariantCulture)} |");
        return text.ToString();
    }

    private static string Word(JsonNode? flag) => flag!.GetValue<bool>() ? "yes" : "no";

    private static string Percent(JsonNode? gap) => gap is null ? "" : gap.GetValue<double>() is >= 0 and var part ? part.ToString("P1", CultureInfo.InvariantCulture) : "none known";
}
