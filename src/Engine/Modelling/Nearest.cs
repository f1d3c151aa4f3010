namespace Dais.Engine.Modelling;

/// <summary>Finds the word that was perhaps meant: the nearest one by edits, if it is near enough.</summary>
/// <remarks>
/// Distance is that of optimal string alignment (insert, delete, replace, swap neighbours), upper and lower case alike.
/// Near enough is one edit for each three letters, at least one; ties go to the first in order. The work is bounded:
/// after two million comparisons of letters it suggests nothing, so that a file full of errors is still answered at once.
/// </remarks>
public sealed class Nearest
{
    private long _budget = 2_000_000;

    /// <summary>The one of <paramref name="words"/> that <paramref name="word"/> was perhaps meant to be, or nothing.</summary>
    public string? To(string word, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(words);
        if (word.Length is 0 or > 60) return null;
        var (best, least) = ((string?)null, Math.Max(1, word.Length / 3) + 1);
        foreach (var candidate in words)
        {
            if (_budget <= 0) return best;
            if (candidate.Length > 80 || Math.Abs(candidate.Length - word.Length) >= least) { _budget--; continue; }
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least) (best, least) = (candidate, distance);
        }

        return best;
    }

    /// <summary>The sentence that suggests it: <c>Maybe "sso" is meant.</c></summary>
    public string? Maybe(string word, IEnumerable<string> words) => To(word, words) is { } near ? $"Maybe \"{near}\" is meant." : null;

    private int Distance(string a, string b)
    {
        _budget -= (a.Length * b.Length) + 1;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replace, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
