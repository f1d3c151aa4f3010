using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>Closes the first quarter of the horizon by what was really done: work log, remaining effort, horizon and a review of planned against actual. One change set.</summary>
public static class CloseQuarter
{
    /// <summary>The word for it in the history.</summary>
    internal const string Action = "close";

    /// <summary>Closes it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="actuals">What became of the quarter; the work that the log holds of it already counts too.</param>
    /// <param name="note">A word about it.</param>
    /// <param name="cancel">Stops it; nothing is changed then.</param>
    /// <returns>The review's id, and the state after it.</returns>
    /// <exception cref="InvalidException">There are no actuals, they do not go together, or the workspace has errors.</exception>
    public static Task<(string Review, WorkspaceState State)> RunAsync(Store store, Caller caller, string workspace, QuarterActuals actuals, string? note = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(actuals);
        return InAsync(store, caller, workspace, _ => (actuals, note), cancel);
    }

    /// <summary>Closes it by what an object says, which has the shape of <see cref="QuarterFile"/> and names the quarter: closed already, it is not closed again.</summary>
    /// <returns>The review's id, and the state after it.</returns>
    /// <exception cref="InvalidException">The object is not of that shape, is about another quarter, or the actuals do not go together.</exception>
    public static Task<(string Review, WorkspaceState State)> AsSaidAsync(Store store, Caller caller, string workspace, JsonObject quarter, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(quarter);
        return InAsync(store, caller, workspace, opened => QuarterReader.Read(quarter, opened.Document!.Root.Get("platform")!, opened.Portfolio!), cancel);
    }

    private static Task<(string Review, WorkspaceState State)> InAsync(Store store, Caller caller, string workspace, Func<Opened, (QuarterActuals Actuals, string? Note)> said, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(caller, workspace, Permission.Commit, async session =>
        {
            var now = await session.StateAsync(cancel).ConfigureAwait(false);
            var opened = now.Sound();
            var (actuals, note) = said(opened);
            var portfolio = now.Beside.ContainsKey("worklog") ? opened.Portfolio! with { Worklog = await LoggedAsync(session, opened, cancel).ConfigureAwait(false) } : opened.Portfolio!;
            var closed = Closed(portfolio, actuals);
            var review = Review(session, now, portfolio, closed, actuals.Finished, note);
            ImmutableArray<Edit> edits =
            [
                .. opened.Edits(closed.Portfolio),
                .. await LinesAsync(session, portfolio, actuals.Work, cancel).ConfigureAwait(false),
                .. Pins(now, closed.Portfolio),
                EditCheck.Of(KeptKinds.Reviews, review, now, []) with { New = true },
            ];
            var after = await session.ReviseAsync(new Purpose(Action, portfolio.Platform.Calendar.First), edits, cancel).ConfigureAwait(false);
            return (review.Get("id").AsText()!, after.NoWorse(now));
        }, cancel);
    }

    private static ClosedQuarter Closed(Portfolio portfolio, QuarterActuals actuals)
    {
        try
        {
            var closed = QuarterClosing.Close(portfolio, actuals);
            return closed.Work.IsEmpty && actuals.Finished.IsEmpty
                ? throw new InvalidException($"There is nothing said of {portfolio.Platform.Calendar.First}: no work in it, and nothing finished.", "work", "Maybe its work is still to be entered or imported.")
                : closed;
        }
        catch (ArgumentException e)
        {
            throw new InvalidException(e.Message, "work");
        }
    }

    // The quarter's part of a work log that is too long to be in memory.
    private static async Task<ImmutableArray<WorkLogEntry>> LoggedAsync(Session session, Opened opened, CancellationToken cancel)
    {
        var (lines, first) = (new JsonArray(), opened.Portfolio!.Platform.Calendar.First);
        await foreach (var signal in session.ListAsync("worklog", cancel).ConfigureAwait(false))
        {
            if (Parts.Node(signal.Item.Json) is JsonObject line && line.Get("period").AsText() == first) lines.Add((JsonNode)line);
        }

        return ToPortfolio.Of(new JsonObject { ["platform"] = opened.Document!.Root.Get("platform")!.DeepClone(), ["worklog"] = lines }).Worklog;
    }

    // Equal lines become one, and a line that the log holds already is another one of it.
    private static async Task<ImmutableArray<Edit>> LinesAsync(Session session, Portfolio portfolio, ImmutableArray<WorkLogEntry> work, CancellationToken cancel)
    {
        var kind = Kinds.Find("worklog")!;
        var lines = work.GroupBy(w => w with { Ew = default }).Select(g => FromPortfolio.Work(g.Key with { Ew = Engine.Quantities.EngineerWeeks.Of(g.Sum(w => w.Ew.Value)) }, portfolio.Platform.Calendar).Node);
        var edits = ImmutableArray.CreateBuilder<Edit>();
        foreach (var line in lines)
        {
            var key = new ThingKey(kind.Name, Parts.KeyOf(kind, line));
            var free = key;
            for (var i = 2; (await session.FindAsync([free], cancel).ConfigureAwait(false)).Count > 0; i++) free = key with { Id = $"{key.Id}#{i}" };
            edits.Add(new Edit(free, JsonText.Line(line)));
        }

        return edits.ToImmutable();
    }

    // A pin to a quarter that has passed, or of what is done, would hinder every further plan.
    private static IEnumerable<Edit> Pins(WorkspaceState now, Portfolio after)
    {
        var calendar = after.Platform.Calendar;
        foreach (var (id, item) in now.Of(KeptKinds.Policies.Name))
        {
            if (Parts.Node(item.Json) is not JsonObject kept || kept.Get("policy") is not JsonObject policy || policy.Get("pins") is not JsonArray pins) continue;
            var gone = pins.OfType<JsonObject>().Where(p => calendar.Find(p.Get("finish").AsText()) is { Index: < 0 } || (p.Get("initiative").AsText() is { } of && after.Initiatives.Find(Id<Initiative>.Of(of))?.Status == InitiativeStatus.Done)).ToList();
            if (gone.Count == 0) continue;
            foreach (var pin in gone) pins.Remove(pin);
            yield return new Edit(new(KeptKinds.Policies.Name, id), JsonText.Line(Canonical.Thing(KeptKinds.Policies, kept)));
        }
    }

    private static JsonObject Review(Session session, WorkspaceState now, Portfolio portfolio, ClosedQuarter closed, ImmutableArray<Id<Initiative>> finished, string? note)
    {
        var calendar = portfolio.Platform.Calendar;
        var (commit, committed) = now.Of(KeptKinds.Reviews.Name).Reverse().Select(r => (r.Id, Node: Parts.Node(r.Item.Json) as JsonObject)).FirstOrDefault(r => r.Node?.Get("sort").AsText() == "commit");
        var planned = committed is null ? null : QuarterWriter.Planned(committed, calendar.First);
        return new()
        {
            ["id"] = $"close-{session.Workspace.Revision + 1}",
            ["name"] = calendar.First,
            ["sort"] = "close",
            ["date"] = session.Now[..10],
            ["revision"] = now.Revision,
            ["period"] = calendar.First,
            ["plan"] = planned is null ? null : commit,
            ["actuals"] = QuarterWriter.Write(QuarterComparison.Of(portfolio, planned ?? PlannedQuarter.Nothing, closed.Work), planned ?? PlannedQuarter.Nothing, finished, closed, calendar),
            ["note"] = note,
        };
    }
}
