using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Bench;

/// <summary>
/// Makes portfolios of any size that look like those of a platform: the same seed makes the same portfolio.
/// </summary>
/// <remarks>
/// Four initiatives in ten are platform work; outcomes (use cases) need one to four initiatives, some of them through a
/// capability that several could raise; each initiative takes one to three teams; some wait for others, require them,
/// exclude them, have dates, a least duration or a pace. Capacity is half of demand on each team. Six buckets have
/// bands of five points either side of the share of the effort that was asked in them.
/// </remarks>
internal sealed class PortfolioBenchWorld
{
    private const int UsualBuckets = 6;

    private readonly Random _random;
    private readonly int _count;
    private readonly int _periods;
    private readonly int _teams;
    private readonly int _buckets;
    private readonly List<Initiative> _initiatives = [];
    private readonly List<Capability> _capabilities = [];

    private PortfolioBenchWorld(int initiatives, int periods, int teams, int seed, int buckets) =>
        (_count, _periods, _teams, _random, _buckets) = (initiatives, periods, teams, new(seed), buckets);

    internal static Portfolio Make(int initiatives, int periods, int teams, int seed, int buckets = UsualBuckets) => new PortfolioBenchWorld(initiatives, periods, teams, seed, buckets).Whole();

    private Portfolio Whole()
    {
        for (var c = 0; c < _count / 20; c++) _capabilities.Add(new(Id<Capability>.Of(Name("c", c)), Name("Capability ", c), null, null, Level.Zero, []));
        for (var i = 0; i < _count; i++) _initiatives.Add(AnInitiative(i));
        var useCases = Enumerable.Range(0, _count * 6 / 10).Select(AnOutcome).ToList();
        return new(new Platform(Id<Platform>.Of("bench"), "Bench", "EUR", "k", DiscountRate.Of(0.1), new Engine.Quantities.Calendar("2027-Q1", _periods), []))
        {
            Teams = Catalog<Team>.Of(Enumerable.Range(0, _teams).Select(ATeam)),
            Buckets = Catalog<Bucket>.Of(Enumerable.Range(0, _buckets).Select(ABucket)),
            Capabilities = Catalog<Capability>.Of(_capabilities),
            Initiatives = Catalog<Initiative>.Of(_initiatives),
            UseCases = Catalog<UseCase>.Of(useCases),
        };
    }

    private Initiative AnInitiative(int i)
    {
        var effort = Effort();
        var total = effort.Values.Sum(e => e.P50.Value);
        var platform = Chance(0.4);
        var earliest = Chance(0.08) ? _random.Next(_periods / 2) : 0;
        var bucket = Id<Bucket>.Of(Name("b", platform ? _random.Next(2) : _random.Next(2, _buckets)));
        int? periods = Chance(0.15) ? _random.Next(2, 4) : null;
        EngineerWeeks? pace = Chance(0.03) ? EngineerWeeks.Of(Math.Ceiling(effort.Values.Max(e => e.P50.Value) / Math.Min(3, _periods))) : null;
        var (after, requires) = (Before(i, 0.2).ToList(), Before(i, 0.05).ToList());
        var below = WithAllBelow(after.Concat(requires));
        return new(Id<Initiative>.Of(Name("i", i)), Name("Initiative ", i))
        {
            Bucket = bucket,
            Effort = effort,
            Periods = periods,
            Pace = pace,
            After = [.. after],
            Requires = [.. requires],
            Excludes = [.. Before(i, 0.03).Take(1).Where(other => !below.Contains(other))],
            Earliest = earliest > 0 ? new Period(earliest) : null,
            Latest = Chance(0.04) ? new Period(Math.Min(_periods - 1, earliest + (_periods / 2))) : null,
            Raises = platform && _capabilities.Count > 0 && Chance(0.3) ? [new(_capabilities[_random.Next(_capabilities.Count)].Id, Level.Of(_random.Next(1, 3)))] : [],
            Value = platform
                ? new(null, Chance(0.6) ? new PlatformValue(new Amount(Worth(total, 10))) : null)
                : new(Chance(0.3) ? new Amount(Worth(total, 12)) : null),
        };
    }

    private ImmutableSortedDictionary<Id<Team>, Estimate> Effort()
    {
        var total = Math.Clamp(12 * Math.Exp(0.6 * Normal()), 2, 60);
        var teams = Math.Min(_teams, _random.NextDouble() switch { < 0.5 => 1, < 0.85 => 2, _ => 3 });
        var shares = Enumerable.Range(0, teams).Select(_ => 0.25 + _random.NextDouble()).ToArray();
        var names = new HashSet<int>();
        while (names.Count < teams) names.Add(_random.Next(_teams));
        return names.Select((team, k) => (Team: TeamId(team), Ew: Math.Max(0.5, Math.Round(2 * total * shares[k] / shares.Sum()) / 2)))
            .ToImmutableSortedDictionary(e => e.Team, e => Estimate.Of(EngineerWeeks.Of(e.Ew)));
    }

    /// <summary>With that chance, one or two initiatives of the dozens before this one.</summary>
    private IEnumerable<Id<Initiative>> Before(int i, double chance)
    {
        if (i == 0 || !Chance(chance)) return [];
        return Enumerable.Range(0, _random.Next(1, 3)).Select(_ => _random.Next(Math.Max(0, i - 60), i)).Distinct().Select(j => _initiatives[j].Id);
    }

    /// <summary>These and all that they stand on.</summary>
    private HashSet<Id<Initiative>> WithAllBelow(IEnumerable<Id<Initiative>> initiatives)
    {
        var below = new HashSet<Id<Initiative>>();
        var open = new Stack<Id<Initiative>>(initiatives);
        while (open.TryPop(out var id))
        {
            if (!below.Add(id)) continue;
            var initiative = _initiatives[int.Parse(id.Value.AsSpan(1), CultureInfo.InvariantCulture)];
            foreach (var before in initiative.After.Concat(initiative.Requires)) open.Push(before);
        }

        return below;
    }

    private UseCase AnOutcome(int u)
    {
        var count = _random.NextDouble() switch { < 0.3 => 1, < 0.6 => 2, < 0.85 => 3, _ => 4 };
        var around = _random.Next(_count);
        var needed = Enumerable.Range(0, count).Select(_ => Math.Clamp(around + _random.Next(-30, 31), 0, _count - 1)).Distinct().ToList();
        var needs = needed.Select(Need (i) => new Need.OfInitiative(_initiatives[i].Id)).ToList();
        var raised = _initiatives.Where(i => !i.Raises.IsEmpty).ToList();
        if (raised.Count > 0 && Chance(0.15))
        {
            var raise = raised[_random.Next(raised.Count)].Raises[0];
            needs[^1] = new Need.OfCapability(raise.Capability, raise.To);
        }

        var worth = Worth(needed.Sum(i => _initiatives[i].Effort.Values.Sum(e => e.P50.Value)), 16);
        return new(Id<UseCase>.Of(Name("u", u)), Name("Outcome ", u), null, [], null, [.. needs], new EndValue(new Amount(worth)), Chance(0.5) ? _random.Next(1, 5) : null);
    }

    /// <summary>Half of what is asked of it, over the horizon, a little up and down; a tenth more is kept for what comes up.</summary>
    private Team ATeam(int k)
    {
        var asked = _initiatives.Sum(i => i.Effort.TryGetValue(TeamId(k), out var e) ? e.P50.Value : 0);
        var each = Enumerable.Range(0, _periods).Select(_ => EngineerWeeks.Of(Math.Round(asked / 2 / 0.9 / _periods * (0.9 + (0.2 * _random.NextDouble())), 1)));
        return new(TeamId(k), Name("Team ", k), PerPeriod<EngineerWeeks>.Each(each.ToList()), new Reserve(null, PerPeriod<Share>.Always(Share.Of(0.1))));
    }

    private Bucket ABucket(int b)
    {
        var id = Id<Bucket>.Of(Name("b", b));
        var share = _initiatives.Where(i => i.Bucket == id).Sum(Total) / _initiatives.Sum(Total);
        return new(id, Name("Bucket ", b), null, Share.Of(share), Share.Of(Math.Max(0, share - 0.05)), Share.Of(Math.Min(1, share + 0.05)));
    }

    private static double Total(Initiative initiative) => initiative.Effort.Values.Sum(e => e.P50.Value);

    /// <summary>Money a year for that much effort: some work is worth many times as much as other.</summary>
    private double Worth(double effort, double perWeek) => Math.Round(effort * perWeek * Math.Exp(0.6 * Normal()), 1);

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static Id<Team> TeamId(int k) => Id<Team>.Of(Name("t", k));

    private static string Name(string kind, int number) => kind + number.ToString("D5", CultureInfo.InvariantCulture);
}
