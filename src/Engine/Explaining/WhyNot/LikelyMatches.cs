using System.Collections.Immutable;
using Dais.Engine.Modelling;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>What a request may be about, by the words that it shares with the names of things.</summary>
/// <remarks>
/// A word counts by how rare it is among the names: 1 ÷ how many names have it. Words of fewer than four letters do not
/// count. Words that begin alike in five letters are taken for the same. Only what the reader may see is suggested.
/// </remarks>
internal static class LikelyMatches
{
    private const int Most = 5;
    private const int Stem = 5;
    private const int Shortest = 4;

    internal static ImmutableArray<LikelyMatch> Of(Reader reader, Request request)
    {
        var portfolio = reader.Shown;
        var things = portfolio.Initiatives.Where(i => reader.Sees(i.Id)).Select(i => (Id: i.Id.Value, i.Name, Sort: "initiative"))
            .Concat(portfolio.UseCases.Where(u => reader.Sees(u.Id)).Select(u => (Id: u.Id.Value, u.Name, Sort: "use case")))
            .Concat(portfolio.Capabilities.Select(c => (Id: c.Id.Value, c.Name, Sort: "capability")))
            .Select(t => (t.Id, t.Name, t.Sort, Stems: Stems(t.Name))).ToList();
        var common = things.SelectMany(t => t.Stems.Keys).GroupBy(s => s, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var asked = Stems($"{request.Title} {request.Text}");
        return
        [
            .. things.Select(t => (Thing: t, Shared: t.Stems.Keys.Where(asked.ContainsKey).Order(StringComparer.Ordinal).ToList()))
                .Where(x => x.Shared.Count > 0)
                .OrderByDescending(x => x.Shared.Sum(s => 1.0 / common[s])).ThenBy(x => x.Thing.Id, StringComparer.Ordinal).Take(Most)
                .Select(x => new LikelyMatch(x.Thing.Id, x.Thing.Name, x.Thing.Sort, [.. x.Shared.Select(s => asked[s])])),
        ];
    }

    /// <summary>The words of a text that count, by what they begin with.</summary>
    internal static Dictionary<string, string> Stems(string text)
    {
        var stems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in text.Split([.. text.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= Shortest))
        {
            var lower = word.ToLowerInvariant();
            stems.TryAdd(lower.Length > Stem ? lower[..Stem] : lower, lower);
        }

        return stems;
    }
}
