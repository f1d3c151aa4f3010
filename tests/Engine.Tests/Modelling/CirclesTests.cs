using CsCheck;
using Dais.Engine.Modelling;

namespace Dais.Engine.Tests.Modelling;

public sealed class CirclesTests
{
    private static readonly Gen<int[][]> Graphs = Gen.Int[1, 7].SelectMany(n => Gen.Int[0, n - 1].Array[0, 3].Array[n]);

    [Fact]
    public void What_can_reach_each_other_stands_in_one_circle_and_nothing_else_does() => Graphs.Sample(next =>
    {
        var reach = Enumerable.Range(0, next.Length).Select(i => Circles.Reach(i, next)).ToArray();
        var expected = Enumerable.Range(0, next.Length)
            .Where(i => reach[i][i])
            .Select(i => Enumerable.Range(0, next.Length).Where(k => k == i || (reach[i][k] && reach[k][i])).ToArray())
            .Where(circle => circle[0] == circle.Min())
            .DistinctBy(circle => circle[0])
            .OrderBy(circle => circle[0]);
        Assert.Equal(expected, Circles.Of(next));
    });

    [Fact]
    public void A_way_follows_edges_and_is_there_whenever_one_can_be_reached() => Graphs.Sample(next =>
    {
        var all = Enumerable.Range(0, next.Length).ToHashSet();
        var way = Circles.Path(0, next.Length - 1, next, all);
        Assert.Equal(next.Length == 1 || Circles.Reach(0, next)[^1], way.Count > 0);
        Assert.All(way.Zip(way.Skip(1)), step => Assert.Contains(step.Second, next[step.First]));
    });
}
