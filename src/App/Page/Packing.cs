using System.Collections.Immutable;
using Dais.Engine.Quantities;

namespace Dais.App.Page;

/// <summary>Lays out what lasts from one period to another in as few rows as it takes, whatever the lane is of.</summary>
internal static class Packing
{
    /// <summary>Each thing with its row, from 0: the first in which it overlaps nothing. By start, and of those the longest first.</summary>
    public static ImmutableArray<(T Thing, int Row)> Of<T>(IEnumerable<T> things, Func<T, Period> start, Func<T, Period> finish)
    {
        var ends = new List<Period>();
        var packed = ImmutableArray.CreateBuilder<(T, int)>();
        foreach (var thing in things.OrderBy(start).ThenByDescending(finish))
        {
            var (first, last) = (start(thing), finish(thing));
            var row = ends.FindIndex(end => end < first);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(last);
            }

            ends[row] = last;
            packed.Add((thing, row));
        }

        return packed.ToImmutable();
    }
}
