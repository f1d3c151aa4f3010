using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>Reads a mapping and holds it against what a mapping may say: every name known, every field one of the format.</summary>
internal sealed class MappingReader
{
    private readonly Spelling _spelling;
    private RecipeReader _recipes;
    private ImmutableArray<string> _slots = [], _tables = [];

    private MappingReader(Spelling spelling)
    {
        _spelling = spelling;
        _recipes = new RecipeReader(spelling, []);
    }

    /// <summary>The mapping that the text states; nothing, and errors among the findings, where it is not spelt as it has to be.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="source">The file's name, for the findings.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static Mapping? Read(string text, string source, ICollection<Finding> findings)
    {
        var own = new List<Finding>();
        var root = YamlText.Read(text, source, own);
        var mapping = root is null ? null : new MappingReader(new Spelling(source, own)).Whole(root, source);
        foreach (var finding in own) findings.Add(finding);
        return own.Exists(f => f.IsError) ? null : mapping;
    }

    private Mapping? Whole(Yaml root, string source)
    {
        if (_spelling.Map(root, "A mapping", "mapping", "title", "files", "tables", "platform", "make") is not { } map) return null;
        var tables = _spelling.Map(map["tables"], "tables");
        var files = Needed(map, "files") as Yaml.Map ?? _spelling.Map(map["files"], "files");
        _tables = [.. tables?.Entries.Select(e => e.Name) ?? []];
        _recipes = new RecipeReader(_spelling, _tables);
        _slots = [.. files?.Entries.Select(e => e.Name) ?? []];
        var make = Needed(map, "make");
        if (make is not (null or Yaml.List)) _spelling.Wrong(make, "make", "a list");
        return new Mapping(
            _spelling.NeededText(map, "mapping", "The mapping") ?? "",
            _spelling.Text(map["title"], "title") ?? "",
            [.. files?.Entries.Select(File) ?? []],
            [.. tables?.Entries.Select(Table).OfType<Table>() ?? []],
            Platform(map["platform"]),
            [.. (make as Yaml.List)?.Items.Select(Make).OfType<MakeRule>() ?? []])
        {
            Source = source,
        };
    }

    private Yaml? Needed(Yaml.Map map, string name)
    {
        if (map[name] is { } node) return node;
        _spelling.Error(Rule.Required, map.Line, map.Column, $"The mapping lacks \"{name}\".", "Maybe it is spelt otherwise, or indented too far.");
        return null;
    }

    private Slot File(Yaml.Entry entry)
    {
        var map = _spelling.Map(entry.Value, $"The file \"{entry.Name}\"", "name", "rows", "optional", "add");
        var added = map?["add"] is { } add && _spelling.Map(add, "add") is { } columns ? _recipes.Fields(columns) : [];
        return new Slot(
            entry.Name,
            _spelling.Texts(map?["name"], "name"),
            _spelling.Text(map?["rows"], "rows"),
            _spelling.Flag(map?["optional"], "optional"),
            [.. added.Select(f => new AddedColumn(f.Path, f.Recipe))]);
    }

    private Table? Table(Yaml.Entry entry)
    {
        if (_spelling.Map(entry.Value, $"The table \"{entry.Name}\"", "words", "from", "where", "key", "value", "assumed") is not { } map) return null;
        var assumed = _spelling.Text(map["assumed"], "assumed");
        if (map["from"] is { } from)
        {
            if (Slot(from) is { } slot && _recipes.Needed(map, "key") is { } key && _recipes.Needed(map, "value") is { } value)
                return new Table(entry.Name, ImmutableDictionary<string, TableWord>.Empty, new TableRows(slot, Conditions(map["where"]), key, value), assumed);
            return null;
        }

        if (_spelling.Map(Needed(map, "words"), "words") is not { } words) return null;
        var table = ImmutableDictionary.CreateBuilder<string, TableWord>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in words.Entries)
        {
            if (word.Value is not Yaml.Scalar value) _spelling.Wrong(word.Value, word.Name, "a text or a number");
            else if (!table.TryAdd(word.Name.Trim(), new TableWord(word.Name.Trim(), value.IsNothing ? "" : value.Text, value.Number is not null)))
                _spelling.Error(Rule.Once, word.Line, word.Column, $"The word \"{word.Name}\" stands twice; upper and lower case are alike.", "Maybe one of the two is meant to be another.");
        }

        return new Table(entry.Name, table.ToImmutable(), null, assumed);
    }

    private NewPlatform? Platform(Yaml? node)
    {
        if (node is null || _spelling.Map(node, "platform") is not { } map) return null;
        var assumed = ImmutableDictionary.CreateBuilder<string, string>();
        return Plain(map, "", assumed) is JsonObject platform ? new NewPlatform(platform, assumed.ToImmutable()) : null;
    }

    // The platform is a thing of the format as it is; a value may be given with a reason why it is assumed.
    private static JsonNode? Plain(Yaml node, string path, ImmutableDictionary<string, string>.Builder assumed)
    {
        switch (node)
        {
            case Yaml.Scalar scalar:
                return scalar switch
                {
                    { IsNothing: true } => null,
                    { Flag: { } flag } => JsonValue.Create(flag),
                    { Number: { } number } => JsonText.Number((double)number),
                    _ => JsonValue.Create(scalar.Text),
                };
            case Yaml.List list:
                return new JsonArray([.. list.Items.Select(i => Plain(i, path, assumed))]);
            case Yaml.Map { Entries: [{ Name: "value" or "assumed" }, { Name: "value" or "assumed" }] } map:
                assumed[path] = (map["assumed"] as Yaml.Scalar)?.Text ?? "";
                return map["value"] is { } value ? Plain(value, path, assumed) : null;
            default:
                var result = new JsonObject();
                foreach (var entry in ((Yaml.Map)node).Entries) result[entry.Name] = Plain(entry.Value, path.Length == 0 ? entry.Name : path + "/" + entry.Name, assumed);
                return result;
        }
    }

    private MakeRule? Make(Yaml node)
    {
        if (_spelling.Map(node, "A rule of make", "list", "from", "where", "unfold", "one-per", "onto", "fields") is not { } map) return null;
        var list = _spelling.NeededText(map, "list", "The rule");
        if (list is not null) _spelling.Known(list, map["list"]!, "list", Kinds.All.Select(k => k.Name));
        var kind = list is null ? null : Kinds.Find(list);
        var from = _spelling.NeededText(map, "from", "The rule") is null ? null : Slot(map["from"]!);
        var fields = _spelling.Map(Needed(map, "fields"), "fields") is { } named ? _recipes.Fields(named) : [];
        if (kind is null || from is null) return null;
        foreach (var entry in (map["fields"] as Yaml.Map)?.Entries ?? []) Path(kind, entry);
        if (kind.HasId && !fields.Any(f => f.Path == "id") && map["fields"] is { } at) _spelling.Error(Rule.Required, at.Line, at.Column, $"The rule does not say how the \"id\" of {kind.Name} is made.", "Maybe id: \"{id}\".");
        return new MakeRule(
            kind,
            from,
            Conditions(map["where"]),
            _recipes.Read(map["unfold"], "unfold"),
            _recipes.Read(map["one-per"], "one-per"),
            _spelling.Flag(map["onto"], "onto"),
            fields,
            map.Line);
    }

    private string? Slot(Yaml node)
    {
        if (_spelling.Text(node, "from") is not { } slot) return null;
        _spelling.Known(slot, node, "file", _slots);
        return slot;
    }

    private void Path(Kind kind, Yaml.Entry entry)
    {
        if (kind.Item is not { } item) return;
        var (shape, names) = ((Shape)item, new List<string>());
        foreach (var name in entry.Name.Split('.'))
        {
            if (shape is Shape.Parts parts)
            {
                if (parts.Find(name) is not { } field)
                {
                    _spelling.Known(name, entry.Value with { Line = entry.Line, Column = entry.Column }, $"field of {kind.Name}{string.Concat(names.Select(n => "." + n))}", parts.Fields.Select(f => f.Name));
                    return;
                }

                shape = field.Shape;
            }
            else if (shape is Shape.Map map)
            {
                shape = map.Each;
            }
            else
            {
                _spelling.Error(Rule.KnownField, entry.Line, entry.Column, $"\"{string.Join('.', names)}\" of {kind.Name} is {shape.Allowed}; it has no \"{name}\".", $"Maybe \"{string.Join('.', names)}\" is meant.");
                return;
            }

            names.Add(name);
        }
    }

    private ImmutableArray<Condition> Conditions(Yaml? node) =>
        node is null ? [] : [.. _spelling.Map(node, "where")?.Entries.Select(ConditionOf) ?? []];

    private Condition ConditionOf(Yaml.Entry entry)
    {
        if (entry.Value is not Yaml.Map) return new Condition(entry.Name, _spelling.Texts(entry.Value, entry.Name), [], null, null);
        var map = _spelling.Map(entry.Value, $"The condition on \"{entry.Name}\"", "is", "not", "listed", "matches")!;
        var listed = _spelling.Text(map["listed"], "listed");
        if (listed is not null) _spelling.Known(listed, map["listed"]!, "table", _tables);
        return new Condition(entry.Name, _spelling.Texts(map["is"], "is"), _spelling.Texts(map["not"], "not"), listed, _spelling.Pattern(map["matches"], "matches"));
    }
}
