using System.Collections.Immutable;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>A text with columns in braces: <c>{vendor}-{$key}</c>. Without braces it is a constant.</summary>
/// <param name="Parts">The pieces in order: literal texts and columns.</param>
/// <remarks>A column that need not be there ends with a question mark: <c>{Due date?}</c>. <c>{{</c> is a brace.</remarks>
internal sealed record Template(ImmutableArray<TemplatePart> Parts)
{
    /// <summary>The columns it needs.</summary>
    public IEnumerable<TemplatePart> Columns => Parts.Where(p => p.IsColumn);

    /// <summary>The text where it is a constant.</summary>
    public string? Constant => Parts.Any(p => p.IsColumn) ? null : string.Concat(Parts.Select(p => p.Text));

    /// <summary>The column where it is nothing but one: then all of its texts are taken, each by itself.</summary>
    public TemplatePart? Single => Parts is [{ IsColumn: true } only] ? only : null;

    /// <summary>Takes the text apart.</summary>
    /// <returns>The template; nothing where a brace is not closed, or closes on nothing.</returns>
    public static Template? Parse(string text)
    {
        var (parts, literal) = (ImmutableArray.CreateBuilder<TemplatePart>(), new System.Text.StringBuilder());
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
                continue;
            }

            if (text[i] != '{')
            {
                literal.Append(text[i]);
                continue;
            }

            var end = text.IndexOf('}', i);
            if (end < 0) return null;
            var name = text[(i + 1)..end].Trim();
            var optional = name.EndsWith('?');
            if (optional) name = name[..^1].TrimEnd();
            if (name.Length == 0) return null;
            if (literal.Length > 0) parts.Add(new TemplatePart(literal.ToString(), IsColumn: false));
            literal.Clear();
            parts.Add(new TemplatePart(name, IsColumn: true, optional));
            i = end;
        }

        if (literal.Length > 0 || parts.Count == 0) parts.Add(new TemplatePart(literal.ToString(), IsColumn: false));
        return new Template(parts.DrainToImmutable());
    }
}

/// <summary>A literal text, or a column's name.</summary>
internal sealed record TemplatePart(string Text, bool IsColumn, bool Optional = false);
