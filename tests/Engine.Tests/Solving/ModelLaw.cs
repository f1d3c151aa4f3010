using CsCheck;

namespace Dais.Engine.Tests.Solving;

/// <summary>Holds a law against many generated models, always the same ones, and shows the first that break it.</summary>
/// <remarks>DAIS_LONG=1 tries many times more; DAIS_FIRST=N begins at the N-th model.</remarks>
internal static class ModelLaw
{
    private const int MostShown = 3;

    internal static bool Long => Environment.GetEnvironmentVariable("DAIS_LONG") == "1";

    /// <summary>Fails with the first models for which <paramref name="law"/> says what is wrong.</summary>
    internal static void Holds(Gen<ModelCase> models, int everyday, int atLength, Func<ModelCase, string?> law)
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("DAIS_FIRST"), out var given) ? given : 0;
        var broken = Enumerable.Range(first, Long ? atLength : everyday)
            .Select(number => (number, model: models.Generate(new PCG((uint)number, 2027), min: null, out _)))
            .Select(x => (x.number, x.model, wrong: law(x.model)))
            .Where(x => x.wrong is not null)
            .Take(MostShown)
            .Select(x => $"Model {x.number}: {x.wrong}{Environment.NewLine}{x.model}");
        Assert.Equal("", string.Join(Environment.NewLine, broken));
    }

    internal static bool Same(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Abs(a));
}
