using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Forecasting;

/// <summary>What sort of number is in doubt.</summary>
public enum DoubtKind
{
    /// <summary>The work that an initiative takes of one team.</summary>
    Effort,

    /// <summary>What a use case adds a year.</summary>
    UseCaseValue,

    /// <summary>What an initiative is worth to customers a year by itself.</summary>
    CustomerValue,

    /// <summary>What an initiative is worth to the platform a year by itself.</summary>
    PlatformValue,
}

/// <summary>A number of the model that nobody knows for sure, with its spread.</summary>
/// <remarks>
/// A value that is made of several amounts, such as growth and margin, is one doubt: its parts are high and low together.
/// Values are in the platform's money units a year, efforts in engineer-weeks.
/// </remarks>
/// <param name="Kind">What sort of number it is.</param>
/// <param name="Id">The id of the initiative or use case.</param>
/// <param name="Team">Of an effort, the team.</param>
/// <param name="Parts">What it is the sum of.</param>
public sealed record Doubt(DoubtKind Kind, string Id, Id<Team>? Team, ImmutableArray<Spread> Parts)
{
    /// <summary>What plans reckon with.</summary>
    public double Nominal { get; } = Parts.Sum(p => p.P50);

    /// <summary>Whether a point of it is assumed, because nobody gave it.</summary>
    public bool IsAssumed { get; } = Parts.Any(p => p is { IsAssumed: true, IsCertain: false });

    /// <summary>Whether there is no doubt at all.</summary>
    public bool IsCertain { get; } = Parts.All(p => p.IsCertain);

    /// <summary>What it is called among random numbers: its stream depends on this and the seed alone.</summary>
    internal string Name => Team is { } team ? $"effort of {Id} on {team}" : $"{Kind} of {Id}";

    /// <summary>The number at a normal score. Work is never less than none, and a use case that adds never takes away.</summary>
    public double At(double z)
    {
        var sum = 0.0;
        foreach (var part in Parts) sum += part.At(z);
        return Kind is DoubtKind.Effort or DoubtKind.UseCaseValue ? Math.Max(Math.Min(0, Nominal), sum) : sum;
    }

    public bool Equals(Doubt? other) => other is not null && (Kind, Id, Team) == (other.Kind, other.Id, other.Team) && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Kind, Id, Team);
}
