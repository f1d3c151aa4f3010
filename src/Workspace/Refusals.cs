using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Workspace;

/// <summary>An operation that is not carried out, for a reason that the person who asked can understand; nothing was changed.</summary>
/// <param name="what">The sentence: what is wrong, with the value and what is allowed.</param>
/// <param name="where">The place: a kind and id, a field, a row; empty where it is the whole request.</param>
/// <param name="maybe">What to do about it; begins with "Maybe".</param>
public abstract class RefusalException(string what, string where, string maybe) : Exception(what)
{
    /// <summary>What is wrong.</summary>
    public string What { get; } = what;

    /// <summary>The place.</summary>
    public string Where { get; } = where;

    /// <summary>What to do about it.</summary>
    public string Maybe { get; } = maybe;
}

/// <summary>There is no such thing, or none that the caller may know of: the two are told alike.</summary>
public sealed class MissingException(string what, string where, string maybe) : RefusalException(what, where, maybe);

/// <summary>The caller may see the thing, but not do this to it.</summary>
public sealed class ForbiddenException(string what, string where, string maybe) : RefusalException(what, where, maybe);

/// <summary>The thing was changed since the caller read it.</summary>
/// <param name="what">The sentence.</param>
/// <param name="where">The place.</param>
/// <param name="maybe">What to do about it.</param>
/// <param name="sent">The version that the caller read.</param>
/// <param name="current">The version that stands now.</param>
public sealed class ConflictException(string what, string where, string maybe, long sent, long current) : RefusalException(what, where, maybe)
{
    /// <summary>The version that the caller read.</summary>
    public long Sent { get; } = sent;

    /// <summary>The version that stands now.</summary>
    public long Current { get; } = current;
}

/// <summary>What was sent breaks the rules of the model.</summary>
/// <param name="findings">Each rule that is broken; at least one.</param>
public sealed class InvalidException(ImmutableArray<Finding> findings) : RefusalException(
    findings is [var only] ? only.Sentence : $"{findings.Length} rules are broken.",
    findings[0].At,
    findings[0].Maybe ?? "Maybe the findings show what to change.")
{
    /// <summary>Each rule that is broken.</summary>
    public ImmutableArray<Finding> Findings { get; } = findings;
}

/// <summary>The store has no time now; the same request may succeed later.</summary>
/// <param name="what">The sentence.</param>
/// <param name="where">The place.</param>
/// <param name="maybe">What to do about it.</param>
/// <param name="after">When to try again.</param>
public sealed class BusyException(string what, string where, string maybe, TimeSpan after) : RefusalException(what, where, maybe)
{
    /// <summary>When to try again.</summary>
    public TimeSpan After { get; } = after;
}
