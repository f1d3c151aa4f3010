using System.Globalization;
using Dais.Engine.Modelling;

namespace Dais.App.Web.Pages.Pictures;

/// <summary>The colours of buckets, teams and groups: by their place in the portfolio, the same on every page. A name always stands beside a colour.</summary>
internal static class Hues
{
    private static readonly int[] Angles = [214, 158, 32, 276, 338, 188, 52, 0, 100, 240];

    /// <summary>The colour of the bucket of that id; grey where there is none.</summary>
    public static string Bucket(Portfolio portfolio, Id<Bucket>? bucket)
    {
        var at = bucket is { } id ? portfolio.Buckets.Select((b, i) => (b.Id, i)).Where(b => b.Id == id).Select(b => b.i).DefaultIfEmpty(-1).First() : -1;
        return at < 0 ? "--h:210;--s:8%" : Of(at);
    }

    /// <summary>The colour at that place, as a style.</summary>
    public static string Of(int place) => string.Create(CultureInfo.InvariantCulture, $"--h:{Angles[place % Angles.Length]}");
}
