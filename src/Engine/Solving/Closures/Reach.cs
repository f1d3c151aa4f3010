namespace Dais.Engine.Solving.Closures;

/// <summary>The vertices reached from one, each once, in the order in which they were seen; begun anew in constant time.</summary>
internal sealed class Reach(int vertices)
{
    private readonly int[] _mark = new int[vertices];
    private readonly int[] _queue = new int[vertices];
    private int _stamp;

    /// <summary>How many have been seen.</summary>
    internal int Count { get; private set; }

    internal int this[int place] => _queue[place];

    /// <summary>Forgets all, and sees <paramref name="v"/>.</summary>
    internal void From(int v)
    {
        _stamp++;
        Count = 0;
        See(v);
    }

    /// <summary>Adds <paramref name="v"/>, unless it was seen before.</summary>
    internal void See(int v)
    {
        if (_mark[v] == _stamp) return;
        _mark[v] = _stamp;
        _queue[Count++] = v;
    }
}
