using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Groups;

/// <summary>
/// What one search found counts for all: no group gets more under a plan than what is called its own best, and no plan
/// has a larger sum than the one that is called so.
/// </summary>
/// <remarks>Both hold by themselves where those are proven. Bounds stay bounds: a larger own best makes satisfactions smaller, never larger.</remarks>
internal static class Consistent
{
    internal static GroupStudy Of(Portfolio portfolio, GroupStudy study)
    {
        if (study.Plans.Length <= 1) return study;
        var all = study.Plans.Select(p => p.Plan).Concat(study.Trade is { } trade ? [trade.Before, trade.After] : []).ToList();
        var shares = all.ConvertAll(p => (Plan: p, Shares: study.SharesOf(portfolio, p)));
        ImmutableArray<OwnBest> own = [.. study.Own.Select((o, g) => shares.Select(s => (s.Plan, s.Shares.Groups[g].Value)).MaxBy(x => x.Value.Value) is var best && best.Value.Value > o.All.Value.Value
            ? o with { All = new(best.Value, Money.Of(Math.Max(o.All.Bound.Value, best.Value.Value))) { Finishes = best.Plan.Initiatives.ToImmutableSortedDictionary(i => i.Id, i => i.Finish) } }
            : o)];
        var richest = shares.Take(study.Plans.Length).MaxBy(s => s.Shares.Sum.Value);
        var lifted = study with
        {
            Own = own,
            Plans = [.. study.Plans.Select(p => p.Kind == FairnessKind.Utilitarian && richest.Shares.Sum.Value > study.SharesOf(portfolio, p.Plan).Sum.Value ? p with { Plan = richest.Plan } : p)],
        };
        return lifted with { Plans = [.. lifted.Plans.Select(p => p.Score is { } score && lifted.ScoreOf(portfolio, p) is { } again && again != score ? p with { Score = again, Bound = Math.Max(again, p.Bound ?? again) } : p)] };
    }
}
