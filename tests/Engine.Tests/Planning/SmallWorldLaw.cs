using System.Collections.Concurrent;
using System.Text;
using CsCheck;

namespace Dais.Engine.Tests.Planning;

/// <summary>Holds a law against many small worlds, always the same ones, and shows the simplest worlds that break it.</summary>
/// <remarks>
/// DAIS_LONG=1 in the environment tries many times more; DAIS_FIRST=N begins at the N-th world, which is how a failing
/// one is tried again or fresh ones are found.
/// </remarks>
internal static class SmallWorldLaw
{
    private const int MostShown = 5;

    private static readonly ConcurrentDictionary<int, SmallWorld> Made = new();

    /// <summary>Many more worlds than in an everyday run.</summary>
    internal static bool Long => Environment.GetEnvironmentVariable("DAIS_LONG") == "1";

    /// <summary>The world of that number; the same one each time.</summary>
    internal static SmallWorld World(int number) => Made.GetOrAdd(number, n => SmallWorld.Any.Generate(new PCG((uint)n, 2027), min: null, out _));

    /// <summary>Fails with the simplest worlds in which <paramref name="law"/> says what is wrong.</summary>
    internal static void Holds(int everyday, int atLength, Func<SmallWorld, string?> law)
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("DAIS_FIRST"), out var given) ? given : 0;
        var broken = Enumerable.Range(first, Long ? atLength : everyday)
            .Where(number => Wrong(law, World(number)) is not null)
            .Take(MostShown)
            .ToList();
        if (broken.Count == 0) return;
        var text = new StringBuilder();
        foreach (var number in broken)
        {
            var simplest = SmallWorldShrinking.Simplest(World(number), w => Wrong(law, w) is not null);
            text.AppendLine().Append("World ").Append(number).Append(": ").AppendLine(Wrong(law, simplest)).AppendLine(SmallWorldText.Of(simplest));
        }
        Assert.Fail(text.ToString());
    }

    private static string? Wrong(Func<SmallWorld, string?> law, SmallWorld world)
    {
        try
        {
            return law(world);
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            return e.GetType().Name + ": " + e.Message;
        }
    }
}
