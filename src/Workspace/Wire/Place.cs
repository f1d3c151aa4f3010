using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dais.Workspace.Wire;

/// <summary>A place in a document: <c>initiatives[3].effort.identity</c>, counted from 0. Written out only when somebody asks.</summary>
internal sealed class Place
{
    private readonly Place? _above;
    private readonly string? _name;
    private readonly int _index;

    private Place(Place? above, string? name, int index) => (_above, _name, _index) = (above, name, index);

    /// <summary>The whole document.</summary>
    public static Place Root { get; } = new(null, null, -1);

    /// <summary>The field of that name.</summary>
    public Place this[string name] => new(this, name, -1);

    /// <summary>The item of that number.</summary>
    public Place this[int index] => new(this, null, index);

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        if (_above is null) return;
        _above.Write(text);
        if (_name is null) text.Append(CultureInfo.InvariantCulture, $"[{_index}]");
        else if (!Plain(_name)) text.Append("[\"").Append(JsonEncodedText.Encode(_name, JsonText.Letters).ToString()).Append("\"]");
        else if (text.Length == 0) text.Append(_name);
        else text.Append('.').Append(_name);
    }

    private static bool Plain(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
