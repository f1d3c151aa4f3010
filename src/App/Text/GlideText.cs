using System.Globalization;
using Dais.Engine.Planning.Allocation;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The way from today's shares to those that are meant, period by period.</summary>
internal static class GlideText
{
    /// <summary>Columns of the table beside names and periods, and between two periods.</summary>
    private const int Around = 24, Between = 3;

    /// <summary>Writes it; nothing where there is no capacity.</summary>
    public static void Write(IAnsiConsole to, AllocationDocument document)
    {
        if (document.Glide is not { } glide) return;
        var calendar = document.Portfolio.Platform.Calendar;
        PlanText.Heading(to, "Glide path", string.Create(CultureInfo.InvariantCulture, $"% of all capacity; a share changes by at most {glide.Limit * 100:0.##} pp a quarter"));
        var most = Math.Clamp((to.Profile.Width - AllocationStudyText.NameColumns(to) - Around) / (calendar.First.Length + Between), 2, calendar.Count);
        var shown = Enumerable.Range(0, most).Select(k => most == calendar.Count ? k : k * (calendar.Count - 1) / (most - 1)).ToList();
        var table = AllocationStudyText.Table([("today", true), .. shown.Select(k => ((string, bool)?)(calendar.Label(new(k)), true)), ("target", true)]);
        foreach (var line in glide.Lines.Where(l => l.Today > 1e-6 || l.Target > 1e-6 || l.Shares.Any(s => s > 1e-6)))
            table.AddRow([AllocationStudyText.Name(to, document.Portfolio, line.Kind, line.Bucket), Whole(line.Today), .. shown.Select(k => Whole(line.Shares[k])), Whole(line.Target)]);

        PlanText.Write(to, table);
        foreach (var sentence in AllocationWords.Glide(document, glide)) PlanText.Bullet(to, Show.Safe(sentence));
    }

    private static string Whole(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture);
}
