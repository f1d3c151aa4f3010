using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;

namespace Dais.App.Page;

/// <summary>The colours of buckets, teams and groups: by their place in the portfolio, the same on every page. A name always stands beside a colour.</summary>
internal static class Hues
{
    /// <summary>What is in no bucket, as a style.</summary>
    public const string Grey = "--h:210;--s:8%";

    private static readonly ImmutableArray<int> Angles = [214, 158, 32, 276, 338, 188, 52, 0, 100, 240];

    /// <summary>The angle on the wheel at that place.</summary>
    public static int Angle(int place) => Angles[place % Angles.Length];

    /// <summary>The colour at that place, as a style.</summary>
    public static string Of(int place) => string.Create(CultureInfo.InvariantCulture, $"--h:{Angle(place)}");

    /// <summary>The colour of the bucket of that id, as a style; grey where there is none.</summary>
    public static string Bucket(Portfolio portfolio, Id<Bucket>? bucket)
    {
        var at = portfolio.Buckets.Select((b, i) => (b.Id, Place: i)).FirstOrDefault(b => b.Id == bucket, (default, -1)).Place;
        return at < 0 ? Grey : Of(at);
    }
}
