namespace Dais.Engine.Solving.Closures;

/// <summary>Trying a decision, and taking it back.</summary>
internal sealed partial class PricedClosure
{
    private readonly List<int> _decided = [];
    private Snapshot? _saved;

    /// <summary>The items that <see cref="Decide"/> decided last.</summary>
    internal IReadOnlyList<int> LastDecided => _decided;

    /// <summary>Whether it took them.</summary>
    internal bool LastTaken { get; private set; }

    /// <summary>Decides an item with all that follows from it.</summary>
    internal void Decide(int item, bool take)
    {
        _decided.Clear();
        LastTaken = take;
        if (!take)
        {
            Flow.LeaveOut(item, _decided);
            return;
        }

        Flow.Take(item, _decided);
        foreach (var v in _decided)
        {
            Decided += Worth[v];
            for (var b = 0; b < Left.Length; b++) Left[b] -= Cost[b][v];
        }
    }

    /// <summary>Remembers the state, for <see cref="Restore"/>.</summary>
    internal void Save() => _saved = new(
        (long[])Flow.Excess.Clone(), (long[])Flow.Flow.Clone(), (bool[])Flow.Gone.Clone(), (long[])Price.Clone(), (long[])Left.Clone(),
        (bool[])Under.Clone(), (bool[])Over.Clone(), Decided, Bound);

    /// <summary>Back to what was saved.</summary>
    internal void Restore()
    {
        var saved = _saved!;
        saved.Excess.CopyTo(Flow.Excess, 0);
        saved.Flow.CopyTo(Flow.Flow, 0);
        saved.Gone.CopyTo(Flow.Gone, 0);
        saved.Price.CopyTo(Price, 0);
        saved.Left.CopyTo(Left, 0);
        saved.Under.CopyTo(Under, 0);
        saved.Over.CopyTo(Over, 0);
        (Decided, Bound) = (saved.Decided, saved.Bound);
    }

    private sealed record Snapshot(long[] Excess, long[] Flow, bool[] Gone, long[] Price, long[] Left, bool[] Under, bool[] Over, long Decided, long Bound);
}
