using System.Collections.Immutable;
using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Flipping;

namespace Dais.Engine.Explaining.WhyNot;

/// <summary>What speaks for a thing whatever the plan says: who asks for it, and what is cited for it.</summary>
internal static class Steelman
{
    private const int Most = 4;

    internal static ImmutableArray<string> Of(Portfolio portfolio, Subject subject, Reader reader)
    {
        bool About(Link link) => (link, subject.Wanted) switch
        {
            (Link.ToInitiative to, Wanted.OfInitiative one) => to.Initiative == one.Initiative,
            (Link.ToUseCase to, Wanted.OfUseCase use) => to.UseCase == use.UseCase,
            (Link.ToUseCase to, Wanted.OfInitiative one) => portfolio.UseCases.Find(to.UseCase)?.Needs.Any(n => n is Need.OfInitiative of && of.Initiative == one.Initiative) ?? false,
            (Link.ToCapability to, Wanted.OfInitiative one) => portfolio.Initiatives[one.Initiative].Raises.Any(r => r.Capability == to.Capability),
            _ => false,
        };
        var asked = portfolio.Requests.Where(r => reader.Sees(r) && (r.Id.Value == subject.Id || r.Links.Any(About)))
            .OrderByDescending(r => r.Votes ?? 0).ThenBy(r => r.Id).Select(Asked);
        var cited = reader.Group is null
            ? portfolio.Evidence.Where(e => e.Links.Any(About)).OrderBy(e => e.Distance ?? EvidenceDistance.InternalOpinion).ThenBy(e => e.Id).Select(Cited)
            : [];
        return [.. asked.Take(Most).Concat(cited.Take(Most))];

        string Asked(Request r)
        {
            var who = r.Group is { } g && portfolio.Groups.Find(g) is { } group ? group.Name : "Somebody";
            var votes = r.Votes is { } v ? v.ToString(" '('#,0 'votes)'", CultureInfo.InvariantCulture) : "";
            return $"{who} asks: {r.Title}{votes}{(r.NeededBy is { } by ? $", needed by {portfolio.Platform.Calendar.Label(by)}" : "")}.";
        }

        static string Cited(Evidence e) => $"{e.Distance switch
        {
            EvidenceDistance.ObservedUse => "Use was observed",
            EvidenceDistance.EndUserSaid => "An end user said",
            EvidenceDistance.AccountTeamSaid => "The account team said",
            _ => "Somebody inside thinks",
        }}: {e.Quote ?? e.Name}.";
    }
}
