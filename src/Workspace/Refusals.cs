using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>An operation that is refused: what is wrong, where, and what may be done. Nothing was changed.</summary>
public abstract class RefusalException(string what, string where = "", string? maybe = null) : Exception(maybe is null ? what : what + " " + maybe)
{
    /// <summary>What is wrong, in a sentence.</summary>
    public string What { get; } = what;

    /// <summary>The thing or field that it is about: <c>initiatives/sso</c>; may be empty.</summary>
    public string Where { get; } = where;

    /// <summary>What to do about it; begins with "Maybe", or is absent.</summary>
    public string? Maybe { get; } = maybe;
}

/// <summary>There is no such thing, or none that the caller may know of: the two look alike.</summary>
public sealed class MissingException(string where, string? maybe = null)
    : RefusalException("There is no such thing.", where, maybe ?? "Maybe it was removed, or its id is mistyped.");

/// <summary>The caller may see it, and may not do this with it.</summary>
public sealed class ForbiddenException(string what, string where = "", string? maybe = null)
    : RefusalException(what, where, maybe ?? "Maybe an owner of the workspace can give you the role that may.");

/// <summary>It was changed meanwhile: both versions come along.</summary>
/// <param name="what">What is wrong.</param>
/// <param name="where">The thing.</param>
/// <param name="yours">The version that the caller knew; absent where it was to be new.</param>
/// <param name="theirs">What stands there now; absent where it is gone.</param>
public sealed class ConflictException(string what, string where, Standing? yours, Standing? theirs)
    : RefusalException(what, where, "Maybe read it again, and decide which of the two shall stand.")
{
    /// <summary>What the caller knew, or wanted to write.</summary>
    public Standing? Yours { get; } = yours;

    /// <summary>What stands there now.</summary>
    public Standing? Theirs { get; } = theirs;

    /// <summary>Each field on which the two sides differ, where they meet in several.</summary>
    public ImmutableArray<Clash> Clashes { get; init; } = [];
}

/// <summary>A thing at a version.</summary>
/// <param name="Version">The revision that last changed it.</param>
/// <param name="Json">Its JSON, without what the caller may not see; absent where all of it is not theirs to see, or it is a whole workspace.</param>
public sealed record Standing(long Version, string? Json);

/// <summary>A field of a thing that two sides gave different values since a common base.</summary>
/// <param name="Thing">The thing: <c>initiatives/sso</c>.</param>
/// <param name="Field">The field; empty where it is the whole thing.</param>
/// <param name="Wanted">The value that it would have; absent for none.</param>
/// <param name="Now">The value that stands there now; absent for none.</param>
public sealed record Clash(string Thing, string Field, JsonNode? Wanted, JsonNode? Now)
{
    public override string ToString() => $"{Thing}{(Field.Length == 0 ? "" : "/" + Field)}, which would be {Said(Wanted)} and is {Said(Now)}";

    private static string Said(JsonNode? node) => node is null ? "nothing" : node.Brief();
}

/// <summary>What was given cannot be used; every finding says what, where and what to do.</summary>
public sealed class InvalidException(string what, string where = "", string? maybe = null) : RefusalException(what, where, maybe)
{
    /// <summary>Makes one of findings about a thing.</summary>
    public static InvalidException Of(string where, ImmutableArray<Finding> findings)
    {
        var first = findings[0];
        var at = string.Join('/', new[] { where, first.At }.Where(p => p.Length > 0));
        return new(findings.Length == 1 ? first.Sentence : $"{first.Sentence} ({findings.Length - 1} more.)", at, first.Maybe) { Findings = findings };
    }

    /// <summary>All that is wrong.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];
}

/// <summary>It cannot be done just now, and may be tried again.</summary>
public sealed class BusyException(string what, string? maybe = null, Exception? inner = null)
    : RefusalException(what, "", maybe ?? "Maybe try again in a few seconds.")
{
    /// <summary>What came up.</summary>
    public Exception? Cause { get; } = inner;
}

/// <summary>The store cannot be opened: another process has it, it is from a later version, or it is damaged.</summary>
public sealed class StoreException(string what, string where, string maybe) : RefusalException(what, where, maybe);
