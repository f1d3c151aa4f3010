namespace Dais.Workspace.Wire.Xlsx;

/// <summary>What workbooks have beside a sheet for each list, and how their columns are lettered.</summary>
internal static class XlsxSheets
{
    /// <summary>The sheet of the version and of what stands above the lists and is known to nobody.</summary>
    public const string Above = "workspace";

    /// <summary>The sheet of the platform.</summary>
    public const string Platform = "platform";

    /// <summary>The column of field names, on sheets that hold one object.</summary>
    public const string Field = "field";

    /// <summary>The column of their values.</summary>
    public const string Value = "value";

    /// <summary>An object of which nothing is known.</summary>
    public static Shape.Parts Anything { get; } = new([]);

    /// <summary>What stands above the lists.</summary>
    public static Shape.Parts AboveShape { get; } = new([Vocabulary.Maybe("dais", Vocabulary.Any, "The version of the format.")]);

    /// <summary>The letters of a column, counted from 0: A, B … Z, AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>The number of the column in a reference such as <c>AB12</c>, from 0; nothing where it is none.</summary>
    public static int? Column(string? reference)
    {
        var number = 0;
        foreach (var c in reference ?? "")
        {
            if (c is < 'A' or > 'Z') break;
            if ((number = (number * 26) + c - 'A' + 1) > Limits.Columns) return null;
        }

        return number == 0 ? null : number - 1;
    }
}
