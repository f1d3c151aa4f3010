using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Solving;

namespace Dais.Engine.Planning;

/// <summary>
/// When no plan exists: a smallest set of rules that cannot hold together, in words, and what would relax each.
/// </summary>
/// <remarks>
/// Only what must be chosen, and all it stands on, can make a plan impossible, so only these are looked at. A set is
/// made irreducible by deletion; then implicit hitting sets look for one with fewer rules: a set of rules that holds
/// together, grown as far as it goes, leaves out a set that every conflict must touch; a smallest set that touches all
/// of these is tried next, and the first that cannot hold together is a smallest conflict
/// (Ignatiev, Previti, Liffiton &amp; Marques-Silva 2015, Smallest MUS extraction with minimal hitting set dualization).
/// </remarks>
internal sealed class Conflicts
{
    private const int MostTries = 400;

    private readonly Setting _setting;
    private readonly List<HardRule> _rules;
    private readonly Budget _budget;
    private readonly Dictionary<string, bool> _known = [];
    private int _tries;

    private Conflicts(Setting setting, Budget budget)
    {
        _setting = setting;
        _budget = budget;
        _rules = HardRules.Of(setting);
    }

    /// <summary>The conflict of a portfolio for which there is no plan.</summary>
    internal static ImmutableArray<Conflict> Find(Portfolio portfolio, Policy policy, Budget budget)
    {
        var conflicts = new Conflicts(Forced(new(portfolio, policy, [])), budget);
        var all = Enumerable.Range(0, conflicts._rules.Count).ToImmutableSortedSet();
        if (conflicts.HoldTogether(all)) return [];
        var irreducible = conflicts.Irreducible(all);
        var smallest = conflicts.Smallest(all, irreducible);
        return [.. smallest.Select(r => new Conflict(conflicts._rules[r].Rule, conflicts._rules[r].Subject, conflicts._rules[r].Sentence, conflicts.Relaxation(r, smallest)))];
    }

    /// <summary>Only what must be chosen, what it stands on, and what is done.</summary>
    private static Setting Forced(Setting setting)
    {
        var initiatives = setting.Portfolio.Initiatives;
        var orders = setting.Policy.Pins.Select(p => p.Initiative).ToHashSet();
        bool IsForced(Initiative i) => i.Must || i.Status is InitiativeStatus.Started or InitiativeStatus.Committed || orders.Contains(i.Id);
        var needed = new HashSet<Id<Initiative>>();
        var open = new Stack<Initiative>(initiatives.Where(IsForced));
        while (open.TryPop(out var initiative))
        {
            if (!needed.Add(initiative.Id) || initiative.Status == InitiativeStatus.Done) continue;
            foreach (var id in initiative.After.Concat(initiative.Requires)) open.Push(initiatives[id]);
        }

        return setting with
        {
            Portfolio = setting.Portfolio with
            {
                Initiatives = Catalog<Initiative>.Of(initiatives.Where(i => needed.Contains(i.Id)).Select(i => i with
                {
                    Excludes = [.. i.Excludes.Where(needed.Contains)],
                    Raises = [],
                    Value = InitiativeValue.Unknown,
                })),
                UseCases = Catalog<UseCase>.Empty,
                Buckets = Catalog<Bucket>.Of(setting.Portfolio.Buckets.Select(b => b with { Min = null })),
            },
            Policy = setting.Policy with { Bans = [.. setting.Policy.Bans.Where(needed.Contains)] },
        };
    }

    /// <summary>Leaves out one rule after another as long as the rest still cannot hold together.</summary>
    private ImmutableSortedSet<int> Irreducible(ImmutableSortedSet<int> rules)
    {
        foreach (var rule in rules)
        {
            if (rules.Remove(rule) is var fewer && !HoldTogether(fewer)) rules = fewer;
        }

        return rules;
    }

    private ImmutableSortedSet<int> Smallest(ImmutableSortedSet<int> all, ImmutableSortedSet<int> irreducible)
    {
        var mustTouch = new List<ImmutableSortedSet<int>>();
        while (!_budget.Over && _tries < MostTries)
        {
            var tried = SmallestTouching(mustTouch);
            if (tried.Count >= irreducible.Count) return irreducible;
            if (!HoldTogether(tried)) return tried;
            foreach (var rule in all.Except(tried))
            {
                if (tried.Add(rule) is var more && HoldTogether(more)) tried = more;
            }

            mustTouch.Add(all.Except(tried));
        }

        return irreducible;
    }

    private ImmutableSortedSet<int> SmallestTouching(List<ImmutableSortedSet<int>> sets)
    {
        if (sets.Count == 0) return [];
        var model = new LinearModel();
        var columns = _rules.Select(_ => model.Binary(-1)).ToArray();
        foreach (var set in sets) model.AtLeast(1, [.. set.Select(r => (columns[r], 1.0))]);
        var point = Highs.Solve(model, new() { AbsoluteGap = 0.999 }).Point;
        return Enumerable.Range(0, columns.Length).Where(r => point[columns[r].Index] > 0.5).ToImmutableSortedSet();
    }

    /// <summary>Whether some plan keeps these rules, and all others are let go.</summary>
    private bool HoldTogether(ImmutableSortedSet<int> rules)
    {
        var key = string.Join(',', rules);
        if (_known.TryGetValue(key, out var known)) return known;
        var setting = _setting;
        for (var r = 0; r < _rules.Count; r++)
        {
            if (!rules.Contains(r)) setting = _rules[r].Drop(setting);
        }

        return _known[key] = Exists(setting) is not false;
    }

    /// <summary>Whether there surely is a plan.</summary>
    private bool HasPlan(Setting setting) => Exists(setting) is true;

    private bool? Exists(Setting setting)
    {
        _tries++;
        return new Search(Compile.From(setting.Portfolio, setting.Policy, setting.Unlimited), _budget, null).Exists();
    }

    /// <summary>What would let the whole set hold together, as mild as can be found, and whether a plan then exists.</summary>
    private string? Relaxation(int rule, ImmutableSortedSet<int> conflict)
    {
        var hard = _rules[rule];
        var others = _setting;
        for (var r = 0; r < _rules.Count; r++)
        {
            if (!conflict.Contains(r)) others = _rules[r].Drop(others);
        }

        foreach (var (words, apply) in hard.Milder(others))
        {
            if (HasPlan(apply(others))) return Verified(words, apply(_setting));
        }

        if (hard.Slide is { } slide && Least(slide, others) is { } by) return Verified(slide.Words(by), slide.Apply(_setting, by));
        return Verified($"let go of it: {hard.Sentence}", hard.Drop(_setting));
    }

    private string Verified(string words, Setting whole) =>
        HasPlan(whole) ? $"{words}; then there is a plan" : $"{words}; then these rules hold together, but others still do not";

    /// <summary>The smallest move, in whole steps, that lets the set hold together.</summary>
    private double? Least(Slide slide, Setting setting)
    {
        var steps = (int)Math.Ceiling(slide.Most / slide.Step);
        if (steps < 1 || !HasPlan(slide.Apply(setting, Math.Min(slide.Most, steps * slide.Step)))) return null;
        var (fails, works) = (0, steps);
        while (works - fails > 1)
        {
            var middle = (fails + works) / 2;
            if (HasPlan(slide.Apply(setting, Math.Min(slide.Most, middle * slide.Step)))) works = middle;
            else fails = middle;
        }

        return Math.Min(slide.Most, works * slide.Step);
    }
}
