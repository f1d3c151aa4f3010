namespace Dais.Workspace.Importing.Mappings;

/// <summary>Which columns a mapping needs of a file: those it reads that are neither marked as optional nor computed.</summary>
internal static class Needs
{
    /// <summary>The columns, each once, in the order in which the mapping names them.</summary>
    public static IReadOnlyList<string> Of(Mapping mapping, Slot slot)
    {
        var recipes = slot.Added.Select(a => a.Recipe).ToList();
        var conditions = new List<Condition>();
        foreach (var rows in mapping.Tables.Select(t => t.Rows).OfType<TableRows>().Where(r => r.From == slot.Name))
        {
            recipes.AddRange([rows.Key, rows.Value]);
            conditions.AddRange(rows.Where);
        }

        foreach (var rule in mapping.Rules.Where(r => r.From == slot.Name))
        {
            recipes.AddRange(rule.Fields.Select(f => f.Recipe));
            recipes.AddRange(new[] { rule.Unfold, rule.OnePer }.OfType<Recipe>());
            conditions.AddRange(rule.Where);
        }

        var added = slot.Added.Select(a => a.Name).ToHashSet();
        return [.. conditions.Select(c => c.Column).Concat(recipes.SelectMany(Columns)).Where(c => !c.StartsWith('$') && !added.Contains(c)).Distinct()];
    }

    /// <summary>The columns that a recipe needs.</summary>
    public static IEnumerable<string> Columns(Recipe recipe) => recipe.From switch
    {
        Origination.First first => first.Of.SelectMany(t => t.Columns).Where(c => !c.Optional).Select(c => c.Text),
        Origination.Over { Each: { } each } => Columns(each),
        Origination.Among among => among.Of.SelectMany(Columns),
        Origination.Items items => Columns(items.Each),
        Origination.ByKey map => Columns(map.Key).Concat(Columns(map.Value)),
        Origination.Fields fields => fields.Of.SelectMany(f => Columns(f.Recipe)),
        _ => [],
    };
}
