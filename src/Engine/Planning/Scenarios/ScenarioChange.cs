using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Scenarios;

/// <summary>What is planned, and what the plan is asked to be best at: what a scenario changes.</summary>
/// <param name="Portfolio">The facts.</param>
/// <param name="Policy">The orders.</param>
public sealed record Setup(Portfolio Portfolio, Policy Policy);

/// <summary>One change of a scenario. It makes a new setup and leaves the one it is applied to as it is.</summary>
public abstract record ScenarioChange
{
    private ScenarioChange()
    {
    }

    /// <summary>The setup with this change made.</summary>
    /// <exception cref="ArgumentException">It is about something that the setup does not hold.</exception>
    public abstract Setup Apply(Setup to);

    /// <summary>Finished in exactly that period (R8); takes the place of an earlier pin, and a ban goes. What was dropped is proposed again.</summary>
    public sealed record Pin(Id<Initiative> Initiative, Period Finish) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            var (initiative, calendar) = (Open(to, Initiative), to.Portfolio.Platform.Calendar);
            if (!calendar.Contains(Finish)) throw new ArgumentException($"\"{Initiative}\" cannot be finished in {calendar.Label(Finish)}, outside the horizon. Maybe a quarter from {calendar.First} to {calendar.Label(calendar.Last)} is meant.");
            var policy = to.Policy;
            return to with { Portfolio = to.Portfolio.With(Revived(initiative)), Policy = policy with { Pins = policy.Pins.RemoveAll(p => p.Initiative == Initiative).Add(new(Initiative, Finish)), Bans = policy.Bans.RemoveAll(b => b == Initiative) } };
        }
    }

    /// <summary>Not chosen (R8); a pin goes. It is no plan where the model says that it must be: what is given up is dropped.</summary>
    public sealed record Forbid(Id<Initiative> Initiative) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            Open(to, Initiative);
            var policy = to.Policy;
            return to with { Policy = policy with { Bans = policy.Bans.RemoveAll(b => b == Initiative).Add(Initiative), Pins = policy.Pins.RemoveAll(p => p.Initiative == Initiative) } };
        }
    }

    /// <summary>Chosen, whenever that is best (R8); a ban goes. What was dropped is proposed again.</summary>
    public sealed record Force(Id<Initiative> Initiative) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to) =>
            new(to.Portfolio.With(Revived(Open(to, Initiative)) with { Must = true }), to.Policy with { Bans = to.Policy.Bans.RemoveAll(b => b == Initiative) });
    }

    /// <summary>Given up: the model says that it is dropped, and no must, start or promise counts any more; a pin goes.</summary>
    public sealed record Drop(Id<Initiative> Initiative) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to) => new(
            to.Portfolio.With(Open(to, Initiative) with { Must = false, Status = InitiativeStatus.Dropped, CommittedFinish = null }),
            to.Policy with { Pins = to.Policy.Pins.RemoveAll(p => p.Initiative == Initiative) });
    }

    /// <summary>That much more work of a team for initiatives, in each period; its reserves keep their engineer-weeks.</summary>
    /// <param name="Team">Which team.</param>
    /// <param name="More">One number for each period of the horizon.</param>
    /// <param name="BandsKeepEffort">
    /// Whether floors and ceilings of buckets keep their engineer-weeks (R9), as for work that is lent for one purpose;
    /// otherwise K grows, and they keep their shares of it.
    /// </param>
    public sealed record AddCapacity(Id<Team> Team, ImmutableArray<EngineerWeeks> More, bool BandsKeepEffort = false) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            var team = Known(to.Portfolio.Teams, Team);
            var periods = to.Portfolio.Platform.Calendar.Periods.ToList();
            if (More.Length != periods.Count) throw new ArgumentException($"{Team} is given capacity for {More.Length} periods, and the horizon has {periods.Count}. Maybe some are missing: 0 is a number too.");
            var grown = to.Portfolio.With(WithMore(team, periods, p => More[p.Index].Value));
            return to with { Portfolio = BandsKeepEffort ? Rescaled(grown, Plannable(to.Portfolio) / Math.Max(1e-12, Plannable(grown))) : grown };
        }

        /// <summary>Two are equal when they lend the same.</summary>
        public bool Equals(AddCapacity? other) => other is not null && Team == other.Team && BandsKeepEffort == other.BandsKeepEffort && More.SequenceEqual(other.More);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Team, More.Length, BandsKeepEffort);

        private static double Plannable(Portfolio portfolio) => portfolio.Teams.Sum(t => portfolio.Platform.Calendar.Periods.Sum(p => t.Net(p).Value));

        private static Portfolio Rescaled(Portfolio portfolio, double by)
        {
            Share? Part(Share? share) => share is { } s ? Share.Of(Math.Clamp(Math.Round(s.Value * by, Digits), 0, 1)) : null;
            foreach (var bucket in portfolio.Buckets) portfolio = portfolio.With(bucket with { Share = Part(bucket.Share), Min = Part(bucket.Min), Max = Part(bucket.Max) });
            return portfolio;
        }
    }

    /// <summary>That much less work of a team for initiatives, in each period; its reserves keep their engineer-weeks.</summary>
    /// <param name="Team">Which team.</param>
    /// <param name="Less">One number for each period of the horizon; no more than the team has for initiatives there.</param>
    public sealed record TakeCapacity(Id<Team> Team, ImmutableArray<EngineerWeeks> Less) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            var (team, calendar) = (Known(to.Portfolio.Teams, Team), to.Portfolio.Platform.Calendar);
            var periods = calendar.Periods.ToList();
            if (Less.Length != periods.Count) throw new ArgumentException($"Capacity is taken from {Team} in {Less.Length} periods, and the horizon has {periods.Count}. Maybe some are missing: 0 is a number too.");
            foreach (var period in periods.Where(p => Less[p.Index].Value > team.Net(p).Value + Rounding))
                throw new ArgumentException($"{team.Name} has {team.Net(period)} for initiatives in {calendar.Label(period)}, and {Less[period.Index]} cannot be taken. Maybe a list with less for some periods is meant.");
            return to with { Portfolio = to.Portfolio.With(WithMore(team, periods, p => -Math.Min(Less[p.Index].Value, team.Net(p).Value))) };
        }

        /// <summary>Two are equal when they take the same.</summary>
        public bool Equals(TakeCapacity? other) => other is not null && Team == other.Team && Less.SequenceEqual(other.Less);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Team, Less.Length);
    }

    /// <summary>Another share, floor and ceiling of a bucket (R9).</summary>
    /// <remarks>
    /// A floor or a ceiling that is not given moves along with the share, by as much, and stays within 0 … 1; without a
    /// new share, or where none was stated before, it stays as it is.
    /// </remarks>
    /// <param name="Bucket">Which bucket.</param>
    /// <param name="Share">The share it is meant to have; absent is the one it has.</param>
    /// <param name="Min">The floor; 0 is none.</param>
    /// <param name="Max">The ceiling; 1 is none.</param>
    public sealed record ChangeShare(Id<Bucket> Bucket, Share? Share = null, Share? Min = null, Share? Max = null) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            var bucket = Known(to.Portfolio.Buckets, Bucket);
            var by = Share is { } now && bucket.Share is { } before ? now.Value - before.Value : 0;
            Share? Along(Share? edge) => edge is { } e && by != 0 ? Engine.Quantities.Share.Of(Math.Clamp(Math.Round(e.Value + by, Digits), 0, 1)) : edge;
            return to with { Portfolio = to.Portfolio.With(bucket with { Share = Share ?? bucket.Share, Min = Min ?? Along(bucket.Min), Max = Max ?? Along(bucket.Max) }) };
        }
    }

    /// <summary>Worth that much more a year (less, where negative) to customers or, by <see cref="ToPlatform"/>, to the platform.</summary>
    public sealed record AddValue(Id<Initiative> Initiative, Money Yearly, bool ToPlatform = false) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            var (initiative, platform) = (Open(to, Initiative), to.Portfolio.Platform);
            var value = initiative.Value;
            var more = ToPlatform
                ? value with { Platform = (value.Platform ?? new()) with { Other = Sum(platform, value.Platform?.Other, Yearly) } }
                : value with { Customer = Sum(platform, value.Customer, Yearly) };
            return to with { Portfolio = to.Portfolio.With(initiative with { Value = more }) };
        }
    }

    /// <summary>A use case that is worth that much more growth a year; where negative, its growth, retention and margin shrink in proportion by so much together.</summary>
    public sealed record AddGrowth(Id<UseCase> UseCase, Money Yearly) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            var (useCase, platform) = (Known(to.Portfolio.UseCases, UseCase), to.Portfolio.Platform);
            var value = useCase.Value;
            var changed = Yearly.Value >= 0 ? value with { Growth = Sum(platform, value.Growth, Yearly) } : Shrunk(value, to.Portfolio.Worth(useCase) ?? Money.Zero);
            return to with { Portfolio = to.Portfolio.With(useCase with { Value = changed }) };
        }

        private EndValue Shrunk(EndValue value, Money worth)
        {
            if (worth + Yearly < Money.Zero) throw new ArgumentException($"\"{UseCase}\" is worth {worth} a year, and cannot be worth {Money.Of(-Yearly.Value)} less. Maybe a smaller number is meant.");
            Amount? By(Amount? amount, double factor) => amount is { } a ? Amount.Of(a.P10 * factor, a.Value * factor, a.P90 * factor, a.Currency) : null;
            var part = (worth.Value + Yearly.Value) / worth.Value;
            return value with { Growth = By(value.Growth, part), Retention = By(value.Retention, part), Margin = By(value.Margin, part) };
        }
    }

    /// <summary>The effort ahead times a factor of at least 0, on every team and at every point of an estimate.</summary>
    public sealed record ScaleEffort(Id<Initiative> Initiative, double Factor) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to)
        {
            if (!(Factor >= 0 && double.IsFinite(Factor))) throw new ArgumentException($"The effort of {Initiative} cannot be scaled by {Factor}. Maybe 0.8 is meant: four fifths of it.");
            var initiative = Open(to, Initiative);
            return to with { Portfolio = to.Portfolio.With(initiative with { Effort = Scaled(initiative.Effort), Remaining = initiative.Remaining is { } r ? Scaled(r) : null }) };
        }

        private ImmutableSortedDictionary<Id<Team>, Estimate> Scaled(ImmutableSortedDictionary<Id<Team>, Estimate> effort) =>
            effort.ToImmutableSortedDictionary(e => e.Key, e => Estimate.Of(By(e.Value.P10), By(e.Value.P50)!.Value, By(e.Value.P90)));

        private EngineerWeeks? By(EngineerWeeks? ew) => ew is { } known ? EngineerWeeks.Of(known.Value * Factor) : null;
    }

    /// <summary>An initiative that the model does not hold, or another one in the place of that id.</summary>
    public sealed record Propose(Initiative Initiative) : ScenarioChange
    {
        /// <inheritdoc/>
        public override Setup Apply(Setup to) => to with { Portfolio = to.Portfolio.With(Initiative) };
    }

    /// <summary>Shares are written with so many digits; more would not survive a file.</summary>
    private const int Digits = 9;

    /// <summary>What the arithmetic of reserves may leave over.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The team with that much more (less, where negative) for initiatives; its reserves keep their engineer-weeks.</summary>
    private static Team WithMore(Team team, List<Period> periods, Func<Period, double> more)
    {
        double Stated(Period p) => (team.Reserve.Ktlo?[p].Value ?? 0) + (team.Reserve.Unplanned?[p].Value ?? 0);
        double Kept(Period p) => team.Capacity[p].Value + more(p) <= 0 ? 0 : team.Capacity[p].Value / (team.Capacity[p].Value + more(p)) / Math.Max(1, Stated(p));
        PerPeriod<Share>? Scaled(PerPeriod<Share>? part) => part is null ? null : PerPeriod<Share>.Each(periods.Select(p => Share.Of(Math.Min(1, part[p].Value * Kept(p)))));
        return team with
        {
            Capacity = PerPeriod<EngineerWeeks>.Each(periods.Select(p => EngineerWeeks.Of(Math.Max(0, team.Capacity[p].Value + more(p))))),
            Reserve = new(Scaled(team.Reserve.Ktlo), Scaled(team.Reserve.Unplanned)),
        };
    }

    private static T Known<T>(Catalog<T> catalog, Id<T> id)
        where T : class, IThing<T> =>
        catalog.Find(id) ?? throw new ArgumentException($"A scenario is about \"{id}\", and there is no such {typeof(T).Name}. {new Nearest().Maybe(id.Value, catalog.Select(t => t.Id.Value)) ?? "Maybe it was renamed."}");

    private static Initiative Open(Setup to, Id<Initiative> id)
    {
        var initiative = Known(to.Portfolio.Initiatives, id);
        return initiative.Status != InitiativeStatus.Done ? initiative : throw new ArgumentException($"\"{id}\" is done: it is outside every plan, and a change of it changes none. Maybe what stands on it is meant.");
    }

    private static Initiative Revived(Initiative initiative) => initiative.Status == InitiativeStatus.Dropped ? initiative with { Status = InitiativeStatus.Proposed } : initiative;

    /// <summary>The amount with that much more; the ends of a range move along. Where it is in another currency it is in the base currency then.</summary>
    private static Amount Sum(Platform platform, Amount? written, Money more)
    {
        if (written is not { } stated || platform.InBase(new Amount(1, stated.Currency)) is not { } rate) return new(more.Value);
        return Amount.Of((stated.P10 * rate.Value) + more.Value, (stated.Value * rate.Value) + more.Value, (stated.P90 * rate.Value) + more.Value);
    }
}
