using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>What a reason's value is: of which axis, and of which sort.</summary>
public enum ReasonKind
{
    /// <summary>New revenue of a use case that becomes available.</summary>
    Growth,

    /// <summary>Revenue kept by a use case that becomes available.</summary>
    Retention,

    /// <summary>Cost saved by a use case that becomes available.</summary>
    Margin,

    /// <summary>What an initiative is worth to customers by itself.</summary>
    Customer,

    /// <summary>What an initiative is worth to the platform.</summary>
    Platform,
}

/// <summary>One part of a plan's objective.</summary>
/// <param name="Kind">Of which sort.</param>
/// <param name="Subject">The use case's or the initiative's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">The period at whose end it begins to count.</param>
/// <param name="Yearly">What it is worth a year, unweighted.</param>
/// <param name="Amount">What it adds to the objective: present value by the weight of its axis.</param>
public sealed record Reason(ReasonKind Kind, string Subject, string Name, Period From, Money Yearly, Money Amount);
