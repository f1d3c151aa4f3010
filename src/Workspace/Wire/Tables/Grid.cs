using System.Collections.Immutable;

namespace Dais.Workspace.Wire.Tables;

/// <summary>What sort of cell it is: in a CSV file all are texts, in a workbook each has a type of its own.</summary>
internal enum GridCellType
{
    /// <summary>Characters.</summary>
    Text,

    /// <summary>A number; its text holds the digits.</summary>
    Number,

    /// <summary>A truth; its text is <c>true</c> or <c>false</c>.</summary>
    Flag,
}

/// <summary>One filled cell.</summary>
internal readonly record struct GridCell(GridCellType Type, string Text)
{
    /// <summary>Whether a number that is a day counts from 1904, as some workbooks do, and not from 1900.</summary>
    public bool From1904 { get; init; }

    public static GridCell Of(string text) => new(GridCellType.Text, text);
}

/// <summary>A row as it was read: its number in the file, from 1, and its filled cells by column, from 0.</summary>
internal sealed record GridRow(int Number, ImmutableArray<(int Column, GridCell Cell)> Cells);

/// <summary>A rectangle of cells under a header, as a CSV file or a sheet holds it.</summary>
/// <param name="Source">The file, or file and sheet.</param>
/// <param name="Header">The column names, unguarded; empty where a column has none.</param>
/// <param name="Rows">The rows below it.</param>
internal sealed record Grid(string Source, ImmutableArray<string> Header, ImmutableArray<GridRow> Rows);
