using CsCheck;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Quantities;

public class ChanceTests
{
    [Fact]
    public void The_seed_is_spread_by_SplitMix64()
    {
        ulong state = 1234567;   // the published test vector
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => Chance.SplitMix(ref state)));
    }

    [Fact]
    public void The_bits_are_those_of_xoshiro256_starstar()
    {
        var chance = new Chance(1, 2, 3, 4);   // the published test vector
        Assert.Equal(
            [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600],
            Enumerable.Range(0, 6).Select(_ => chance.Bits()));
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_to_the_bit_everywhere()
    {
        var chance = Chance.From(42, "ledger");
        double[] numbers = [chance.Unit(), chance.Normal(), chance.Gamma(3), chance.Gamma(0.2), chance.Gamma(20)];
        Assert.Equal(
            [4606723091600908571, 4607500418630966607, 4613845290194970856, 4461122802560113771, 4627104500892837792],
            numbers.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Names_have_streams_of_their_own()
    {
        var streams = new[] { Chance.From(1, "a"), Chance.From(1, "b"), Chance.From(2, "a"), Chance.From(1, "aa"), Chance.From(1, "ā") };
        Assert.Equal(streams.Length, streams.Select(s => s.Bits()).Distinct().Count());
    }

    [Fact]
    public void Logarithm_and_exponential_are_good_to_fifteen_digits()
    {
        Gen.Double[1e-300, 1e300].Sample(x => Near(Math.Log(x), Chance.Log(x)));
        Gen.Double[1e-9, 2].Sample(x => Assert.True(Math.Abs(Math.Log(x) - Chance.Log(x)) <= 4e-16 * Math.Max(1, Math.Abs(Math.Log(x)))));
        Gen.Double[-700, 0].Sample(x => Near(Math.Exp(x), Chance.Exp(x)));
        Assert.Equal(0, Chance.Log(1));
        Assert.Equal(1, Chance.Exp(0));
        Assert.Equal(0, Chance.Exp(-1e9));

        static void Near(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 4e-16 * Math.Abs(expected) * 4, $"{expected:R} is not {actual:R}");
    }

    [Fact]
    public void Units_lie_between_0_and_1()
    {
        var chance = Chance.From(3);
        var numbers = Draw(100_000, chance.Unit);
        Assert.All(numbers, n => Assert.True(n is > 0 and < 1));
        Moments(numbers, 0.5, 1.0 / 12);
    }

    [Fact]
    public void Normals_have_mean_0_and_variance_1() => Moments(Draw(100_000, Chance.From(4).Normal), 0, 1);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(250)]
    public void Gammas_have_mean_and_variance_of_their_shape(double shape)
    {
        var chance = Chance.From(5);
        var numbers = Draw(200_000, () => chance.Gamma(shape));
        Assert.All(numbers, n => Assert.True(n >= 0));
        Moments(numbers, shape, shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_gamma_without_a_shape_is_refused(double shape) => Assert.Throws<ArgumentOutOfRangeException>(() => Chance.From(1).Gamma(shape));

    private static double[] Draw(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

    private static void Moments(double[] numbers, double mean, double variance)
    {
        var found = numbers.Average();
        Assert.Equal(mean, found, 5 * Math.Sqrt(variance / numbers.Length));
        Assert.Equal(variance, numbers.Average(n => (n - found) * (n - found)), 0.05 * variance);
    }
}
