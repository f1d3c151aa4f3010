using System.Collections.Immutable;
using System.Text;

namespace Dais.Workspace.Wire.Tables;

/// <summary>
/// The name of a column: the fields from the outermost to the innermost, joined by dots, such as
/// <c>effort.identity.p90</c>.
/// </summary>
/// <remarks>
/// A dot or a backslash inside a field's name has a backslash before it, as has a blank at its edge, and a name of nothing is <c>\e</c>. Behind a
/// backslash may stand a number: <c>text\2</c> holds the second part of texts that are too long for one cell.
/// </remarks>
internal static class ColumnName
{
    /// <summary>The name of a field inside the column <paramref name="outer"/>.</summary>
    public static string Inside(string outer, string field)
    {
        var own = field.Length == 0 ? @"\e" : Plain(field) ? field : Escape(field);
        return outer.Length == 0 ? own : outer + "." + own;
    }

    private static bool Plain(string field) => !field.AsSpan().ContainsAny('.', '\\') && !char.IsWhiteSpace(field[0]) && !char.IsWhiteSpace(field[^1]);

    private static string Escape(string field)
    {
        var result = new StringBuilder(field.Length + 4);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] is '.' or '\\' || ((i == 0 || i == field.Length - 1) && char.IsWhiteSpace(field[i]))) result.Append('\\');
            result.Append(field[i]);
        }

        return result.ToString();
    }

    /// <summary>The fields that the name goes through.</summary>
    public static ImmutableArray<string> Split(string column)
    {
        if (!column.Contains('\\', StringComparison.Ordinal)) return [.. column.Split('.')];
        var fields = ImmutableArray.CreateBuilder<string>();
        var field = new StringBuilder();
        for (var i = 0; i < column.Length; i++)
        {
            if (column[i] == '\\' && i + 1 < column.Length)
            {
                i++;
                if (column[i] != 'e') field.Append(column[i]);
            }
            else if (column[i] == '.')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(column[i]);
            }
        }

        fields.Add(field.ToString());
        return fields.ToImmutable();
    }

    /// <summary>The column that holds part <paramref name="part"/>, from 1, of texts too long for one cell.</summary>
    public static string Part(string column, int part) => part == 1 ? column : $@"{column}\{part}";

    /// <summary>The column without the number of its part, and that number.</summary>
    public static (string Column, int Part) Whole(string column)
    {
        var slash = column.LastIndexOf('\\');
        var before = slash > 0 ? slash - column.AsSpan(0, slash).TrimEnd('\\').Length : 1;
        return before % 2 == 0 && int.TryParse(column.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out var part) && part is > 1 and < 10_000
            ? (column[..slash], part)
            : (column, 1);
    }
}
