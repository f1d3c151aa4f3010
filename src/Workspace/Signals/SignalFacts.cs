using System.Text.Json;
using Dais.Workspace.Signals.Searching;
using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>What of a signal is looked up and searched.</summary>
/// <param name="Title">The words that stand for it: a request's title, an account's name, a theme.</param>
/// <param name="Text">All other words of it.</param>
/// <param name="Group">The group that asks.</param>
/// <param name="Account">The account that asks, or was cited.</param>
/// <param name="Source">The system it came from.</param>
/// <param name="SourceId">Its id there.</param>
internal sealed record SignalFacts(string? Title, string? Text, string? Group, string? Account, string? Source, string? SourceId)
{
    /// <summary>The word under which all signals of a list stand; no word of a text begins so.</summary>
    public const string KindMark = "#";

    /// <summary>Before the id of a group.</summary>
    public const string GroupMark = "@";

    /// <summary>Before the id of an account.</summary>
    public const string AccountMark = "&";

    /// <summary>Before the first two or three letters of a word: under those all words that begin so stand together.</summary>
    public const string BeginningMark = "~";

    /// <summary>Reads them out of the JSON of a thing.</summary>
    public static SignalFacts Of(string kind, string id, string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) return new(null, null, null, null, null, null);
        string? Field(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var (title, text) = kind switch
        {
            "requests" => (Field("title") ?? id, Field("text")),
            "evidence" => (Field("theme"), Field("quote")),
            "accounts" => (Field("name") ?? id, null),
            _ => (null, null),
        };
        return new(title, text, Field("group"), kind == "accounts" ? null : Field("account"), Field("source"), Field("sourceId"));
    }

    /// <summary>The signals that one is about: itself, and the account that it names.</summary>
    public static IEnumerable<ThingKey> Named(string kind, string? id, string? json)
    {
        if (!SignalKinds.Has(kind)) yield break;
        if (id is not null) yield return new(kind, id);
        if (json is not null && Of(kind, id ?? "", json).Account is { } account) yield return new("accounts", account);
    }

    /// <summary>Everything under which the signal is found, each once.</summary>
    public HashSet<string> Words(string kind)
    {
        var words = new HashSet<string>(SearchWords.Of(Title), StringComparer.Ordinal);
        words.UnionWith(SearchWords.Of(Text));
        foreach (var word in words.ToArray())
        {
            for (var letters = SearchQuery.FewestOfPrefix; letters <= Math.Min(word.Length, SearchQuery.MostTogether); letters++) words.Add(BeginningMark + word[..letters]);
        }

        words.Add(KindMark + kind);
        if (Group is not null) words.Add(GroupMark + Group);
        if (Account is not null) words.Add(AccountMark + Account);
        return words;
    }
}
