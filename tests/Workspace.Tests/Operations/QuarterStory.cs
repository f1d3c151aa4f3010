using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Operations;

/// <summary>A year of Meridian: plan, commit, close, four times over; on both engines.</summary>
public sealed class QuarterStory
{
    private const string Id = "meridian";

    // Promises may move, at a price: what is really done is not what was planned.
    private static Policy Policy { get; } = new() { Release = true };

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Four_quarters_are_planned_committed_and_closed_and_all_of_it_is_undone(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "meridian", "workspace.json")).Document!;
        var state = await CreateWorkspace.RunAsync(at.Store, Caller.Local, new(Id, "Meridian") { Document = document });
        var texts = new Stack<string>([Text(state)]);
        var random = new Random(7);
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var plan = await PlanAsync(state);
            (var commit, state, _) = await CommitPlan.RunAsync(at.Store, Caller.Local, Id, new($"Quarter {quarter}", state.Revision, plan));
            Assert.Empty(state.Opened!.Errors);
            Promised(state, plan);
            texts.Push(Text(state));
            var (before, actuals) = (state.Opened.Portfolio!, Actuals(state.Opened.Portfolio!, plan, random));
            (var close, state) = await CloseQuarter.RunAsync(at.Store, Caller.Local, Id, actuals, "as it went");
            Assert.Empty(state.Opened!.Errors);
            Closed(before, state.Opened.Portfolio!, actuals);
            Reviewed(state, close, commit, before, actuals);
            texts.Push(Text(state));
        }

        Assert.Equal("2028-Q1", state.Opened!.Portfolio!.Platform.Calendar.First);
        Assert.NotNull(await PlanAsync(state));
        texts.Pop();
        while (texts.TryPop(out var text)) Assert.Equal(text, Text((await UndoChange.RunAsync(at.Store, Caller.Local, Id)).State));
        await at.ReopenAsync();
        Assert.Equal(document.Text, Text(await ReadWorkspace.RunAsync(at.Store, Caller.Local, Id)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_quarter_that_was_not_in_the_last_plans_first_place_is_compared_at_its_own(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var state = await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document! });
        var plan = await PlanAsync(state);
        (var commit, state, _) = await CommitPlan.RunAsync(at.Store, Caller.Local, "ten", new("Once", state.Revision, plan));
        var random = new Random(3);
        for (var quarter = 0; quarter < 2; quarter++)
        {
            var planned = PlanReader.Read(Bytes(plan), Then(state, quarter)).Plan.Teams.ToDictionary(t => t.Id.Value, t => t.Used[quarter].Value);
            var team = state.Opened!.Portfolio!.Teams[0].Id;
            (var close, state) = await CloseQuarter.RunAsync(at.Store, Caller.Local, "ten", new() { Work = [new(new(0), team, EngineerWeeks.Of(1 + random.Next(3)))] });
            var review = Review(state, close);
            Assert.Equal(commit, review["plan"]!.GetValue<string>());
            Assert.All(review["actuals"]!["teams"]!.AsArray(), t => Assert.Equal(planned[t!["id"]!.GetValue<string>()], t["planned"]!.GetValue<double>(), 6));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_plan_of_an_earlier_model_is_not_committed_and_one_of_an_earlier_remark_is(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var state = await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document! });
        var plan = await PlanAsync(state);
        await ChangeThings.RunAsync(at.Store, Caller.Local, "ten", [new("segments", "new-market", new JsonObject { ["size"] = 5 })]);
        var conflict = await Assert.ThrowsAsync<ConflictException>(() => CommitPlan.RunAsync(at.Store, Caller.Local, "ten", new("Late", 1, plan)));
        Assert.Equal("segments/new-market", conflict.Where);
        Assert.Contains("plan again", conflict.What, StringComparison.Ordinal);
        await UndoChange.RunAsync(at.Store, Caller.Local, "ten");
        await ChangeThings.RunAsync(at.Store, Caller.Local, "ten", [new("comments", null, new JsonObject { ["about"] = "platform", ["text"] = "Good." })]);
        var broken = (JsonObject)plan.DeepClone();
        broken["objective"] = 1e9;
        await Assert.ThrowsAsync<InvalidException>(() => CommitPlan.RunAsync(at.Store, Caller.Local, "ten", new("Wrong", 1, broken)));
        var (review, after, _) = await CommitPlan.RunAsync(at.Store, Caller.Local, "ten", new("First", 1, plan));
        Assert.Equal("First", Review(after, review)["name"]!.GetValue<string>());
        Assert.Single(await ReadHistory.RunAsync(at.Store, Caller.Local, "ten", new("reviews", review)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_commit_says_which_lists_it_did_not_look_at_and_what_changed_in_them(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document!;
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = document });
        var many = (JsonObject)document.Root.DeepClone();
        many["accounts"] = new JsonArray([.. Enumerable.Range(0, SignalKinds.MostInMemory + 2).Select(i => new JsonObject { ["id"] = $"a{i}" })]);
        var state = await ReplaceWorkspace.RunAsync(at.Store, Caller.Local, "ten", Document.Of(many, [])!);
        var plan = await PlanAsync(state);
        await ChangeThings.RunAsync(at.Store, Caller.Local, "ten", [new("accounts", "a7", new JsonObject { ["name"] = "Seven" }), new("accounts", "a8", null)]);
        var committed = await CommitPlan.RunAsync(at.Store, Caller.Local, "ten", new("First", state.Revision, plan));
        Assert.Equal($"The {SignalKinds.MostInMemory + 1:#,0} accounts are too many to be held in memory: no plan reads them. 2 of them were changed since revision {state.Revision}, on which the plan was computed.", Assert.Single(committed.Beside));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_is_closed_by_nothing_and_what_does_not_go_together_is_refused(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var state = await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document! });
        var team = state.Opened!.Portfolio!.Teams[0].Id;
        foreach (var actuals in new QuarterActuals[]
        {
            new(),
            new() { Finished = [Id<Initiative>.Of("nowhere")] },
            new() { Work = [new(new(0), Id<Team>.Of("nobody"), EngineerWeeks.Of(1))] },
            new() { Work = [new(new(1), team, EngineerWeeks.Of(1))] },
        }) await Assert.ThrowsAsync<InvalidException>(() => CloseQuarter.RunAsync(at.Store, Caller.Local, "ten", actuals));
        Assert.Equal(1, (await ReadWorkspace.RunAsync(at.Store, Caller.Local, "ten")).Revision);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Work_in_the_log_counts_an_equal_line_is_another_one_and_a_new_estimate_stands(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        var state = await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("ten", "Ten") { Document = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")).Document! });
        var (sso, effort) = (Id<Initiative>.Of("sso"), state.Opened!.Portfolio!.Initiatives[Id<Initiative>.Of("sso")].Effort);
        var (team, ahead) = (effort.First().Key, effort.First().Value.P50.Value);
        var logged = (await ChangeThings.RunAsync(at.Store, Caller.Local, "ten", [new("worklog", null, new JsonObject { ["period"] = "2027-Q1", ["team"] = team.Value, ["initiative"] = "sso", ["ew"] = 2 })])).State;
        state = (await CloseQuarter.RunAsync(at.Store, Caller.Local, "ten", new() { Work = [new(new(0), team, EngineerWeeks.Of(2), sso)] })).State;
        Assert.Equal(4, state.Opened!.Portfolio!.Worklog.Where(w => w.Initiative == sso).Sum(w => w.Ew.Value));
        Assert.Equal(Math.Max(0, ahead - 4), state.Opened.Portfolio.Initiatives[sso].Remaining![team].P50.Value);
        Assert.Equal(Text(logged), Text((await UndoChange.RunAsync(at.Store, Caller.Local, "ten")).State));
        var thought = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(team, Estimate.Of(EngineerWeeks.Of(50)));
        state = (await CloseQuarter.RunAsync(at.Store, Caller.Local, "ten", new() { Remaining = new QuarterActuals().Remaining.Add(sso, thought) })).State;
        Assert.Equal((InitiativeStatus.Started, 50), (state.Opened!.Portfolio!.Initiatives[sso].Status, state.Opened.Portfolio.Initiatives[sso].Remaining![team].P50.Value));
    }

    private static Task<JsonObject> PlanAsync(WorkspaceState state) => Task.Run(() =>
    {
        var portfolio = state.Opened!.Portfolio!;
        var plan = Planner.Solve(portfolio, Policy, new() { Work = 2000, BreakTies = false }, TimeProvider.System);
        Assert.True(plan.Status is PlanStatus.Optimal or PlanStatus.Feasible, string.Join("\n", plan.Conflicts.Select(c => c.Sentence)));
        return (JsonObject)JsonNode.Parse(PlanWriter.Print(new PlanDocument(portfolio, plan)))!;
    });

    private static void Promised(WorkspaceState state, JsonObject plan)
    {
        var (portfolio, chosen) = (state.Opened!.Portfolio!, plan["initiatives"]!.AsArray().ToDictionary(i => i!["id"]!.GetValue<string>(), i => i!["finish"]!.GetValue<string>()));
        foreach (var i in portfolio.Initiatives.Where(i => i.Status is InitiativeStatus.Committed or InitiativeStatus.Started))
            Assert.Equal(chosen.GetValueOrDefault(i.Id.Value), i.CommittedFinish is { } finish ? portfolio.Platform.Calendar.Label(finish) : null);
        Assert.All(chosen.Keys, id => Assert.True(portfolio.Initiatives[Id<Initiative>.Of(id)].Status is InitiativeStatus.Committed or InitiativeStatus.Started));
    }

    // Around the plan: some more, some less, most of what was to be finished finished, and something that came up.
    private static QuarterActuals Actuals(Portfolio portfolio, JsonObject plan, Random random)
    {
        var read = PlanReader.Read(Bytes(plan), portfolio).Plan;
        var work = read.Initiatives.SelectMany(i => i.Work.Where(w => w.Value[0].Value > 0).Select(w => new WorkLogEntry(new(0), w.Key, EngineerWeeks.Of(Math.Round(w.Value[0].Value * (0.6 + (0.5 * random.NextDouble())), 2)), i.Id, Planned: true))).ToList();
        work.Add(new(new(0), portfolio.Teams[random.Next(portfolio.Teams.Count)].Id, EngineerWeeks.Of(1.5), Kind: InitiativeKind.Ktlo, Planned: false));
        return new() { Work = [.. work], Finished = [.. read.Initiatives.Where(i => i.Finish.Index == 0 && random.NextDouble() < 0.7).Select(i => i.Id)] };
    }

    private static void Closed(Portfolio before, Portfolio after, QuarterActuals actuals)
    {
        Assert.Equal(before.Platform.Calendar.Label(new(1)), after.Platform.Calendar.First);
        Assert.Equal(before.Platform.Calendar.Starts?.AddMonths(3), after.Platform.Calendar.Starts);
        Assert.Equal(before.Worklog.Sum(w => w.Ew.Value) + actuals.Work.Sum(w => w.Ew.Value), after.Worklog.Sum(w => w.Ew.Value), 6);
        foreach (var was in before.Initiatives)
        {
            var now = after.Initiatives[was.Id];
            var worked = actuals.Work.Where(w => w.Initiative == was.Id).ToLookup(w => w.Team, w => w.Ew.Value);
            if (actuals.Finished.Contains(was.Id)) Assert.Equal((InitiativeStatus.Done, null), (now.Status!.Value, now.Remaining));
            else if (worked.Count > 0) Assert.All(was.EffortAhead, e => Assert.Equal(e.Value.P50.Value, Math.Min(worked[e.Key].Sum(), e.Value.P50.Value) + now.Remaining![e.Key].P50.Value, 6));
            else Assert.Equal(was.EffortAhead.AsEnumerable(), now.EffortAhead.AsEnumerable());
        }
    }

    private static void Reviewed(WorkspaceState state, string close, string commit, Portfolio before, QuarterActuals actuals)
    {
        var review = Review(state, close);
        Assert.Equal((commit, before.Platform.Calendar.First), (review["plan"]!.GetValue<string>(), review["period"]!.GetValue<string>()));
        var found = review["actuals"]!;
        Assert.Equal(actuals.Work.Sum(w => w.Ew.Value), found["teams"]!.AsArray().Sum(t => t!["used"]!.GetValue<double>()), 6);
        Assert.Equal(actuals.Finished.Select(f => f.Value), found["finished"]!["actual"]!.AsArray().Select(f => f!.GetValue<string>()));
        var promised = before.Initiatives.Where(i => i.Status is InitiativeStatus.Committed or InitiativeStatus.Started && i.CommittedFinish is { Index: 0 }).Select(i => i.Id).ToHashSet();
        Assert.Equal(promised.Except(actuals.Finished).Select(i => i.Value).Order(StringComparer.Ordinal), found["slipped"]!.AsArray().Select(s => s!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(1.5, Assert.Single(found["unplanned"]!.AsArray())!["ew"]!.GetValue<double>(), 6);
    }

    // The portfolio in whose quarters the plan was made.
    private static Portfolio Then(WorkspaceState state, int closed)
    {
        var portfolio = state.Opened!.Portfolio!;
        var calendar = portfolio.Platform.Calendar;
        return portfolio with { Platform = portfolio.Platform with { Calendar = new(calendar.Label(new(-closed)), calendar.Count) } };
    }

    private static JsonObject Review(WorkspaceState state, string id) => (JsonObject)JsonNode.Parse(state.Things[new("reviews", id)].Json)!;

    private static byte[] Bytes(JsonObject plan) => System.Text.Encoding.UTF8.GetBytes(plan.ToJsonString());

    private static string Text(WorkspaceState state) => state.Opened!.Document!.Text;
}
