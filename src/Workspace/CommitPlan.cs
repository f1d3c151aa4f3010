using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Workspace.People;
using Dais.Workspace.Planning;
using Dais.Workspace.Signals;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace;

/// <summary>A plan that is to be promised.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Revision">The revision of the workspace that it was computed on.</param>
/// <param name="Plan">The plan, as <c>dais plan --json</c> prints it.</param>
public sealed record PlanToCommit(string Name, long Revision, JsonObject Plan)
{
    /// <summary>The policy that it was asked for by; absent for the one that the plan itself states.</summary>
    public JsonObject? Policy { get; init; }

    /// <summary>A word about it.</summary>
    public string? Note { get; init; }
}

/// <summary>What came of committing a plan.</summary>
/// <param name="Review">The id of the review that keeps it.</param>
/// <param name="State">The workspace after it.</param>
/// <param name="Beside">What was not looked at, a sentence for each list: signals that are too many for memory, which no plan reads. Empty where everything was.</param>
public sealed record Committed(string Review, WorkspaceState State, ImmutableArray<string> Beside);

/// <summary>Commits a plan: what it chooses is promised, and the plan is kept as a review. One change set.</summary>
public static class CommitPlan
{
    /// <summary>The word for it in the history.</summary>
    internal const string Action = "commit";

    // What no plan reads.
    private static readonly ImmutableHashSet<string> Unread = ["comments", "decisions", "reviews", "scenarios", "requests", "evidence"];

    /// <summary>Commits it.</summary>
    /// <exception cref="ConflictException">What a plan reads was changed since it was computed.</exception>
    /// <exception cref="InvalidException">It is no plan for the workspace, or breaks a rule.</exception>
    public static Task<Committed> RunAsync(Store store, Caller caller, string workspace, PlanToCommit wanted, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(wanted);
        return store.WriteAsync(caller, workspace, Permission.Commit, async session =>
        {
            if (string.IsNullOrWhiteSpace(wanted.Name)) throw new InvalidException("The name is empty.", "name", "Maybe the quarter serves: Plan of 2027-Q1.");
            var now = await session.StateAsync(cancel).ConfigureAwait(false);
            DemandUnchanged(await session.StateAsync(new Moment(wanted.Revision, null), cancel).ConfigureAwait(false), now);
            var opened = now.Sound();
            var (plan, policy) = Checked(wanted, opened);
            var review = Review(session, wanted, opened, policy);
            var edits = opened.Edits(Commitment.Of(opened.Portfolio!, plan)).Add(EditCheck.Of(KeptKinds.Reviews, review, now, []) with { New = true });
            var after = await session.ReviseAsync(new Purpose(Action, wanted.Name), edits, cancel).ConfigureAwait(false);
            return new Committed(review.Get("id").AsText()!, after.NoWorse(now), await BesideAsync(session, now, wanted.Revision, cancel).ConfigureAwait(false));
        }, cancel);
    }

    private static void DemandUnchanged(WorkspaceState then, WorkspaceState now)
    {
        var changed = then.Things.Keys.Union(now.Things.Keys)
            .Where(k => !Unread.Contains(k.Kind) && then.Things.GetValueOrDefault(k)?.Json != now.Things.GetValueOrDefault(k)?.Json)
            .OrderBy(k => k.ToString(), StringComparer.Ordinal).ToList();
        if (changed.Count == 0) return;
        var few = string.Join(", ", changed.Take(8)) + (changed.Count > 8 ? $" and {changed.Count - 8} more" : "");
        throw new ConflictException($"Since revision {then.Revision}, on which the plan was computed, there was a change of {few}: plan again, and commit that plan.", changed[0].ToString(), Standing(then, changed[0]), Standing(now, changed[0]));
    }

    // A list that is beside memory now was so when the plan was made, or is among the changes: it went out of memory or came
    // into it. What stands in the tables alone no plan has read, so a change of it is no reason to refuse; but it is said.
    private static async Task<ImmutableArray<string>> BesideAsync(Session session, WorkspaceState now, long revision, CancellationToken cancel)
    {
        var said = ImmutableArray.CreateBuilder<string>();
        var counts = now.Beside.IsEmpty ? [] : await session.CountAsync(cancel).ConfigureAwait(false);
        foreach (var kind in now.Beside.Keys.Where(k => !Unread.Contains(k)).Order(StringComparer.Ordinal))
        {
            var (workspace, later) = (session.Workspace.Id, session.Db.Signals.Where(s => s.Workspace == session.Workspace.Id && s.Kind == kind && s.Version > revision));
            var changed = await later.CountAsync(cancel).ConfigureAwait(false)
                + await session.Db.SignalHistory.Where(h => h.Workspace == workspace && h.Kind == kind && h.Since <= revision && h.Until > revision && !session.Db.Signals.Any(s => s.Workspace == workspace && s.Kind == kind && s.Id == h.Id)).CountAsync(cancel).ConfigureAwait(false);
            said.Add($"The {counts.GetValueOrDefault(kind):#,0} {kind} are too many to be held in memory: no plan reads them. {(changed == 0 ? "None of them was changed" : $"{changed:#,0} of them were changed")} since revision {revision}, on which the plan was computed.");
        }

        return said.ToImmutable();
    }

    private static Standing? Standing(WorkspaceState state, ThingKey key) => state.Things.GetValueOrDefault(key) is { } item ? new(item.Version, item.Json) : null;

    private static (Plan Plan, JsonNode? Policy) Checked(PlanToCommit wanted, Opened opened)
    {
        try
        {
            var plan = PlanReader.Read(Bytes(wanted.Plan), opened.Portfolio!).Plan;
            if (plan.Status is PlanStatus.Infeasible or PlanStatus.Unknown) throw new InvalidException("It holds no plan, only the word that there is none.", "plan", "Maybe another policy has one.");
            if (wanted.Policy is { } policy)
            {
                var (stated, findings) = PolicyReader.Read(Bytes(policy), "policy", opened.Portfolio!);
                plan = stated is null ? throw InvalidException.Of("policy", [.. findings.Where(f => f.IsError)]) : plan with { Policy = stated.Policy };
            }

            var violations = PlanChecker.Check(opened.Portfolio!, plan);
            if (!violations.IsEmpty) throw new InvalidException($"It breaks {violations[0].Rule}, {violations[0].Subject}: {violations[0].Sentence}", "plan", "Maybe it was made under another policy, or changed by hand.");
            return (plan, wanted.Policy ?? wanted.Plan.Get("policy"));
        }
        catch (DocumentException e)
        {
            throw new InvalidException(e.Message, "plan", "Maybe it was made from another workspace.");
        }
    }

    private static JsonObject Review(Session session, PlanToCommit wanted, Opened opened, JsonNode? policy) => new()
    {
        ["id"] = $"commit-{session.Workspace.Revision + 1}",
        ["name"] = wanted.Name.Trim(),
        ["sort"] = "commit",
        ["date"] = session.Now[..10],
        ["revision"] = wanted.Revision,
        ["first"] = opened.Portfolio!.Platform.Calendar.First,
        ["policy"] = policy?.DeepClone(),
        ["plan"] = wanted.Plan.DeepClone(),
        ["note"] = wanted.Note,
    };

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(JsonText.Line(node));
}
