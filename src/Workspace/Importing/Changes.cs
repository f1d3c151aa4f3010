using System.Collections.Immutable;

namespace Dais.Workspace.Importing;

/// <summary>What an import changes in one list.</summary>
/// <param name="List">The list.</param>
/// <param name="Added">What is new, by id, or by what tells it apart.</param>
/// <param name="Changed">What is changed, field by field.</param>
/// <param name="Unchanged">How many things of the files stand there already just so.</param>
/// <param name="Kept">How many things are in the workspace and not in the files: they stay. Nothing is ever removed.</param>
public sealed record ListChanges(string List, ImmutableArray<string> Added, ImmutableArray<ThingChange> Changed, int Unchanged, int Kept);

/// <summary>What an import changes in one thing.</summary>
/// <param name="Id">Its id, or what tells it apart.</param>
/// <param name="Fields">The fields that change, each with its JSON before and after; absent where there is none.</param>
public sealed record ThingChange(string Id, ImmutableArray<FieldChange> Fields);

/// <summary>A field before and after, as JSON; absent where there is none.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);
