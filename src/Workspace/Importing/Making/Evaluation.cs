using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;

namespace Dais.Workspace.Importing.Making;

/// <summary>Makes values of rows as recipes say.</summary>
/// <remarks>
/// A recipe over several rows takes what they all say: where they say different things it is an error, never a choice,
/// so that the order of rows does not matter. A default stands only where none of the rows says anything.
/// </remarks>
internal sealed class Evaluation(Mapping mapping, Func<string, IEnumerable<Row>> rowsOf, Steps steps, Journal journal)
{
    private readonly Dictionary<(Row, string), Made> _added = [];
    private readonly Dictionary<string, Table> _tables = [];
    private readonly HashSet<(string, string)> _underWay = [];

    /// <summary>What the recipe makes of these rows of that slot.</summary>
    public Made Of(Recipe recipe, Slot slot, IReadOnlyList<Row> rows) => recipe.From switch
    {
        Origination.First first => Said(recipe, rows, row => First(first, slot, row)),
        Origination.Columns columns => Said(recipe, rows, row => Columns(columns, slot, row)),
        Origination.Over over => Finish(recipe, Over(over, slot, rows), rows),
        Origination.Among among => Finish(recipe, Among(among, slot, rows), rows),
        Origination.Items items => Items(items, slot, rows),
        Origination.ByKey map => ByKey(map, slot, rows),
        Origination.Fields fields => new Made.Named([.. fields.Of.Select(f => (f.Path, Of(f.Recipe, slot, rows))).Where(f => !IsBlank(f.Item2))]),
        _ => throw new InvalidOperationException("There is no other origin."),
    };

    /// <summary>The texts of a recipe for one row.</summary>
    public ImmutableArray<Leaf> Leaves(Recipe recipe, Slot slot, Row row) => Of(recipe, slot, [row]) is Made.Texts texts ? texts.Leaves : [];

    /// <summary>The texts in a column of a row; one that the mapping adds goes before one of the file.</summary>
    public ImmutableArray<Leaf> Column(string column, Slot slot, Row row)
    {
        if (slot.Added.FirstOrDefault(a => a.Name == column) is not { } added)
        {
            journal.Uses(slot.Name, column);
            var texts = row.Texts(column);
            return texts.IsEmpty ? [] : [.. texts.Select(t => new Leaf(t, [], new Origin(row, column == "$item" && row is ItemRow part ? part.Column : column)))];
        }

        var whole = row is ItemRow item ? item.Whole : row;
        if (_added.TryGetValue((whole, column), out var made)) return made is Made.Texts known ? known.Leaves : [];
        if (!_underWay.Add((slot.Name, column)))
        {
            journal.Error(Rule.Cycle, $"{mapping.Source}, line {added.Recipe.Line}", $"The added column \"{column}\" is made of itself.", "Maybe a column of the file is meant: then give the added one another name.");
            return [];
        }

        made = Of(added.Recipe, slot, [whole]);
        _underWay.Remove((slot.Name, column));
        _added[(whole, column)] = made;
        return made is Made.Texts leaves ? leaves.Leaves : [];
    }

    /// <summary>The table of that name; one made of rows is made when it is first asked for.</summary>
    public Table TableOf(string name)
    {
        if (_tables.TryGetValue(name, out var table)) return table;
        table = mapping.Tables.First(t => t.Name == name);
        _tables[name] = table;
        if (table.Rows is not { } made) return table;
        var slot = mapping.Files.First(f => f.Name == made.From);
        var words = ImmutableDictionary.CreateBuilder<string, TableWord>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rowsOf(slot.Name))
        {
            if (Refusal(made.Where, slot, row) is not null || Leaves(made.Key, slot, row) is not [{ } key, ..] || Leaves(made.Value, slot, row) is not [{ } value, ..]) continue;
            if (!words.TryAdd(key.Text, new TableWord(key.Text, value.Text, Numeric: false)) && words[key.Text].Value != value.Text)
                journal.Error(Rule.Once, row.Place, $"The table \"{name}\" gets \"{key.Text}\" twice: as \"{words[key.Text].Value}\" and as \"{value.Text}\".", "Maybe another column tells the rows apart.");
        }

        return _tables[name] = table with { Words = words.ToImmutable() };
    }

    /// <summary>Why the row does not meet the conditions; nothing where it does.</summary>
    public string? Refusal(ImmutableArray<Condition> where, Slot slot, Row row)
    {
        foreach (var condition in where)
        {
            var texts = Column(condition.Column, slot, row);
            var (column, text) = (condition.Column, texts.IsEmpty ? "" : string.Join("; ", texts.Select(t => t.Text)));
            bool Has(string word) => word.Length == 0 ? texts.IsEmpty : texts.Any(t => string.Equals(t.Text, word.Trim(), StringComparison.OrdinalIgnoreCase));
            if ((!condition.Words.IsEmpty && !condition.Words.Any(Has)) || condition.Not.Any(Has)) return text.Length == 0 ? $"{column} is blank" : $"{column} is \"{Brief(text)}\"";
            if (condition.Listed is { } table && !texts.Any(t => TableOf(table).Words.ContainsKey(t.Text))) return text.Length == 0 ? $"{column} is blank" : $"{column} \"{Brief(text)}\" is not in the table \"{table}\"";
            if (condition.Matches is { } pattern && !texts.Any(t => pattern.IsMatch(t.Text))) return $"{column} is not of the form {pattern}";
        }

        return null;
    }

    private Made.Texts Said(Recipe recipe, IReadOnlyList<Row> rows, Func<Row, ImmutableArray<Leaf>> of)
    {
        var (found, from) = (ImmutableArray<Leaf>.Empty, rows[0]);
        foreach (var row in rows)
        {
            if (Steps.Cut(recipe, of(row)) is not { IsEmpty: false } cut) continue;
            if (steps.Finish(recipe, cut, [row], this) is not { IsEmpty: false } leaves) continue;
            if (found.IsEmpty)
            {
                (found, from) = (leaves, row);
            }
            else if (!found.Select(l => l.Text).SequenceEqual(leaves.Select(l => l.Text)))
            {
                journal.Error(Rule.Once, row.Place, $"It says \"{Brief(Join(leaves))}\" where {from.Place} says \"{Brief(Join(found))}\" of the same thing.", "Maybe the two rows are different things and need different ids, or the mapping has to say how they go together: sum, largest, list.");
                return Made.Texts.None;
            }
        }

        return new Made.Texts(found.IsEmpty && recipe.Blank is not null && rows.All(r => Steps.Cut(recipe, of(r)).IsEmpty) ? steps.Finish(recipe, [], rows, this) : found);
    }

    private Made.Texts Finish(Recipe recipe, Leaf? number, IReadOnlyList<Row> rows) => new Made.Texts(steps.Finish(recipe, number is null ? [] : [number], rows, this));

    private ImmutableArray<Leaf> First(Origination.First first, Slot slot, Row row)
    {
        foreach (var template in first.Of)
        {
            if (template.Constant is { } constant) return constant.Length == 0 ? [] : [new Leaf(constant, [], new Origin(row, null), first.Numeric)];
            var leaves = template.Single is { } single ? Column(single.Text, slot, row) : Filled(template, slot, row);
            if (!leaves.IsEmpty) return leaves;
        }

        return [];
    }

    // A template of which a column is blank is blank itself: half an id is none.
    private ImmutableArray<Leaf> Filled(Template template, Slot slot, Row row)
    {
        var (text, assumed) = (new System.Text.StringBuilder(), ImmutableArray<string>.Empty);
        foreach (var part in template.Parts)
        {
            if (!part.IsColumn)
            {
                text.Append(part.Text);
                continue;
            }

            var leaves = Column(part.Text, slot, row);
            if (leaves.IsEmpty && !part.Optional) return [];
            text.Append(Join(leaves));
            assumed = [.. assumed.Union(leaves.SelectMany(l => l.Assumed))];
        }

        return [new Leaf(text.ToString(), assumed, new Origin(row, template.Columns.FirstOrDefault()?.Text))];
    }

    private ImmutableArray<Leaf> Columns(Origination.Columns columns, Slot slot, Row row) =>
        [.. row.Columns.Where(c => columns.Names.IsMatch(c)).SelectMany(c => Column(c, slot, row))];

    private Leaf? Over(Origination.Over over, Slot slot, IReadOnlyList<Row> rows)
    {
        if (over.Aggregate == Aggregate.Count) return new Leaf(rows.Count.ToString(CultureInfo.InvariantCulture), [], new Origin(rows[0], null, rows.Count), Numeric: true);
        var numbers = rows.SelectMany(r => Leaves(over.Each!, slot, r)).Select(l => (Leaf: l, Number: steps.Number(l))).Where(n => n.Number is not null).ToList();
        if (numbers.Count == 0) return null;
        var all = numbers.Select(n => n.Number!.Value);
        var result = steps.Reckon(over.Aggregate switch { Aggregate.Sum => () => all.Sum(), Aggregate.Largest => all.Max, _ => all.Min }, numbers[0].Leaf.Origin);
        return result is not { } number ? null : new Leaf(
            Steps.Show(number),
            [.. numbers.SelectMany(n => n.Leaf.Assumed).Distinct()],
            new Origin(rows[0], numbers[0].Leaf.Origin?.Column, rows.Count),
            Numeric: true);
    }

    private Leaf? Among(Origination.Among among, Slot slot, IReadOnlyList<Row> rows)
    {
        var numbers = among.Of.SelectMany(r => Of(r, slot, rows) is Made.Texts texts ? texts.Leaves : []).Select(l => (Leaf: l, Number: steps.Number(l))).Where(n => n.Number is not null).ToList();
        if (numbers.Count == 0) return null;
        var best = among.Largest ? numbers.MaxBy(n => n.Number) : numbers.MinBy(n => n.Number);
        return best.Leaf with { Assumed = [.. numbers.SelectMany(n => n.Leaf.Assumed).Distinct()] };
    }

    private Made.Many Items(Origination.Items items, Slot slot, IReadOnlyList<Row> rows)
    {
        var (all, seen) = (ImmutableArray.CreateBuilder<Made>(), new HashSet<string>());
        foreach (var row in rows)
        {
            var made = Of(items.Each, slot, [row]);
            foreach (var item in made is Made.Texts texts ? texts.Leaves.Select(l => (Made)new Made.Texts([l])) : [made])
            {
                if (!IsBlank(item) && seen.Add(Shown(item))) all.Add(item);
            }
        }

        return new Made.Many(all.DrainToImmutable());
    }

    private Made.Named ByKey(Origination.ByKey map, Slot slot, IReadOnlyList<Row> rows)
    {
        var groups = new Dictionary<string, List<Row>>();
        foreach (var row in rows)
        {
            foreach (var key in Leaves(map.Key, slot, row))
            {
                if (!groups.TryGetValue(key.Text, out var group)) groups[key.Text] = group = [];
                group.Add(row);
            }
        }

        return new Made.Named([.. groups.Select(g => (g.Key, Of(map.Value, slot, g.Value))).Where(e => !IsBlank(e.Item2))]);
    }

    private static bool IsBlank(Made made) => made is Made.Texts { Leaves.IsEmpty: true } or Made.Many { Items.IsEmpty: true } or Made.Named { Entries.IsEmpty: true };

    private static string Shown(Made made) => made switch
    {
        Made.Texts texts => string.Join('\u001f', texts.Leaves.Select(l => l.Text)),
        Made.Many many => string.Join('\u001e', many.Items.Select(Shown)),
        Made.Named named => string.Join('\u001d', named.Entries.Select(e => e.Name + "\u001c" + Shown(e.Value))),
        _ => "",
    };

    private static string Join(ImmutableArray<Leaf> leaves) => string.Join("; ", leaves.Select(l => l.Text));

    private static string Brief(string text) => text.Length <= 60 ? text : text[..57] + "…";
}
