using System.Text;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>What is asked about one thing.</summary>
/// <param name="Id">The id of an initiative, a use case or a request.</param>
public sealed record WhyNotQuestion(string Id)
{
    /// <summary>The plan that it is about; absent for the best one, which is then found first.</summary>
    public Plan? Plan { get; init; }

    /// <summary>The group that will read the card; absent for somebody who sees everything.</summary>
    public Id<StakeholderGroup>? For { get; init; }

    /// <summary>For a request that is linked to nothing: the team, size and yearly value that somebody picks.</summary>
    public (Id<Team> Team, EngineerWeeks Size, Money Yearly)? Imagined { get; init; }
}

/// <summary>Says why a thing is not in the plan, and what would get it in: solved for, in the solver's own process.</summary>
public static class WhyNotWorkspace
{
    /// <summary>The card.</summary>
    /// <param name="workspace">A workspace without errors.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="policy">What the plan is asked to be best at.</param>
    /// <param name="limits">How long to look, over all of it.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="progress">Called as it goes on.</param>
    /// <param name="cancel">Stops; the card says what is known by then.</param>
    /// <exception cref="ArgumentException">There is no such thing, or no such group.</exception>
    /// <exception cref="SolverException">There is no card that can be shown, and why.</exception>
    public static async Task<WhyNotCard> RunAsync(
        Opened workspace,
        WhyNotQuestion question,
        Policy policy,
        SolveLimits limits,
        SolverProcess solver,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(solver);
        if (!workspace.Sound) throw new ArgumentException("The workspace has errors.", nameof(workspace));
        var (portfolio, document) = (workspace.Portfolio!, workspace.Document!);
        if (question.Imagined is { } picked) (portfolio, document) = Imagine(portfolio, question.Id, picked);
        var reader = question.For is { } group ? Reader.Of(portfolio, group) : Reader.Everything(portfolio);
        Refuse(portfolio, Subject.Find(portfolio, question.Id), reader);
        var request = new SolveRequest(Encoding.UTF8.GetBytes(document.Text), portfolio, question.Plan?.Policy ?? policy, limits) { Subject = question.Id, About = question.Plan };
        var reply = await solver.WhyNotAsync(request, progress, cancel).ConfigureAwait(false);
        var subject = Subject.Find(portfolio, question.Id, question.Plan ?? reply.Report.Base);
        if (reply.Wanted is null) return CardMaking.Unlinked(portfolio, subject, reply.Report.Base, reader);
        return CardMaking.Of(portfolio, subject with { Wanted = reply.Wanted }, reply.Report, reader);
    }

    /// <summary>A reader is told nothing about what it may not see, not even that it is there.</summary>
    private static void Refuse(Portfolio portfolio, Subject subject, Reader reader)
    {
        var seen = subject.Sort switch
        {
            "initiative" => reader.Sees(Id<Initiative>.Of(subject.Id)),
            "use case" => reader.Sees(Id<UseCase>.Of(subject.Id)),
            _ => reader.Sees(portfolio.Requests[Id<Request>.Of(subject.Id)]),
        };
        if (!seen) throw new ArgumentException($"There is no initiative, use case or request \"{subject.Id}\" that this group may see. Maybe it asks for something else, or somebody of the other group has to ask.");
    }

    private static (Portfolio, Document) Imagine(Portfolio portfolio, string id, (Id<Team> Team, EngineerWeeks Size, Money Yearly) picked)
    {
        if (portfolio.Requests.FirstOrDefault(r => r.Id.Value == id) is not { } request) throw new ArgumentException($"There is no request \"{id}\": only a request can be imagined as an initiative. Maybe --size and --value are not meant.");
        if (!request.Links.IsEmpty) throw new ArgumentException($"The request \"{id}\" is linked to something that has a size and a value. Maybe --size and --value are not meant.");
        if (!portfolio.Teams.Contains(picked.Team)) throw new ArgumentException($"There is no team \"{picked.Team}\". {new Nearest().Maybe(picked.Team.Value, portfolio.Teams.Select(t => t.Id.Value)) ?? "Maybe it goes by another id."}");
        var setup = new ScenarioChange.Propose(Subject.Imagined(request, picked.Team, picked.Size, picked.Yearly)).Apply(new(portfolio, new Policy()));
        return (setup.Portfolio, Document.Of(setup.Portfolio));
    }
}
