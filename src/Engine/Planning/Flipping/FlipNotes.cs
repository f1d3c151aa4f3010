using System.Globalization;
using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Flipping;

/// <summary>How the search stands with a kind of change, in words for progress: kinds and sizes, and never a name.</summary>
internal static class FlipNotes
{
    internal static string Of(FlipKind kind) => kind switch
    {
        FlipKind.Capacity => "more work of one team",
        FlipKind.Drop => "others dropped",
        FlipKind.Delay => "others later",
        FlipKind.Scope => "less scope",
        _ => "more value",
    };

    internal static string Of(FlipOutcome outcome, Platform platform) => outcome switch
    {
        { Flip: { } flip } => $"{Size(outcome.Kind, flip.Size, platform)}{(flip.Smallest ? ", proven smallest" : flip.Decides ? ", proven to do" : "")}",
        { Without: NoFlip.None } => "proven that it cannot do",
        { Without: NoFlip.Senseless } => "has no meaning here",
        _ => "none found yet",
    };

    internal static string Money(Platform platform, double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture) + " " + platform.Money;

    private static string Size(FlipKind kind, double size, Platform platform) => kind switch
    {
        FlipKind.Capacity => size.ToString("#,0.##", CultureInfo.InvariantCulture) + " ew",
        FlipKind.Delay => size.ToString("0", CultureInfo.InvariantCulture) + " initiative-quarters",
        FlipKind.Scope => (size * 100).ToString("0.#", CultureInfo.InvariantCulture) + " % of the effort kept",
        FlipKind.Drop => Money(platform, size) + " lost",
        _ => Money(platform, size) + " a year",
    };
}
