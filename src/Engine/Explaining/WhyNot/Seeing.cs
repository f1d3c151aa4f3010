using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>Turns moves of initiatives into what a reader may see: the hidden ones are one line, without names and dates.</summary>
internal sealed class Seeing(Portfolio portfolio, Reader reader)
{
    internal ImmutableArray<SeenMove> Moves(Portfolio of, Plan before, Portfolio than, Plan after, Func<Change, bool> which) =>
        Merged([.. Comparison.Of(of, before, than, after).Changes.Where(which).Select(c => (c.Id, c.Kind, c.Before, c.After))]);

    internal ImmutableArray<SeenMove> Merged(IReadOnlyList<(Id<Initiative> Id, ChangeKind Kind, Period? Before, Period? After)> moves)
    {
        var seen = moves.Where(m => reader.Sees(m.Id)).Select(m => new SeenMove(Work(m.Id), m.Kind, m.Before, m.After)).ToList();
        var hidden = moves.Where(m => !reader.Sees(m.Id)).Sum(m => reader.EffortOf(m.Id));
        if (seen.Count < moves.Count) seen.Insert(0, new(new(null, Reader.Other(hidden), EngineerWeeks.Of(Math.Round(hidden, 6))), null, null, null));
        return [.. seen];
    }

    private SeenWork Work(Id<Initiative> id) => new(id.Value, portfolio.Initiatives[id].Name, EngineerWeeks.Of(reader.EffortOf(id)));
}
