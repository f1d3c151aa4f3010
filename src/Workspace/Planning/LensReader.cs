using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Reads both lenses as <see cref="LensWriter"/> writes them; what follows from the rest is not read but computed again.</summary>
internal static class LensReader
{
    /// <summary>The study for <paramref name="portfolio"/> in that document.</summary>
    /// <exception cref="DocumentException">It is not of its shape.</exception>
    public static LensStudy Read(Node node, Portfolio portfolio)
    {
        var frontier = node["frontier"];
        return new LensStudy(
            PlanReader.Read(node["customer"], portfolio).Plan,
            PlanReader.Read(node["platform"], portfolio).Plan,
            new Frontier(
                frontier.Each("points", p => new FrontierPoint(Value(p), p["supported"].Flag(), Finishes(p["finishes"], portfolio), p.Find("gap")?.Number(0) ?? double.PositiveInfinity)),
                frontier.Each("boxes", b => new FrontierBox(Value(b["low"]), Value(b["high"]))),
                frontier.Find("gap")?.Number(0) ?? double.PositiveInfinity)
            {
                Found = (int)frontier["found"].Whole(0, int.MaxValue),
            },
            node.Each("compromises", c => new Compromise(c["kind"].Word<CompromiseKind>(), PlanReader.Read(c["plan"], portfolio).Plan, c["score"].Number(), c["bound"].Number())))
        {
            Seconds = node["seconds"].Number(0),
        };
    }

    private static PlanValue Value(Node node) => new(Money.Of(node["customer"].Number()), Money.Of(node["platform"].Number()));

    /// <summary>Finishes by id.</summary>
    /// <exception cref="DocumentException">An initiative or a quarter is not there.</exception>
    public static ImmutableSortedDictionary<Id<Initiative>, Period> Finishes(Node node, Portfolio portfolio)
    {
        var finishes = ImmutableSortedDictionary.CreateBuilder<Id<Initiative>, Period>();
        foreach (var (name, value) in node.Fields())
        {
            var id = (name.Length == 0 ? null : portfolio.Initiatives.Find(Id<Initiative>.Of(name)))?.Id ?? throw new DocumentException($"{value.Path}: there is no initiative \"{name}\" in the workspace.");
            var finish = value.Quarter(portfolio.Platform.Calendar);
            finishes[id] = portfolio.Platform.Calendar.Contains(finish) ? finish : throw value.Wrong("a quarter of the horizon");
        }

        return finishes.ToImmutable();
    }
}
