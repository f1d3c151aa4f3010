namespace Dais.Workspace.Signals.Searching;

/// <summary>How well texts fit what is asked: BM25 (Robertson and Zaragoza, 2009), a word in the title counting three times.</summary>
/// <remarks>
/// A word weighs <c>ln(1 + (N − n + ½) / (n + ½))</c> where n of N texts have it; a text gains of it
/// <c>f (k + 1) / (f + k (1 − b + b · length / average))</c> for f occurrences. The average is that of the texts that are
/// ranked. Equal ones stand newest first, so that the order is the same whichever engine keeps the texts.
/// </remarks>
internal static class Ranking
{
    private const double K = 1.2, B = 0.75;
    private const int Title = 3;

    /// <summary>A text that has all the words.</summary>
    /// <param name="Number">Its number: a later one has a higher.</param>
    /// <param name="Counts">How often it has each of the words.</param>
    /// <param name="Length">How many words it has.</param>
    internal readonly record struct Candidate(long Number, double[] Counts, int Length);

    /// <summary>Counts the asked words in a title and a text.</summary>
    public static Candidate Count(long number, SearchQuery query, string? title, string? text)
    {
        var counts = new double[query.Words.Length];
        return new(number, counts, Add(query, title, Title, counts) + Add(query, text, 1, counts));
    }

    /// <summary>The best of them, best first, each with its score.</summary>
    /// <param name="candidates">All that are ranked.</param>
    /// <param name="documents">In how many texts each word stands.</param>
    /// <param name="all">How many texts there are.</param>
    /// <param name="most">How many are wanted.</param>
    public static IEnumerable<(long Number, double Score)> Best(IReadOnlyList<Candidate> candidates, IReadOnlyList<long> documents, long all, int most)
    {
        if (candidates.Count == 0) return [];
        var average = Math.Max(1, candidates.Average(c => c.Length));
        var weights = documents.Select(n => Math.Log(1 + ((Math.Max(all, n) - n + 0.5) / (n + 0.5)))).ToArray();
        return candidates.Select(c => (c.Number, Score: Score(c))).OrderByDescending(c => c.Score).ThenByDescending(c => c.Number).Take(most);

        double Score(Candidate candidate)
        {
            var (score, norm) = (0.0, K * (1 - B + (B * candidate.Length / average)));
            for (var i = 0; i < weights.Length; i++) score += weights[i] * candidate.Counts[i] * (K + 1) / (candidate.Counts[i] + norm);
            return score;
        }
    }

    private static int Add(SearchQuery query, string? text, int weight, double[] counts) => SearchWords.Each(text, word =>
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (query.Words[i].Meets(word)) counts[i] += weight;
        }
    });
}
