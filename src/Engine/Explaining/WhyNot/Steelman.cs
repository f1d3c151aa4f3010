using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Flipping;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>The strongest case for a thing, whatever the plan says: who asks for it and what they bring, by when it is needed, and what is cited and measured for it.</summary>
/// <remarks>
/// Evidence that is linked to it goes first. Where there is little, what the accounts that ask have said follows, and
/// what shares words with its name, and that is said. To a group only its own requests are shown, and of evidence only
/// how much is linked: it may be of the accounts and the words of others.
/// </remarks>
internal static class Steelman
{
    private const int Most = 3;

    internal static ImmutableArray<string> Of(Portfolio portfolio, Subject subject, Reader reader)
    {
        var asking = Asking(portfolio, subject, reader).OrderByDescending(r => r.Votes ?? 0).ThenBy(r => r.Id).ToList();
        var cited = portfolio.Evidence.Where(e => e.Links.Any(l => IsAbout(portfolio, subject, l)))
            .OrderBy(e => e.Distance ?? EvidenceDistance.InternalOpinion).ThenBy(e => e.Measure is null).ThenBy(e => e.Id).ToList();
        return
        [
            .. asking.Take(Most).Select(r => Asked(portfolio, r)),
            .. More(asking.Count - Most, "more request", asking.Skip(Most).Sum(r => r.Votes ?? 0)),
            .. Revenue(portfolio, asking),
            .. reader.Group is null ? cited.Take(Most).Select(Cited).Concat(More(cited.Count - Most, "more piece of evidence", 0)).Concat(Unlinked(portfolio, subject, asking, Most - 1 - cited.Count)) : Counted(cited),
        ];
    }

    /// <summary>Evidence that is linked to nothing, of the accounts that ask or in the words of the thing's name.</summary>
    private static IEnumerable<string> Unlinked(Portfolio portfolio, Subject subject, List<Request> asking, int most)
    {
        var accounts = asking.Select(r => r.Account).OfType<Id<Account>>().ToHashSet();
        var names = LikelyMatches.Stems(string.Join(' ', asking.Select(r => r.Title).Append(subject.Name)));
        var loose = portfolio.Evidence.Where(e => e.Links.IsEmpty)
            .Select(e => (Evidence: e, Asks: e.Account is { } a && accounts.Contains(a), Words: LikelyMatches.Stems($"{e.Theme} {e.Quote}").Where(s => names.ContainsKey(s.Key)).Select(s => s.Value).ToList()))
            .Where(x => x.Asks || x.Words.Count > 0).ToList();
        return loose.OrderByDescending(x => (x.Asks ? 1 : 0) + x.Words.Count).ThenBy(x => x.Evidence.Distance ?? EvidenceDistance.InternalOpinion).ThenBy(x => x.Evidence.Id).Take(Math.Max(0, most))
            .Select(x => $"Perhaps for it ({(x.Asks ? "an account that asks" : "")}{(x is { Asks: true, Words.Count: > 0 } ? ", " : "")}{(x.Words.Count > 0 ? $"shares \"{string.Join("\", \"", x.Words.Take(2))}\"" : "")}): {Cited(x.Evidence)}");
    }

    /// <summary>The requests about it that the reader may see.</summary>
    internal static IEnumerable<Request> Asking(Portfolio portfolio, Subject subject, Reader reader) =>
        portfolio.Requests.Where(r => reader.Sees(r) && (r.Id.Value == subject.Id || r.Links.Any(l => IsAbout(portfolio, subject, l))));

    /// <summary>About the thing, about a use case that needs it, or about a capability that it raises or needs raised.</summary>
    private static bool IsAbout(Portfolio portfolio, Subject subject, Link link) => (link, subject.Wanted) switch
    {
        (Link.ToInitiative to, Wanted.OfInitiative one) => to.Initiative == one.Initiative,
        (Link.ToUseCase to, Wanted.OfUseCase use) => to.UseCase == use.UseCase,
        (Link.ToUseCase to, Wanted.OfInitiative one) => portfolio.UseCases.Find(to.UseCase)?.Needs.Any(n => n is Need.OfInitiative of && of.Initiative == one.Initiative) ?? false,
        (Link.ToCapability to, Wanted.OfInitiative one) => portfolio.Initiatives[one.Initiative].Raises.Any(r => r.Capability == to.Capability),
        (Link.ToInitiative to, Wanted.OfUseCase use) => portfolio.UseCases[use.UseCase].Needs.Any(n => n is Need.OfInitiative of && of.Initiative == to.Initiative),
        (Link.ToCapability to, Wanted.OfUseCase use) => portfolio.UseCases[use.UseCase].Needs.Any(n => n is Need.OfCapability of && of.Capability == to.Capability),
        _ => false,
    };

    private static string Asked(Portfolio portfolio, Request r)
    {
        var who = r.Group is { } g && portfolio.Groups.Find(g) is { } group ? group.Name : "Somebody";
        var votes = r.Votes is { } v ? v.ToString(" '('#,0 'votes)'", CultureInfo.InvariantCulture) : "";
        return $"{who} asks: {r.Title}{votes}{(r.NeededBy is { } by ? $", needed by {portfolio.Platform.Calendar.Label(by)}" : "")}.";
    }

    private static IEnumerable<string> More(int count, string what, double votes)
    {
        if (count > 0) yield return $"And {count} {what}{(count > 1 ? (what.EndsWith("evidence", StringComparison.Ordinal) ? "" : "s") : "")}{(votes > 0 ? votes.ToString(" '('#,0 'votes)'", CultureInfo.InvariantCulture) : "")}.";
    }

    /// <summary>What the accounts that ask bring a year, as far as it is known.</summary>
    private static IEnumerable<string> Revenue(Portfolio portfolio, List<Request> asking)
    {
        var accounts = asking.Select(r => r.Account).OfType<Id<Account>>().Distinct().Select(portfolio.Accounts.Find).OfType<Account>().ToList();
        var known = accounts.Select(a => portfolio.Platform.InBase(a.Arr)).OfType<Quantities.Money>().ToList();
        if (known.Count == 0) yield break;
        var unknown = accounts.Count > known.Count ? $" ({accounts.Count - known.Count} more: unknown)" : "";
        yield return $"The {(known.Count == 1 ? "account that asks brings" : $"{known.Count} accounts that ask bring")} {Words.Of(portfolio.Platform, Quantities.Money.Of(known.Sum(m => m.Value)))} a year{unknown}.";
    }

    private static string Cited(Evidence e)
    {
        var measured = e.Measure is { } number ? $" ({number.ToString("#,0.###", CultureInfo.InvariantCulture)}{(e.Unit is { } unit ? " " + unit : "")})" : "";
        var strength = e.Strength is { } s ? $", {s}" : "";
        var (what, theme) = (e.Quote ?? e.Name, e is { Quote: not null, Theme: { } t } ? $", about {t}" : "");
        return $"{Far(e.Distance)}{strength}{theme}: {(e.Quote is null ? what : $"\u201c{what}\u201d")}{measured}.";
    }

    private static string Far(EvidenceDistance? distance) => distance switch
    {
        EvidenceDistance.ObservedUse => "Use was observed",
        EvidenceDistance.EndUserSaid => "An end user said",
        EvidenceDistance.AccountTeamSaid => "The account team said",
        EvidenceDistance.InternalOpinion => "Somebody inside thinks",
        _ => "It is cited",
    };

    private static IEnumerable<string> Counted(List<Evidence> cited)
    {
        if (cited.Count == 0) yield break;
        var near = cited.Count(e => e.Distance is EvidenceDistance.ObservedUse or EvidenceDistance.EndUserSaid);
        yield return $"{cited.Count} piece{(cited.Count > 1 ? "s" : "")} of evidence {(cited.Count > 1 ? "are" : "is")} cited for it{(near > 0 ? $", {near} of use observed or of what end users said" : "")}.";
    }
}
