using System.Collections.Immutable;
using System.Globalization;
using Dais.App.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;

namespace Dais.App.Page;

/// <summary>A bar of the roadmap: an initiative from its first period with work to its finish, in a row of its lane.</summary>
/// <param name="Planned">What is planned.</param>
/// <param name="Initiative">What it is.</param>
/// <param name="Row">The row in the lane, from 0; no two bars of a row overlap.</param>
public sealed record Bar(PlannedInitiative Planned, Initiative Initiative, int Row)
{
    /// <summary>The first column, from 0.</summary>
    public int First => Math.Min(Planned.Start.Index, Planned.Finish.Index);

    /// <summary>The last column.</summary>
    public int Last => Planned.Finish.Index;

    /// <summary>Engineer-weeks in all.</summary>
    public double Weeks => Planned.Work.Values.Sum(w => w.Sum(e => e.Value));

    /// <summary>Engineer-weeks in that period, over all teams.</summary>
    public double WeeksIn(int period) => Planned.Work.Values.Sum(w => w[period].Value);

    /// <summary>Its periods in words.</summary>
    public string When(Engine.Quantities.Calendar calendar) => calendar.Label(new Period(First)) + (Last > First ? " to " + calendar.Label(new Period(Last)) : "");

    /// <summary>The teams that work on it, each with its engineer-weeks.</summary>
    public string Teams(Portfolio portfolio) =>
        string.Join(", ", Planned.Work.Where(w => w.Value.Any(e => e.Value > 0)).Select(w => $"{portfolio.Teams[w.Key].Name} {Show.Weeks(w.Value.Sum(e => e.Value))}"));

    /// <summary>What stands on it beside its name, each with its tone.</summary>
    public IEnumerable<(string Word, string Tone)> Badges(Engine.Quantities.Calendar calendar)
    {
        if (Initiative.Status == InitiativeStatus.Started) yield return ("under way", "");
        if (Initiative.Must) yield return ("must", "");
        if (Initiative.CommittedFinish is not { } promised) yield break;
        var label = calendar.Label(promised);
        yield return promised == Planned.Finish ? ($"promised {label}", "") : ($"promised {label}, moved", "moved");
    }
}

/// <summary>A lane of the roadmap: a bucket and the bars in it.</summary>
/// <param name="Bucket">The bucket; absent for initiatives of none.</param>
/// <param name="Title">What stands beside it.</param>
/// <param name="Hue">Its colour's angle on the wheel.</param>
/// <param name="Bars">The bars, by row and then by time.</param>
internal sealed record Lane(Bucket? Bucket, string Title, int Hue, ImmutableArray<Bar> Bars)
{
    /// <summary>How many rows it has.</summary>
    public int Rows => Bars.IsEmpty ? 0 : Bars.Max(b => b.Row) + 1;

    /// <summary>The colour as a style.</summary>
    public string Style => string.Create(CultureInfo.InvariantCulture, $"--h:{Hue}");

    /// <summary>The lanes of a plan: every bucket in the portfolio's order, then what is in none.</summary>
    public static ImmutableArray<Lane> Of(PlanDocument document)
    {
        var (portfolio, plan) = (document.Portfolio, document.Plan);
        var chosen = plan.Initiatives.Select(p => (Planned: p, Initiative: portfolio.Initiatives[p.Id]))
            .ToLookup(x => x.Initiative.Bucket is { } b && portfolio.Buckets.Contains(b) ? b.Value : "");
        var lanes = portfolio.Buckets.Select((b, i) => new Lane(b, b.Name, Hues.Angle(i), Packed(chosen[b.Id.Value])));
        return [.. lanes, .. chosen.Contains("") ? [new Lane(null, portfolio.Buckets.Count == 0 ? "Initiatives" : "No bucket", 210, Packed(chosen[""]))] : Array.Empty<Lane>()];
    }

    private static ImmutableArray<Bar> Packed(IEnumerable<(PlannedInitiative Planned, Initiative Initiative)> chosen) =>
        [.. Packing.Of(chosen, x => x.Planned.Start, x => x.Planned.Finish).Select(x => new Bar(x.Thing.Planned, x.Thing.Initiative, x.Row))];
}
