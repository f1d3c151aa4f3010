using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Signals;

namespace Dais.Workspace.Importing.Streams;

/// <summary>Whether the rows of a mapping can be taken some thousands at a time.</summary>
internal static class Streamable
{
    /// <summary>Why they cannot; nothing where they can.</summary>
    public static string? Hinders(Mapping mapping)
    {
        if (mapping.Rules.FirstOrDefault(r => !SignalKinds.Has(r.Kind.Name)) is { } model) return $"it makes {model.Kind.Name}, which are no signals";
        if (mapping.Rules.CountBy(r => r.Kind.Name).FirstOrDefault(l => l.Value > 1) is { Key: { } twice }) return $"several rules make {twice}";
        if (mapping.Rules.FirstOrDefault(r => r.Onto || r.Unfold is not null || r.OnePer is not null) is { } rule) return $"the rule for {rule.Kind.Name} says {(rule.Onto ? "onto" : rule.Unfold is not null ? "unfold" : "one-per")}";
        if (mapping.Tables.FirstOrDefault(t => t.Rows is not null) is { } table) return $"the table \"{table.Name}\" is made of rows";
        return mapping.Rules.Any(r => r.Fields.Any(f => Assumes(f.Recipe, mapping))) ? "it assumes values, each of which has to be marked" : null;
    }

    private static bool Assumes(Recipe recipe, Mapping mapping) =>
        recipe.Assumed is not null || recipe.Blank?.Assumed is not null || (recipe.Lookup is { } table && mapping.Tables.Any(t => t.Name == table && t.Assumed is not null)) || recipe.From switch
        {
            Origination.First first => first.Of.SelectMany(t => t.Columns).Any(c => mapping.Files.SelectMany(f => f.Added).Any(a => a.Name == c.Text && Assumes(a.Recipe, mapping))),
            Origination.Over { Each: { } each } => Assumes(each, mapping),
            Origination.Among among => among.Of.Any(r => Assumes(r, mapping)),
            Origination.Items items => Assumes(items.Each, mapping),
            Origination.ByKey map => Assumes(map.Key, mapping) || Assumes(map.Value, mapping),
            Origination.Fields fields => fields.Of.Any(f => Assumes(f.Recipe, mapping)),
            _ => false,
        };
}
