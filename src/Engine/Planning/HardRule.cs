using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning;

/// <summary>What a search for conflicts varies: the facts, the orders, and the teams whose capacity is let go.</summary>
internal sealed record Setting(Portfolio Portfolio, Policy Policy, ImmutableHashSet<Id<Team>> Unlimited)
{
    internal Calendar Calendar => Portfolio.Platform.Calendar;

    /// <summary>With one initiative changed.</summary>
    internal Setting With(Id<Initiative> id, Func<Initiative, Initiative> change) => this with { Portfolio = Portfolio.With(change(Portfolio.Initiatives[id])) };
}

/// <summary>One rule about one thing, that forbids plans: in words, and how to let go of it.</summary>
/// <param name="Rule">Its number, R2 … R9.</param>
/// <param name="Subject">The thing it is about.</param>
/// <param name="Sentence">The rule as it stands for that thing.</param>
/// <param name="Drop">The setting without it.</param>
internal sealed record HardRule(string Rule, string Subject, string Sentence, Func<Setting, Setting> Drop)
{
    /// <summary>Milder forms of it to try, from mildest on, each with its words; what makes the set hold together is named.</summary>
    internal Func<Setting, IEnumerable<(string Words, Func<Setting, Setting> Apply)>> Milder { get; init; } = _ => [];

    /// <summary>How far a number has to move, where the rule is about one: found by halving.</summary>
    internal Slide? Slide { get; init; }
}

/// <summary>A number that relaxes a rule the more it grows.</summary>
/// <param name="Most">The most that makes sense.</param>
/// <param name="Step">The step to round up to.</param>
/// <param name="Apply">The setting with the number moved by that much.</param>
/// <param name="Words">That, in words.</param>
internal sealed record Slide(double Most, double Step, Func<Setting, double, Setting> Apply, Func<double, string> Words);
