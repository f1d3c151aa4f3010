using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Checking;

/// <summary>What the rules of a check share: the plan, looked up in the portfolio that it is for.</summary>
internal sealed class PlanFacts
{
    /// <summary>What work and capacity may be off by, in ew.</summary>
    internal const double WorkTolerance = 1e-4;

    private readonly Dictionary<Id<Initiative>, PlannedInitiative> _planned = [];
    private readonly Dictionary<Id<Team>, double[]> _used;
    private readonly Lazy<Recomputed> _worth;

    internal PlanFacts(Portfolio portfolio, Plan plan)
    {
        (Portfolio, Plan) = (portfolio, plan);
        foreach (var planned in plan.Initiatives)
        {
            if (portfolio.Initiatives.Find(planned.Id) is { Status: not InitiativeStatus.Done }) _planned.TryAdd(planned.Id, planned);
        }
        Chosen = [.. portfolio.Initiatives.Where(i => _planned.ContainsKey(i.Id)).Select(i => new Choice(i, _planned[i.Id]))];
        WholeCapacity = portfolio.Teams.Sum(team => Enumerable.Range(0, Periods).Sum(t => Capacity(team, t)));
        Raising = portfolio.Initiatives.SelectMany(i => i.Raises, (i, raise) => (i.Id, raise)).ToLookup(r => r.raise.Capability, r => (r.Id, r.raise.To));
        _used = Load();
        _worth = new(() => Recomputed.Of(this));
    }

    internal Portfolio Portfolio { get; }

    internal Plan Plan { get; }

    internal Policy Policy => Plan.Policy;

    /// <summary>T: the number of periods.</summary>
    internal int Periods => Portfolio.Platform.Calendar.Count;

    /// <summary>The chosen initiatives that are known and not done, each once, in the portfolio's order.</summary>
    internal ImmutableArray<Choice> Chosen { get; }

    /// <summary>What values may be off by.</summary>
    internal double ValueTolerance => 1e-4 * Math.Max(1, Math.Abs(Plan.Objective.Value));

    internal bool IsChosen(Id<Initiative> id) => _planned.ContainsKey(id);

    /// <summary>When it is finished: −1 where it is done before the start; nothing where it is not chosen.</summary>
    internal int? Finish(Id<Initiative> id) =>
        IsDone(id) ? -1 : _planned.TryGetValue(id, out var planned) ? planned.Finish.Index : null;

    internal bool IsDone(Id<Initiative> id) => Portfolio.Initiatives.Find(id)?.Status == InitiativeStatus.Done;

    /// <summary>first(i) of R3.</summary>
    internal int First(Initiative initiative)
    {
        var first = Math.Max(0, initiative.Earliest?.Index ?? 0);
        foreach (var before in initiative.After) first = Math.Max(first, (Finish(before) ?? -1) + 1);
        return first;
    }

    /// <summary>What is left of a team for initiatives in a period (R4).</summary>
    internal static double Capacity(Team team, int period) => team.Net(new Period(period)).Value;

    /// <summary>K of R9.</summary>
    internal double WholeCapacity { get; }

    /// <summary>What brings a capability to which level (R10), chosen or not.</summary>
    internal ILookup<Id<Capability>, (Id<Initiative> Initiative, Level To)> Raising { get; }

    /// <summary>What the plan is worth by its finishes.</summary>
    internal Recomputed Worth => _worth.Value;

    /// <summary>The work on a team in a period, over all that is chosen.</summary>
    internal double Used(Id<Team> team, int period) => _used.TryGetValue(team, out var used) ? used[period] : 0;

    internal string Label(int period) => Portfolio.Platform.Calendar.Label(new Period(period));

    internal static string Number(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);

    private Dictionary<Id<Team>, double[]> Load()
    {
        var used = new Dictionary<Id<Team>, double[]>();
        foreach (var choice in Chosen)
        {
            foreach (var team in choice.Planned.Work.Keys)
            {
                if (!used.TryGetValue(team, out var work)) used[team] = work = new double[Periods];
                for (var t = 0; t < Periods; t++) work[t] += choice.Work(team, t);
            }
        }
        return used;
    }

    /// <summary>A chosen initiative and what the plan says about it.</summary>
    internal sealed record Choice(Initiative Initiative, PlannedInitiative Planned)
    {
        internal string Id => Initiative.Id.Value;

        internal int Finish => Planned.Finish.Index;

        /// <summary>Its teams, by its effort or by its work.</summary>
        internal IEnumerable<Id<Team>> Teams => Initiative.EffortAhead.Keys.Union(Planned.Work.Keys).Order();

        internal double Effort(Id<Team> team) => Initiative.EffortAhead.TryGetValue(team, out var effort) ? effort.P50.Value : 0;

        internal double WholeEffort => Initiative.EffortAhead.Values.Sum(e => e.P50.Value);

        /// <summary>The work on a team, period by period; none where the plan gives none.</summary>
        internal ImmutableArray<EngineerWeeks> Work(Id<Team> team) =>
            Planned.Work.TryGetValue(team, out var work) && !work.IsDefault ? work : [];

        internal double Work(Id<Team> team, int period)
        {
            var work = Work(team);
            return period >= 0 && period < work.Length ? work[period].Value : 0;
        }
    }
}
