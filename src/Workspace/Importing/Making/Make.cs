using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing.Making;

/// <summary>Makes things of rows, rule by rule: keep the rows that hold, unfold them, gather those alike, make the fields.</summary>
internal sealed class Make(Mapping mapping, Func<string, IEnumerable<Row>> rowsOf, Evaluation evaluation, Journal journal, Func<Kind, string, bool> exists)
{
    private readonly Dictionary<(string List, string Key), Thing> _things = [];
    private readonly List<Thing> _order = [];

    /// <summary>Everything that the rows describe, in the order of the rules and the rows.</summary>
    public IReadOnlyList<Thing> All(Action<string>? progress, CancellationToken cancel)
    {
        foreach (var rule in mapping.Rules)
        {
            progress?.Invoke($"{rule.From} into {rule.Kind.Name}");
            var slot = mapping.Files.First(f => f.Name == rule.From);
            foreach (var (key, rows) in Gather(rule, slot, cancel)) One(rule, slot, key, rows);
        }

        return _order;
    }

    /// <summary>What rows have to be alike in to make one thing; nothing where each row makes one.</summary>
    public static Recipe? Per(MakeRule rule) => rule.OnePer ?? rule.Fields.FirstOrDefault(f => f.Path == "id")?.Recipe;

    /// <summary>What tells the row's thing apart; empty where it is blank.</summary>
    public static string KeyOf(Recipe per, Evaluation evaluation, Slot slot, Row row) => string.Join('\u001f', evaluation.Leaves(per, slot, row).Select(l => l.Text));

    private IEnumerable<(string Key, List<Row> Rows)> Gather(MakeRule rule, Slot slot, CancellationToken cancel)
    {
        var (groups, order) = (new Dictionary<string, List<Row>>(), new List<string>());
        var per = Per(rule);
        foreach (var row in rowsOf(slot.Name))
        {
            cancel.ThrowIfCancellationRequested();
            if (evaluation.Refusal(rule.Where, slot, row) is { } reason)
            {
                journal.Refused(row, rule.Kind.Name, reason);
                continue;
            }

            foreach (var item in Unfolded(rule, slot, row))
            {
                var key = per is null ? item.Place : KeyOf(per, evaluation, slot, item);
                if (key.Length == 0)
                {
                    journal.Refused(item, rule.Kind.Name, Blank(per!));
                    continue;
                }

                if (!groups.TryGetValue(key, out var rows))
                {
                    groups[key] = rows = [];
                    order.Add(key);
                }

                rows.Add(item);
            }
        }

        return order.Select(k => (k, groups[k]));
    }

    private IEnumerable<Row> Unfolded(MakeRule rule, Slot slot, Row row)
    {
        if (rule.Unfold is null) return [row];
        var items = evaluation.Leaves(rule.Unfold, slot, row);
        if (items.IsEmpty) journal.Refused(row, rule.Kind.Name, Blank(rule.Unfold));
        return items.Select(i => new ItemRow(row, i.Text, i.Origin?.Column));
    }

    private static string Blank(Recipe recipe) => string.Join(" or ", Needs.Columns(recipe).Distinct()) is { Length: > 0 } columns ? columns + " is blank" : "what makes it a thing of its own is blank";

    private void One(MakeRule rule, Slot slot, string group, List<Row> rows)
    {
        var made = new Thing(rule.Kind, "", []) { From = new Origin(rows[0], null, rows.Count) };
        var shaping = new Shaping(journal, (at, leaf, number) =>
        {
            if (leaf.Origin is { } origin) made.Origins[at] = origin;
            if (!leaf.Assumed.IsEmpty) made.Assumed[at] = (number, string.Join("; ", leaf.Assumed.Order(StringComparer.Ordinal)));
        });
        foreach (var field in rule.Fields) Field(rule, slot, rows, field, made, shaping);
        var key = rule.Kind.HasId ? made.Node.Get("id").AsText() ?? "" : Assumptions.Key(rule.Kind, Canonical.Fields(rule.Kind.Item!, made.Node));
        if (key.Length == 0) return;
        if (rule.Onto && !_things.ContainsKey((rule.Kind.Name, key)) && !exists(rule.Kind, key))
        {
            foreach (var row in rows) journal.Refused(row, rule.Kind.Name, $"there is no \"{(key.Length > 60 ? key[..57] + "…" : key)}\" in {rule.Kind.Name} to add it to");
            return;
        }

        foreach (var row in rows) journal.Mapped(row, rule.Kind.Name);
        var thing = made with { Key = key };
        foreach (var origin in made.Origins) thing.Origins[origin.Key] = origin.Value;
        foreach (var assumed in made.Assumed) thing.Assumed[assumed.Key] = assumed.Value;
        if (rule.Kind.Name is not "worklog" && _things.TryGetValue((rule.Kind.Name, key), out var before))
        {
            Join(before, thing);
        }
        else
        {
            _things[(rule.Kind.Name, key)] = thing;
            _order.Add(thing);
        }
    }

    private void Field(MakeRule rule, Slot slot, List<Row> rows, MadeField field, Thing thing, Shaping shaping)
    {
        var (at, shape, target) = ("", (Shape?)rule.Kind.Item, thing.Node);
        var names = field.Path.Split('.');
        for (var i = 0; i < names.Length; i++)
        {
            at = Assumptions.Inside(at, names[i]);
            shape = shape switch { Shape.Parts parts => parts.Find(names[i])?.Shape, Shape.Map map => map.Each, _ => null };
            if (i == names.Length - 1) break;
            if (target.Get(names[i]) is not JsonObject inner) target[names[i]] = inner = [];
            target = inner;
        }

        if (shaping.Node(shape ?? new Shape.Anything(), evaluation.Of(field.Recipe, slot, rows), at, field.Recipe.Join) is { } node) target[names[^1]] = node;
        else if (target.Count == 0 && !ReferenceEquals(target, thing.Node)) thing.Node.Remove(names[0]);
    }

    // Two rules that make one thing may say different fields of it, or the same; lists and maps of both go together.
    private void Join(Thing into, Thing from)
    {
        Join(into.Node, from.Node, into, from, "");
        foreach (var origin in from.Origins) into.Origins.TryAdd(origin.Key, origin.Value);
        foreach (var assumed in from.Assumed) into.Assumed.TryAdd(assumed.Key, assumed.Value);
    }

    private void Join(JsonObject into, JsonObject from, Thing first, Thing second, string at)
    {
        foreach (var (name, value) in from.ToList())
        {
            var here = Assumptions.Inside(at, name);
            switch (into.Get(name), value)
            {
                case (null, _):
                    into[name] = value?.DeepClone();
                    break;
                case (JsonObject known, JsonObject more):
                    Join(known, more, first, second, here);
                    break;
                case (JsonArray known, JsonArray more):
                    foreach (var item in more.Where(m => !known.Any(k => JsonText.Line(k) == JsonText.Line(m)))) known.Add(item?.DeepClone());
                    break;
                case ({ } known, { } more) when JsonText.Line(known) != JsonText.Line(more):
                    journal.Error(
                        Rule.Once,
                        (second.Origins.GetValueOrDefault(here) ?? second.From).ToString(),
                        $"It says {more.Brief()} for {first.Kind.Name}/{first.Key}{here}, and {first.Origins.GetValueOrDefault(here) ?? first.From} says {known.Brief()}.",
                        "Maybe one of the two rules has to leave the field out.");
                    break;
            }
        }
    }
}
