using System.Collections.Immutable;

namespace Dais.Workspace.Signals.Searching;

/// <summary>A word that is asked for, or what words begin with.</summary>
/// <param name="Text">The word, as it is stored.</param>
/// <param name="IsPrefix">Whether every word that begins so counts.</param>
internal readonly record struct AskedWord(string Text, bool IsPrefix)
{
    /// <summary>Under what it stands in the index; nothing where several words of it have to be put together.</summary>
    public string? Stored => !IsPrefix ? Text : Text.Length <= SearchQuery.MostTogether ? SignalFacts.BeginningMark + Text : null;

    public bool Meets(ReadOnlySpan<char> word) => IsPrefix ? word.StartsWith(Text, StringComparison.Ordinal) : word.SequenceEqual(Text);
}

/// <summary>What is asked for: all of the words have to be there; <c>pay*</c> is every word that begins so.</summary>
/// <param name="Words">The words, each once; none asks for everything.</param>
internal sealed record SearchQuery(ImmutableArray<AskedWord> Words)
{
    /// <summary>The fewest letters that a beginning of a word has to have.</summary>
    public const int FewestOfPrefix = 2;

    /// <summary>Up to so many letters all words of a beginning stand together in the index.</summary>
    public const int MostTogether = 3;

    /// <summary>The most words of a query.</summary>
    public const int MostWords = 12;

    /// <summary>Reads a query.</summary>
    /// <exception cref="InvalidException">It has too many words, or a beginning is too short.</exception>
    public static SearchQuery Of(string? text)
    {
        var words = new List<AskedWord>();
        foreach (var part in (text ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
        {
            var open = part.EndsWith('*');
            var cut = SearchWords.Of(part);
            for (var i = 0; i < cut.Count; i++) words.Add(new(cut[i], open && i == cut.Count - 1));
        }

        if (words.Find(w => w.IsPrefix && w.Text.Length < FewestOfPrefix) is { Text: { } brief }) throw new InvalidException($"\"{brief}*\" is too short a beginning; at least {FewestOfPrefix} letters are needed.", "q", "Maybe one letter more is known.");
        var distinct = words.Distinct().ToImmutableArray();
        return distinct.Length <= MostWords ? new(distinct) : throw new InvalidException($"The query has {distinct.Length} words; at most {MostWords} are looked for.", "q", "Maybe the rarest of them say enough.");
    }
}
