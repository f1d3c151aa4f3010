using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>Asks the parts of a mapping for what has to be there; what is not as it has to be is an error with line and column.</summary>
internal sealed class Spelling(string source, ICollection<Finding> findings)
{
    private readonly Nearest _nearest = new();

    /// <summary>The entries, all of whose names have to be known.</summary>
    public Yaml.Map? Map(Yaml? node, string what, params ReadOnlySpan<string> known)
    {
        if (node is not Yaml.Map map)
        {
            if (node is not null) Wrong(node, what, known.IsEmpty ? "names with values" : "names with values: " + string.Join(", ", known));
            return null;
        }

        foreach (var entry in map.Entries)
        {
            if (known.IsEmpty || known.Contains(entry.Name)) continue;
            Error(Rule.KnownField, entry.Line, entry.Column, $"{what} has no \"{entry.Name}\".", _nearest.Maybe(entry.Name, known.ToArray()) ?? $"Maybe one of these is meant: {string.Join(", ", known)}.");
        }

        return map;
    }

    /// <summary>The text, which has to be there.</summary>
    public string? NeededText(Yaml.Map map, string name, string what)
    {
        if (map[name] is { } node) return Text(node, name);
        Error(Rule.Required, map.Line, map.Column, $"{what} lacks \"{name}\".", "Maybe it is spelt otherwise, or indented too far.");
        return null;
    }

    /// <summary>The text, if there is one.</summary>
    public string? Text(Yaml? node, string what)
    {
        if (node is null or Yaml.Scalar) return (node as Yaml.Scalar)?.Text;
        Wrong(node, what, "a text");
        return null;
    }

    /// <summary>The number, if there is one.</summary>
    public decimal? Number(Yaml? node, string what)
    {
        if (node is null) return null;
        if (node is Yaml.Scalar { Number: { } number }) return number;
        Wrong(node, what, "a number");
        return null;
    }

    /// <summary>Yes or no; no where nothing is said.</summary>
    public bool Flag(Yaml? node, string what)
    {
        if (node is null) return false;
        if (node is Yaml.Scalar { Flag: { } flag }) return flag;
        Wrong(node, what, "true or false");
        return false;
    }

    /// <summary>One text or a list of them.</summary>
    public ImmutableArray<string> Texts(Yaml? node, string what)
    {
        switch (node)
        {
            case null: return [];
            case Yaml.Scalar scalar: return [scalar.Text];
            case Yaml.List list when list.Items.All(i => i is Yaml.Scalar): return [.. list.Items.Select(i => ((Yaml.Scalar)i).Text)];
            default:
                Wrong(node, what, "a text or a list of texts");
                return [];
        }
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(Yaml? node, string what, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (node is null) return null;
        if (node is Yaml.Scalar scalar && words.TryGetValue(scalar.Text, out var value)) return value;
        Wrong(node, what, "one of " + string.Join(", ", words.Keys), node is Yaml.Scalar text ? _nearest.Maybe(text.Text, words.Keys) : null);
        return null;
    }

    /// <summary>A pattern that takes time in proportion to the text, whatever the text.</summary>
    public Regex? Pattern(Yaml? node, string what)
    {
        if (Text(node, what) is not { } pattern) return null;
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Error(Rule.Word, node!.Line, node.Column, $"\"{pattern}\" cannot be read as a pattern: {e.Message}", "Maybe a bracket is not closed; looking ahead or back is not possible.");
            return null;
        }
    }

    /// <summary>A name that has to be among those.</summary>
    public void Known(string name, Yaml at, string what, IEnumerable<string> known)
    {
        var all = known.ToList();
        if (!all.Contains(name)) Error(Rule.Reference, at.Line, at.Column, $"There is no {what} \"{name}\".", _nearest.Maybe(name, all) ?? (all.Count == 0 ? $"Maybe it has to be stated first." : $"Maybe one of these is meant: {string.Join(", ", all)}."));
    }

    /// <summary>A value of another form than is allowed.</summary>
    public void Wrong(Yaml node, string what, string allowed, string? maybe = null) =>
        Error(Rule.Type, node.Line, node.Column, $"{what} is {node.Describe()}; allowed is {allowed}.", maybe ?? "Maybe it is indented otherwise than meant.");

    /// <summary>Something that is wrong with the mapping.</summary>
    public void Error(string rule, int line, int column, string sentence, string? maybe) =>
        findings.Add(Finding.Error(rule, "", sentence, maybe) with { Source = $"{source}, line {line}, column {column}" });
}
