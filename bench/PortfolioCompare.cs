using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Dais.Bench;

/// <summary>
/// Plans generated portfolios of the sizes that the targets name, each in a process of its own, and makes a table of
/// what was reached and one of what was aimed at.
/// </summary>
internal static class PortfolioCompare
{
    internal static string Table(Arguments arguments)
    {
        var seconds = arguments.Number("--portfolio-seconds", 60.0);
        var sizes = (arguments.Text("--sizes") ?? "200x8x8,500x8x8,2000x8x20,2000x12x60").Split(',').Select(PortfolioSize.Parse).ToList();
        string[] more = [.. arguments.Text("--seed") is { } seed ? new[] { "--seed", seed } : [], .. arguments.Flag("--quiet-clock") ? new[] { "--quiet-clock" } : []];
        var lines = sizes.Select(size => (Size: size, Line: Measured(size, seconds, more))).ToList();
        var text = new StringBuilder();
        text.AppendLine("| initiatives × periods × teams | bound of the relaxation | first bounded plan | gap at 2 s | at 10 s | at 60 s | value ÷ best list's | best list is by | pieces of work for a team in a period | peak memory |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (size, line) in lines) text.AppendLine(Row(size, line));
        text.AppendLine();
        text.AppendLine("| initiatives × periods × teams | target | measured | met |");
        text.AppendLine("|---|---|---|---|");
        var judged = lines.SelectMany(l => PortfolioTarget.For(l.Size).Select(t => (l.Size, Target: t, Measured: t.Measure(l.Line), l.Line))).ToList();
        foreach (var (size, target, measured, _) in judged) text.AppendLine($"| {size} | {target.What} | {target.Write(measured)} | {Verdict(target, measured)} |");
        var missed = judged.Where(j => j.Measured is { } m && !j.Target.Met(m)).Select(j => $"- {j.Size}, {j.Target.What}: {j.Target.Why(j.Line)}").ToList();
        if (missed.Count > 0) text.AppendLine().AppendLine("Missed:").AppendLine().AppendJoin('\n', missed);
        text.AppendLine().AppendLine().Append(arguments.Flag("--quiet-clock") ? "Seconds are those of the busiest thread on a processor (`--quiet-clock`)." : "Seconds are by the clock.");
        return text.ToString();
    }

    private static string Verdict(PortfolioTarget target, double? measured) => measured is not { } m ? "not measured" : target.Met(m) ? "yes" : target.Stretch ? "no (a stretch)" : "**no**";

    private static string Row(PortfolioSize size, JsonObject line)
    {
        string Gap(string at) => line["gapAt"]?[at] is { } gap ? gap.GetValue<double>().ToString("P2", CultureInfo.InvariantCulture) : "–";
        var ratio = line["overGreedy"]?.GetValue<double>().ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
        return string.Create(CultureInfo.InvariantCulture, $"| {size} | {line["lpBound"]?.GetValue<double>():#,0} | {line["firstSeconds"]} s | {Gap("2")} | {Gap("10")} | {Gap("60")} | {ratio} | {line["greedyOrder"]} | {line["piecesPerTeamAndPeriod"]} | {line["peakMb"]} MB |");
    }

    /// <summary>In a process of its own, so that its memory and its warming up are its own too.</summary>
    private static JsonObject Measured(PortfolioSize size, double seconds, string[] more)
    {
        string[] args = ["portfolio", "--initiatives", Text(size.Initiatives), "--periods", Text(size.Periods), "--teams", Text(size.Teams), "--seconds", seconds.ToString(CultureInfo.InvariantCulture), .. more];
        var program = Environment.ProcessPath!;
        if (Path.GetFileNameWithoutExtension(program) == "dotnet") args = [typeof(PortfolioCompare).Assembly.Location, .. args];
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new FormatException($"Planning {size} ended with exit code {process.ExitCode}. Maybe see what it said: bench {string.Join(' ', args)}");
        Console.Error.WriteLine(output.TrimEnd());
        return JsonNode.Parse(output)!.AsObject();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
