using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>What keeps an initiative out of a plan.</summary>
public enum Obstacle
{
    /// <summary>It was dropped, or the policy bans it.</summary>
    Forbidden,

    /// <summary>Its dates, its length or the horizon leave no room for it.</summary>
    Dates,

    /// <summary>Something it stands on cannot be chosen.</summary>
    Prerequisite,

    /// <summary>An alternative is chosen.</summary>
    Alternative,

    /// <summary>Its bucket is full.</summary>
    Bucket,

    /// <summary>A team has not enough capacity left.</summary>
    Capacity,

    /// <summary>There is room, but it adds nothing to the objective.</summary>
    NoValue,

    /// <summary>There is room, and it would add value: a plan that is not proven best has missed it.</summary>
    Overlooked,
}

/// <summary>An initiative that a plan does not choose, with the reason that binds.</summary>
/// <param name="Id">Which.</param>
/// <param name="Obstacle">What keeps it out.</param>
/// <param name="Subject">The team, bucket, prerequisite or alternative concerned; absent where there is none.</param>
/// <param name="Needed">What it and all it stands on would take there, beyond the plan.</param>
/// <param name="Free">What is free there.</param>
/// <param name="By">Until when that is counted.</param>
/// <param name="Gain">What the objective would gain if there were room, at the earliest.</param>
/// <param name="Sentence">All of it in words.</param>
public sealed record LeftOut(
    Id<Initiative> Id,
    Obstacle Obstacle,
    string? Subject,
    EngineerWeeks? Needed,
    EngineerWeeks? Free,
    Period? By,
    Money Gain,
    string Sentence);
