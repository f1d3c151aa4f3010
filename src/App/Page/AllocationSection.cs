using System.Collections.Immutable;
using Dais.App.Text;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>Where the capacity goes: each bucket's planned share against target, floor and ceiling, and the whole of it.</summary>
internal static class AllocationSection
{
    public static void Write(HtmlWriter html, PlanDocument document, ImmutableArray<Lane> lanes)
    {
        var use = CapacityUse.Of(document.Portfolio, document.Plan);
        if (use.Gross.Value <= 0) return;
        using (PlanPage.Section(html, "allocation", "Allocation", "The bar is the planned share of plannable capacity; the band runs from floor to ceiling; the line is the target."))
        {
            var most = Scale(document);
            using (html.Open("div", ("class", "bands")))
            {
                foreach (var lane in lanes.Where(l => l.Bucket is not null)) Band(html, document, lane, most);
            }

            html.Leaf("h3", $"All {Show.Weeks(use.Gross)} ew of capacity", ("class", "sub"));
            Whole(html, use, lanes);
        }
    }

    private static double Scale(PlanDocument document)
    {
        var shares = document.Portfolio.Buckets.SelectMany(b => new[] { b.Share?.Value, b.Max?.Value, b.Min?.Value }).OfType<double>()
            .Concat(document.Plan.Buckets.Select(b => b.Share));
        return Math.Max(0.05, shares.Where(s => s < 1).DefaultIfEmpty(1).Max() * 1.06);
    }

    private static void Band(HtmlWriter html, PlanDocument document, Lane lane, double most)
    {
        var bucket = lane.Bucket!;
        var load = document.Plan.Buckets.FirstOrDefault(b => b.Id == bucket.Id);
        var planned = load?.Share ?? 0;
        string X(double share) => HtmlWriter.Number(Math.Clamp(share / most, 0, 1) * 100) + "%";
        using (html.Open("div", ("class", "band"), ("style", lane.Style)))
        {
            using (html.Open("div", ("class", "names")))
            {
                html.Leaf("span", lane.Title, ("class", "name"));
                html.Leaf("span", Words(document, lane), ("class", "figures"));
            }

            using (html.Open("svg", ("width", "100%"), ("height", "26"), ("aria-hidden", "true"), ("focusable", "false")))
            {
                html.Mark("rect", ("class", "track"), ("x", "0"), ("y", "11"), ("width", "100%"), ("height", "4"), ("rx", "2"));
                var (min, max) = (bucket.Min?.Value ?? 0, bucket.Max?.Value ?? most);
                if (bucket.Min is not null || bucket.Max is not null)
                    html.Mark("rect", ("class", "range"), ("x", X(min)), ("y", "3"), ("width", X(Math.Min(max, most) - min)), ("height", "20"), ("rx", "4"));

                html.Mark("rect", ("class", "planned"), ("x", "0"), ("y", "8"), ("width", X(planned)), ("height", "10"), ("rx", "3"));
                if (bucket.Share is { } target) html.Mark("line", ("class", "target"), ("x1", X(target.Value)), ("x2", X(target.Value)), ("y1", "1"), ("y2", "25"));
            }

            if (load is { Shortfall.Value: > 1e-4 }) html.Leaf("p", $"{Show.Weeks(load.Shortfall)} ew lack to the floor.", ("class", "lack"));
        }
    }

    private static string Words(PlanDocument document, Lane lane)
    {
        var bucket = lane.Bucket!;
        var load = document.Plan.Buckets.FirstOrDefault(b => b.Id == bucket.Id);
        var planned = load is null ? "" : $"{Show.Percent(load.Share)} planned";
        var meant = bucket.Share is { } share ? $", {Show.Percent(share.Value)} meant" : "";
        var range = (bucket.Min, bucket.Max) switch
        {
            ({ } min, { } max) => $" ({Show.Percent(min.Value)} to {Show.Percent(max.Value)})",
            ({ } min, null) => $" (at least {Show.Percent(min.Value)})",
            (null, { } max) => $" (at most {Show.Percent(max.Value)})",
            _ => "",
        };
        return planned + meant + range;
    }

    private static void Whole(HtmlWriter html, CapacityUse use, ImmutableArray<Lane> lanes)
    {
        var lines = use.Lines.Where(l => l.Effort.Value > 1e-6).Select(l => (Line: l, Lane: lanes.FirstOrDefault(x => x.Bucket is { } b && b.Id == l.Bucket))).ToList();
        using (html.Open("div", ("class", "stack"), ("aria-hidden", "true")))
        {
            foreach (var (line, lane) in lines)
                html.Mark("i", ("class", line.Kind.ToString().ToLowerInvariant()), ("style", $"{lane?.Style ?? "--h:210"};flex-grow:{HtmlWriter.Number(line.Share!.Value.Value * 1000)}"));
        }

        using (html.Open("ul", ("class", "parts")))
        {
            foreach (var (line, lane) in lines)
            {
                using (html.Open("li", ("style", lane?.Style)))
                {
                    html.Mark("span", ("class", "swatch " + line.Kind.ToString().ToLowerInvariant()));
                    html.Leaf("span", lane?.Title ?? AllocationText.Name(line.Kind), ("class", "what"));
                    html.Leaf("span", $"{Show.Weeks(line.Effort)} ew", ("class", "ew"));
                    html.Leaf("span", Show.Percent(line.Share!.Value.Value), ("class", "share"));
                }
            }
        }
    }
}
