using System.Collections.Immutable;
using Dais.App.Page;
using Dais.App.Text;
using Dais.Engine.Modelling;

namespace Dais.App.Web.Pages.Roadmaps;

/// <summary>By what the lanes of the board are made.</summary>
public enum LaneKind
{
    /// <summary>By the bucket whose capacity it takes.</summary>
    Bucket,

    /// <summary>By the teams that work on it.</summary>
    Team,

    /// <summary>By the capabilities that it raises.</summary>
    Capability,

    /// <summary>By the groups to which its value counts; where nobody said, by those whose use cases need it.</summary>
    Group,
}

/// <summary>A lane of the board. A card stands in every lane that it belongs to.</summary>
/// <param name="Title">What stands beside it.</param>
/// <param name="Note">A word on it.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Cards">Its cards, each with its row.</param>
internal sealed record RoadLane(string Title, string Note, string Style, ImmutableArray<(RoadCard Card, int Row)> Cards)
{
    /// <summary>The lanes of that kind, in the portfolio's order, and last the cards that belong to none.</summary>
    public static ImmutableArray<RoadLane> Of(Roadmap roadmap, LaneKind kind)
    {
        var portfolio = roadmap.Portfolio;
        return kind switch
        {
            LaneKind.Team => Lanes(roadmap, portfolio.Teams.Select(t => (t.Id.Value, t.Name, "")), c => c.Bar.Planned.Work.Where(w => w.Value.Any(e => e.Value > 0)).Select(w => w.Key.Value), "No work of any team", true),
            LaneKind.Capability => Lanes(roadmap, portfolio.Capabilities.Select(c => (c.Id.Value, c.Name, $"level {c.Level} today")), c => c.Bar.Initiative.Raises.Select(r => r.Capability.Value), "Raises no capability", false),
            LaneKind.Group => Lanes(roadmap, portfolio.Groups.Select(g => (g.Id.Value, g.Name, "")), c => Groups(portfolio, c.Bar.Initiative), "No group is named", false),
            _ => Lanes(roadmap, portfolio.Buckets.Select(b => (b.Id.Value, b.Name, Share(roadmap, b))), c => c.Bar.Initiative.Bucket is { } b ? [b.Value] : [], portfolio.Buckets.Count == 0 ? "Initiatives" : "No bucket", true),
        };
    }

    private static ImmutableArray<RoadLane> Lanes(Roadmap roadmap, IEnumerable<(string Id, string Title, string Note)> kinds, Func<RoadCard, IEnumerable<string>> of, string rest, bool empty)
    {
        var known = kinds.ToList();
        var ids = known.Select(k => k.Id).ToHashSet();
        var cards = roadmap.Cards.SelectMany(c => of(c).Where(ids.Contains).Distinct().DefaultIfEmpty("").Select(id => (id, c))).ToLookup(x => x.id, x => x.c);
        var lanes = known.Select((k, i) => new RoadLane(k.Title, k.Note, Hues.Of(i), Packed(cards[k.Id]))).Where(l => empty || !l.Cards.IsEmpty);
        return [.. lanes, .. cards.Contains("") ? [new RoadLane(rest, "", Hues.Grey, Packed(cards[""]))] : Array.Empty<RoadLane>()];
    }

    private static ImmutableArray<(RoadCard Card, int Row)> Packed(IEnumerable<RoadCard> cards) => Packing.Of(cards, c => c.Bar.Planned.Start, c => c.Bar.Planned.Finish);

    private static IEnumerable<string> Groups(Portfolio portfolio, Initiative initiative) => initiative.ValueTo.Count > 0
        ? initiative.ValueTo.Where(v => v.Value.Value > 0).Select(v => v.Key.Value)
        : portfolio.UseCases.Where(u => Needs.Needed(u, initiative)).Select(u => u.Group).OfType<Id<StakeholderGroup>>().Select(g => g.Value);

    private static string Share(Roadmap roadmap, Bucket bucket)
    {
        var planned = roadmap.Plans.Select(p => (p.Name, p.Plan.Buckets.FirstOrDefault(b => b.Id == bucket.Id))).Where(x => x.Item2 is not null)
            .Select(x => (roadmap.Overlaid ? x.Name + " " : "") + Show.Percent(x.Item2!.Share));
        var words = string.Join(", ", planned) + " planned";
        return bucket.Share is { } meant ? $"{words}, {Show.Percent(meant.Value)} meant" : words;
    }
}
