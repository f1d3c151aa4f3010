using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing;

/// <summary>What an import did, or in a dry run would do: every row, column and word accounted for.</summary>
/// <param name="Mapping">The mapping's name.</param>
/// <param name="Files">Each file: its rows are mapped or skipped, nothing else.</param>
/// <param name="LeftOut">Parts of mapped rows that became nothing.</param>
/// <param name="Normalised">Words that were written otherwise than the mapping spells them.</param>
/// <param name="Assumed">Every value that the files do not state and the mapping assumes.</param>
/// <param name="Changes">What changes in the workspace, list by list.</param>
/// <param name="Findings">What is wrong or odd with the mapping, the files or the workspace that comes of them, errors first.</param>
public sealed record ImportReport(
    string Mapping,
    ImmutableArray<FileReport> Files,
    ImmutableArray<LeftOutPart> LeftOut,
    ImmutableArray<NormalisedWord> Normalised,
    ImmutableArray<Assumption> Assumed,
    ImmutableArray<ListChanges> Changes,
    ImmutableArray<Finding> Findings)
{
    /// <summary>The workspace that comes of it; nothing where there are errors.</summary>
    public Document? Result { get; init; }

    /// <summary>Whether it went into a store piece by piece, so that there is no document of the whole.</summary>
    public bool Streamed { get; init; }

    /// <summary>Whether there is nothing that stops it.</summary>
    public bool Sound => Result is not null || Streamed;

    /// <summary>Whether the workspace would be another after it.</summary>
    public bool ChangesAnything => Changes.Any(c => c.Added.Length + c.Changed.Length > 0);
}

/// <summary>What became of a file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Slot">What the mapping calls it; absent where the mapping has no place for it.</param>
/// <param name="Form">How it was read: form, encoding, delimiter.</param>
/// <param name="Rows">The rows read.</param>
/// <param name="Mapped">The rows that became something.</param>
/// <param name="Skipped">Why the others did not.</param>
/// <param name="Elsewhere">Rows that became something, and nothing in a list that rules make of this file: why not.</param>
/// <param name="Unread">The columns that the mapping does not read, each with the number of rows that have something there.</param>
public sealed record FileReport(string File, string? Slot, string Form, int Rows, int Mapped, ImmutableArray<SkippedRows> Skipped, ImmutableArray<ElsewhereRows> Elsewhere, ImmutableArray<UnreadColumn> Unread);

/// <summary>Rows that became nothing, for one reason.</summary>
public sealed record SkippedRows(string Reason, int Count, string Example);

/// <summary>Mapped rows that became nothing in that list, for one reason.</summary>
public sealed record ElsewhereRows(string List, string Reason, int Count, string Example);

/// <summary>A column that the mapping does not read.</summary>
public sealed record UnreadColumn(string Column, int Filled);

/// <summary>A part of mapped rows that became nothing.</summary>
public sealed record LeftOutPart(string File, string What, int Count, string Example);

/// <summary>A word that was written otherwise than the mapping spells it.</summary>
public sealed record NormalisedWord(string Column, string From, string To, int Count);
