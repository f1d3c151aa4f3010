namespace Dais.Engine.Solving.Closures;

/// <summary>Which items of a problem are decided: 1 in, −1 out, 0 not yet.</summary>
internal sealed class Decisions(ClosureProblem problem, sbyte[] fix)
{
    /// <summary>Nothing decided.</summary>
    internal Decisions(ClosureProblem problem)
        : this(problem, new sbyte[problem.Count])
    {
    }

    internal sbyte this[int item] => fix[item];

    /// <summary>By item.</summary>
    internal sbyte[] All => fix;

    internal Decisions Copy() => new(problem, (sbyte[])fix.Clone());

    /// <summary>The same, with one more decision.</summary>
    internal Decisions With(int item, bool take)
    {
        var copy = Copy();
        copy.Decide(item, take);
        return copy;
    }

    /// <summary>Decides an item with all that follows from it; false where something that follows is decided the other way.</summary>
    internal bool Decide(int item, bool take)
    {
        var (start, next) = take ? (problem.NeedStart, problem.Need) : (problem.UserStart, problem.User);
        var value = (sbyte)(take ? 1 : -1);
        var open = new Stack<int>([item]);
        fix[item] = value;
        while (open.TryPop(out var v))
        {
            for (var k = start[v]; k < start[v + 1]; k++)
            {
                if (fix[next[k]] == value) continue;
                if (fix[next[k]] != 0) return false;
                fix[next[k]] = value;
                open.Push(next[k]);
            }
        }

        return true;
    }
}
