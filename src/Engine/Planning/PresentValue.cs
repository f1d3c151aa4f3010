namespace Dais.Engine.Planning;

/// <summary>
/// What a yearly value is worth today when it begins to flow after some period:
/// flow(v, a, ramp) = v/4 · Σ_{s=a+1}^{T−1+tail} min(1, (s−a)/ramp) · (1+r)^(−s/4).
/// </summary>
/// <remarks>Source: planning rules, "Value". With <see cref="Timing.Once"/> it is v for every a from −1 to T−1.</remarks>
internal sealed class PresentValue
{
    private readonly double[] _factor;
    private readonly int _periods;
    private readonly bool _once;

    internal PresentValue(double yearlyRate, int periods, int tail, Timing timing)
    {
        _periods = periods;
        _once = timing == Timing.Once;
        _factor = new double[periods + tail];
        for (var s = 0; s < _factor.Length; s++) _factor[s] = Math.Pow(1 + yearlyRate, -s / 4.0);
    }

    /// <summary>flow(<paramref name="yearly"/>, <paramref name="after"/>, <paramref name="ramp"/>).</summary>
    internal double Of(double yearly, int after, double ramp = 1) => Sum(yearly, after, ramp, _once ? 0 : after + 1);

    /// <summary>The part of it that comes after the horizon.</summary>
    internal double InTail(double yearly, int after, double ramp = 1) => _once ? 0 : Sum(yearly, after, ramp, Math.Max(_periods, after + 1));

    /// <summary>The part of it that flows in the periods from <paramref name="from"/> up to but not including <paramref name="to"/>; not for value that counts once.</summary>
    internal double Between(double yearly, int after, double ramp, int from, int to) =>
        _once ? throw new InvalidOperationException("Value that counts once does not flow.") : Sum(yearly, after, ramp, Math.Max(from, after + 1), Math.Min(to, _factor.Length));

    private double Sum(double yearly, int after, double ramp, int from) => Sum(yearly, after, ramp, from, _factor.Length);

    private double Sum(double yearly, int after, double ramp, int from, int to)
    {
        if (_once) return yearly;
        var sum = 0.0;
        for (var s = from; s < to; s++) sum += Math.Min(1, (s - after) / Math.Max(ramp, 1e-9)) * _factor[s];
        return yearly / 4 * sum;
    }
}
