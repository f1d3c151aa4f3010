using CsCheck;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Quantities;

public class RankingTests
{
    private static readonly Gen<double[]> Numbers = Gen.Int[0, 6].Select(i => (double)i).Array[0, 12];

    [Fact]
    public void Tied_things_share_the_ranks_that_they_take_up() =>
        Assert.Equal(["2–3", "1", "2–3", "4"], Ranking.Of([5, 7, 5, 1]).Spans.Select(s => s.ToString()));

    [Fact]
    public void Rounding_does_not_break_a_tie() =>
        Assert.Equal(["1–2", "1–2", "3"], Ranking.Of([0.1 + 0.2, 0.3, 0.2999999]).Spans.Select(s => s.ToString()));

    [Fact]
    public void A_rank_counts_those_that_are_larger() =>
        Numbers.Sample(numbers =>
        {
            var spans = Ranking.Of(numbers).Spans;
            for (var i = 0; i < numbers.Length; i++)
            {
                Assert.Equal(1 + numbers.Count(n => n > numbers[i]), spans[i].Best);
                Assert.Equal(numbers.Count(n => n >= numbers[i]), spans[i].Worst);
            }
        });

    [Fact]
    public void An_order_agrees_with_itself_and_not_with_its_reverse() =>
        Numbers.Where(n => n.Distinct().Count() > 1).Sample(numbers =>
        {
            Assert.Equal(1, Ranking.TauB(Ranking.Of(numbers), Ranking.Of(numbers))!.Value, 12);
            Assert.Equal(-1, Ranking.TauB(Ranking.Of(numbers), Ranking.Of([.. numbers.Select(n => -n)]))!.Value, 12);
        });

    [Fact]
    public void Agreement_is_mutual_and_within_its_bounds() =>
        (from a in Numbers from b in Gen.Int[0, 6].Array[a.Length] select (a, b)).Sample(t =>
        {
            var (a, b) = (Ranking.Of(t.a), Ranking.Of([.. t.b.Select(i => (double)i)]));
            var tau = Ranking.TauB(a, b);
            Assert.Equal(tau, Ranking.TauB(b, a));
            Assert.True(tau is null or (>= -1 - 1e-12 and <= 1 + 1e-12));
        });

    [Fact]
    public void Agreement_is_not_defined_where_all_is_tied_or_nothing_is_there()
    {
        Assert.Null(Ranking.TauB(Ranking.Of([1, 1, 1]), Ranking.Of([1, 2, 3])));
        Assert.Null(Ranking.TauB(Ranking.Of([1]), Ranking.Of([2])));
        Assert.Null(Ranking.TauB(Ranking.Of([]), Ranking.Of([])));
    }

    [Fact]
    public void Tau_b_of_a_textbook_example() =>
        Assert.Equal(-6 / Math.Sqrt(9 * 9), Ranking.TauB(Ranking.Of([1, 2, 2, 3, 4]), Ranking.Of([3, 4, 2, 1, 1]))!.Value, 12);   // 1 concordant, 7 discordant, one pair tied in each: by hand
}
