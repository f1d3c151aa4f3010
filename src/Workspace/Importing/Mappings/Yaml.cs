using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>A part of a YAML text and where it stands, line and column from 1.</summary>
internal abstract record Yaml(int Line, int Column)
{
    /// <summary>A text, a number or a truth. Only one without quotes can be a number, a truth or nothing.</summary>
    public sealed record Scalar(string Text, bool Quoted, int Line, int Column) : Yaml(Line, Column)
    {
        public bool IsNothing => !Quoted && Text is "" or "~" or "null";

        public decimal? Number => !Quoted && decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

        public bool? Flag => Quoted ? null : Text switch { "true" => true, "false" => false, _ => null };
    }

    /// <summary>Values under names, in order.</summary>
    public sealed record Map(ImmutableArray<Entry> Entries, int Line, int Column) : Yaml(Line, Column)
    {
        public Yaml? this[string name] => Entries.FirstOrDefault(e => e.Name == name) is { } entry && entry.Value is not Scalar { IsNothing: true } ? entry.Value : null;
    }

    /// <summary>Values in order.</summary>
    public sealed record List(ImmutableArray<Yaml> Items, int Line, int Column) : Yaml(Line, Column);

    /// <summary>A value and its name.</summary>
    public sealed record Entry(string Name, int Line, int Column, Yaml Value);

    /// <summary>What it is, in words.</summary>
    public string Describe() => this switch
    {
        Scalar { IsNothing: true } => "nothing",
        Scalar scalar => $"\"{(scalar.Text.Length > 60 ? scalar.Text[..57] + "…" : scalar.Text)}\"",
        List => "a list",
        _ => "names with values",
    };
}

/// <summary>Reads a YAML text: one document of maps, lists and scalars.</summary>
/// <remarks>
/// Anchors, aliases and tags are refused: a mapping needs none, and a small file of them can stand for an endless one.
/// What is wrong is a finding with line and column, never an exception.
/// </remarks>
internal sealed class YamlText
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MostCharacters = 1024 * 1024;

    /// <summary>How deep maps and lists may stand in each other.</summary>
    public const int MostDepth = 24;

    private readonly Parser _parser;
    private readonly string _source;
    private readonly ICollection<Finding> _findings;

    private YamlText(string text, string source, ICollection<Finding> findings)
    {
        _parser = new Parser(new StringReader(text));
        (_source, _findings) = (source, findings);
    }

    /// <summary>The text's tree; nothing, and an error among the findings, where it is not such a YAML text.</summary>
    public static Yaml? Read(string text, string source, ICollection<Finding> findings)
    {
        if (text.Length > MostCharacters)
        {
            findings.Add(Finding.Error(Rule.Readable, "", $"The file has {text.Length:#,0} characters; at most {MostCharacters:#,0} are read.", "Maybe it is not a mapping.") with { Source = source });
            return null;
        }

        try
        {
            return new YamlText(text, source, findings).Document();
        }
        catch (YamlException e)
        {
            return Fail(source, e.Start.Line, e.Start.Column, $"This is not YAML: {Sentence(e)}", "Maybe the line is indented otherwise than those around it, or a text with a colon or a brace needs quotes.", findings);
        }
    }

    private static string Sentence(YamlException e) => e.Message.TrimEnd('.') + ".";

    private Yaml? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _)) return Fail(_source, 1, 1, "The file is empty.", "Maybe it was cut off.", _findings);
        var root = Node(0);
        if (root is null) return null;
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _) ? root : Fail(_source, _parser.Current?.Start.Line ?? 1, 1, "A second document begins here.", "Maybe the line --- is there by mistake.", _findings);
    }

    private Yaml? Node(int depth)
    {
        var (line, column) = ((int)_parser.Current!.Start.Line, (int)_parser.Current.Start.Column);
        if (depth > MostDepth) return Fail(_source, line, column, $"Maps and lists stand deeper than {MostDepth} in each other.", "Maybe brackets are not closed.", _findings);
        if (_parser.Current is AnchorAlias || (_parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)))
            return Fail(_source, line, column, "Here is an anchor, an alias or a tag (&, * or !); a mapping has none.", "Maybe the text needs quotes around it; what is repeated is written out.", _findings);
        if (_parser.TryConsume<YamlDotNet.Core.Events.Scalar>(out var scalar)) return new Yaml.Scalar(scalar.Value, scalar.Style != ScalarStyle.Plain, line, column);
        return _parser.TryConsume<SequenceStart>(out _) ? List(depth, line, column) : Map(depth, line, column);
    }

    private Yaml.List? List(int depth, int line, int column)
    {
        var items = ImmutableArray.CreateBuilder<Yaml>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (Node(depth + 1) is not { } item) return null;
            items.Add(item);
        }

        return new Yaml.List(items.DrainToImmutable(), line, column);
    }

    private Yaml? Map(int depth, int line, int column)
    {
        _parser.Consume<MappingStart>();
        var (entries, names) = (ImmutableArray.CreateBuilder<Yaml.Entry>(), new HashSet<string>());
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not { } key) return null;
            if (key is not Yaml.Scalar name) return Fail(_source, key.Line, key.Column, $"A name is expected, and {key.Describe()} stands here.", "Maybe a text with a brace needs quotes.", _findings);
            if (!names.Add(name.Text)) return Fail(_source, key.Line, key.Column, $"\"{name.Text}\" stands twice.", "Maybe one of the two is meant to be another.", _findings);
            if (Node(depth + 1) is not { } value) return null;
            entries.Add(new Yaml.Entry(name.Text, key.Line, key.Column, value));
        }

        return new Yaml.Map(entries.DrainToImmutable(), line, column);
    }

    private static Yaml? Fail(string source, long line, long column, string sentence, string maybe, ICollection<Finding> findings)
    {
        findings.Add(Finding.Error(Rule.Readable, "", sentence, maybe) with { Source = $"{source}, line {line}, column {column}" });
        return null;
    }
}
