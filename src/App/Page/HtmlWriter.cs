using System.Globalization;
using System.Text;

namespace Dais.App.Page;

/// <summary>Writes HTML that is well-formed and escaped, whatever the texts are.</summary>
/// <remarks>
/// Names of elements and attributes are the program's own and checked; every text and every attribute's value is escaped.
/// There is no way to write raw markup, and none to write a script: only <see cref="Style"/> takes a text as it is, and
/// refuses one that could end the element.
/// </remarks>
internal sealed class HtmlWriter
{
    private static readonly HashSet<string> Void = ["br", "hr", "link", "meta"];

    private readonly StringBuilder _html = new("<!doctype html>\n");
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; disposing what is returned closes it.</summary>
    public Closing Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        if (Void.Contains(name)) throw new ArgumentException($"<{name}> has no inside.", nameof(name));
        _open.Push(name);
        return new(this);
    }

    /// <summary>Writes an element with nothing but a text in it.</summary>
    public void Leaf(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Open(name, attributes)) Text(text);
    }

    /// <summary>Writes an element that has no inside.</summary>
    public void Mark(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(name, attributes);
        if (!Void.Contains(name)) _html.Append("</").Append(name).Append('>');
    }

    /// <summary>Writes a text.</summary>
    public void Text(string text) => Escape(text);

    /// <summary>Writes a style sheet of the program's own.</summary>
    public void Style(string css)
    {
        if (css.Contains('<', StringComparison.Ordinal)) throw new ArgumentException("A style sheet holds no \"<\".", nameof(css));
        _html.Append("<style>\n").Append(css).Append("</style>\n");
    }

    /// <summary>A number in a style or a drawing: with a point, and no more digits than a screen shows.</summary>
    public static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);

    public override string ToString() =>
        _open.Count == 0 ? _html + "\n" : throw new InvalidOperationException($"<{_open.Peek()}> is still open.");

    private void Start(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(Checked(name));
        foreach (var (attribute, value) in attributes)
        {
            if (value is null) continue;
            _html.Append(' ').Append(Checked(attribute)).Append("=\"");
            Escape(value);
            _html.Append('"');
        }

        _html.Append('>');
    }

    private void Close()
    {
        var name = _open.Pop();
        _html.Append("</").Append(name).Append('>');
        if (name is "li" or "tr" or "section" or "div" or "article" or "header" or "p" or "h1" or "h2" or "h3") _html.Append('\n');
    }

    private void Escape(string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '&' => _html.Append("&amp;"),
                '"' => _html.Append("&quot;"),
                '\'' => _html.Append("&#39;"),
                < ' ' and not ('\n' or '\t') or '\x7f' => _html.Append(' '),
                _ => _html.Append(c),
            };
        }
    }

    private static string Checked(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':')
        && !name.Equals("script", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            ? name
            : throw new ArgumentException($"\"{name}\" is no name for an element or an attribute.", nameof(name));

    /// <summary>Closes the element that was opened last.</summary>
    internal readonly struct Closing(HtmlWriter writer) : IDisposable
    {
        public void Dispose() => writer.Close();
    }
}
