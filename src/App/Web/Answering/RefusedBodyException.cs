using System.Text.Json;

namespace Dais.App.Web.Answering;

/// <summary>A body that is JSON, and that is refused for what is in it, in words of our own.</summary>
/// <param name="what">What is wrong.</param>
/// <param name="maybe">What to do about it.</param>
/// <param name="line">The line, from 0; absent where it is not known.</param>
internal sealed class RefusedBodyException(string what, string maybe, long? line) : JsonException(what, null, line, null)
{
    /// <summary>What is wrong with a text that no store keeps.</summary>
    public const string UnkeptText = "A text holds the character U+0000, or half of another one; no store keeps that.";

    /// <summary>Where such a text may come from.</summary>
    public const string UnkeptHint = "Maybe it came along from a file that is no text.";

    /// <summary>What to do about it.</summary>
    public string Maybe { get; } = maybe;

    /// <summary>A text that no store keeps.</summary>
    public static RefusedBodyException Unkept(long line) => new(UnkeptText, UnkeptHint, line);

    /// <summary>A member that stands twice in one object.</summary>
    public static RefusedBodyException Twice() => new("A member stands twice in one object.", "Maybe one of the two is meant for another object.", null);
}
