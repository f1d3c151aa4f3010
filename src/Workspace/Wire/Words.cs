using System.Collections.Immutable;
using System.Text.Json;

namespace Dais.Workspace.Wire;

/// <summary>The words that files use for an enumeration: its names, beginning with a small letter.</summary>
public static class Words<T>
    where T : struct, Enum
{
    private static readonly ImmutableArray<T> Values = [.. Enum.GetValues<T>()];

    /// <summary>The words, in the order of the values.</summary>
    public static ImmutableArray<string> All { get; } = [.. Values.Select(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()))];

    /// <summary>The word for that value.</summary>
    public static string Of(T value) => All[Values.IndexOf(value)];

    /// <summary>The value of that word, or nothing.</summary>
    public static T? Find(string? word) => word is not null && All.IndexOf(word) is >= 0 and var place ? Values[place] : null;
}
