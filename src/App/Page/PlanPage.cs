using System.Text;
using Dais.App.Cli;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>A plan as one page that needs nothing else: no script, no request, light and dark, for screens and for paper.</summary>
internal static class PlanPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>The page's text, in UTF-8.</summary>
    public static byte[] Print(PlanDocument document)
    {
        var html = new HtmlWriter();
        using (html.Open("html", ("lang", "en")))
        {
            Head(html, document);
            using (html.Open("body"))
            {
                html.Leaf("a", "Skip to the roadmap", ("class", "skip"), ("href", "#roadmap"));
                Body(html, document);
            }
        }

        return Encoding.UTF8.GetBytes(html.ToString());
    }

    private static void Head(HtmlWriter html, PlanDocument document)
    {
        using (html.Open("head"))
        {
            html.Mark("meta", ("charset", "utf-8"));
            html.Mark("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
            html.Mark("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            html.Mark("meta", ("name", "color-scheme"), ("content", "light dark"));
            html.Mark("meta", ("name", "generator"), ("content", "dais " + CommandLine.Version));
            html.Leaf("title", $"{document.Portfolio.Platform.Name}: the plan");
            html.Style(Sheet());
        }
    }

    private static void Body(HtmlWriter html, PlanDocument document)
    {
        var lanes = Lane.Of(document);
        HeadlineSection.Write(html, document);
        using (html.Open("main"))
        {
            if (document.Plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown)
            {
                ConflictSection.Write(html, document.Plan);
            }
            else
            {
                RoadmapSection.Write(html, document, lanes);
                using (html.Open("div", ("class", "pair")))
                {
                    AllocationSection.Write(html, document, lanes);
                    ReasonsSection.Write(html, document);
                }

                LeftOutSection.Write(html, document);
            }

            NotesSection.Write(html, document);
        }

        using (html.Open("footer"))
        {
            html.Leaf("p", $"Made by dais {CommandLine.Version}. {(document.Revision is { } revision ? $"Workspace revision {revision[..12]}." : "")} This page holds everything it shows and asks nothing of the network.");
        }
    }

    /// <summary>A section with its heading.</summary>
    public static HtmlWriter.Closing Section(HtmlWriter html, string id, string title, string? remark = null)
    {
        var section = html.Open("section", ("id", id), ("aria-labelledby", id + "-title"));
        using (html.Open("div", ("class", "head")))
        {
            html.Leaf("h2", title, ("id", id + "-title"));
            if (remark is not null) html.Leaf("p", remark, ("class", "remark"));
        }

        return section;
    }

    private static string Sheet()
    {
        using var stream = typeof(PlanPage).Assembly.GetManifestResourceStream("plan.css") ?? throw new InvalidOperationException("The style sheet is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
