using Dais.Engine.Quantities;

namespace Dais.Engine.Modelling;

/// <summary>The parts of a team's capacity that are kept for work which is not planned as initiatives.</summary>
/// <param name="Ktlo">Keeping the lights on; absent means nobody said.</param>
/// <param name="Unplanned">What comes up.</param>
public sealed record Reserve(PerPeriod<Share>? Ktlo = null, PerPeriod<Share>? Unplanned = null)
{
    /// <summary>No reserve stated.</summary>
    public static Reserve Unstated { get; } = new();

    /// <summary>Whether either part is stated.</summary>
    public bool Stated => Ktlo is not null || Unplanned is not null;

    /// <summary>The sum of both in that period, at most the whole.</summary>
    public Share In(Period period) => Share.Of(Math.Min(1, (Ktlo?[period].Value ?? 0) + (Unplanned?[period].Value ?? 0)));
}

/// <summary>People who work together and share one capacity.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Capacity">What it can do in each period, before reserves.</param>
/// <param name="Reserve">What of it is kept back.</param>
/// <param name="LoadedCost">What one engineer-week costs; turns avoided work into money.</param>
public sealed record Team(Id<Team> Id, string Name, PerPeriod<EngineerWeeks> Capacity, Reserve Reserve, Amount? LoadedCost = null) : IThing<Team>
{
    /// <summary>What is left for initiatives in that period (rule R4).</summary>
    public EngineerWeeks Net(Period period) => Capacity[period] * Reserve.In(period).Rest;
}

/// <summary>A part of the portfolio that has a purpose and a share of the capacity of its own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The group that may order the work inside it.</param>
/// <param name="Share">The share it is meant to have.</param>
/// <param name="Min">The floor: the share it has to have as far as possible (R9).</param>
/// <param name="Max">The ceiling: the share it must not pass (R9).</param>
public sealed record Bucket(
    Id<Bucket> Id,
    string Name,
    Id<StakeholderGroup>? Owner = null,
    Share? Share = null,
    Share? Min = null,
    Share? Max = null) : IThing<Bucket>;
