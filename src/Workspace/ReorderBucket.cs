using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.Workspace;

/// <summary>In which order a bucket's owner wants its initiatives.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Order">Its initiatives in that order; empty is by value for effort.</param>
public sealed record BucketOrder(Id<Bucket> Bucket, ImmutableArray<Id<Initiative>> Order)
{
    /// <summary>Reads <c>BUCKET</c> or <c>BUCKET=first,second,…</c>.</summary>
    /// <exception cref="ArgumentException">There is no such bucket, or no such initiative in it.</exception>
    public static BucketOrder Read(Portfolio portfolio, string text)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var name = (at < 0 ? text : text[..at]).Trim();
        if (portfolio.Buckets.FirstOrDefault(b => b.Id.Value == name) is not { } bucket)
            throw new ArgumentException($"There is no bucket \"{name}\". {new Nearest().Maybe(name, portfolio.Buckets.Select(b => b.Id.Value)) ?? "Maybe it goes by another id, or the workspace has no buckets."}");
        var members = portfolio.Initiatives.Where(i => i.Bucket == bucket.Id && i.Status != InitiativeStatus.Done).Select(i => i.Id.Value).ToList();
        var order = (at < 0 ? "" : text[(at + 1)..]).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var stranger in order.Where(i => !members.Contains(i)))
        {
            var elsewhere = portfolio.Initiatives.FirstOrDefault(i => i.Id.Value == stranger);
            var why = elsewhere?.Status == InitiativeStatus.Done ? "is done already" : elsewhere is null ? "is no initiative" : "is not in it, and what is in other buckets does not move";
            throw new ArgumentException($"\"{stranger}\" cannot be put in order in the bucket \"{name}\": it {why}. {new Nearest().Maybe(stranger, members) ?? $"Maybe one of {string.Join(", ", members.Take(8))}."}");
        }

        return new(bucket.Id, [.. order.Distinct().Select(Id<Initiative>.Of)]);
    }
}

/// <summary>Puts one bucket of a plan in another order, without touching any other bucket's finishes or capacity; in the solver's own process, checked before anyone sees it.</summary>
public static class ReorderBucket
{
    /// <summary>The plan before and after.</summary>
    /// <param name="workspace">A workspace without errors.</param>
    /// <param name="order">Which bucket, and in which order.</param>
    /// <param name="plan">The plan to change; absent for the best one, which is then found first.</param>
    /// <param name="policy">What that best one is asked to be best at.</param>
    /// <param name="limits">How long to look in all.</param>
    /// <param name="solver">A process that has been started, and serves this one request.</param>
    /// <param name="progress">Called as the search goes on.</param>
    /// <param name="cancel">Stops the search; what is known so far is returned.</param>
    /// <exception cref="SolverException">There is nothing that can be shown, and why.</exception>
    public static async Task<ReorderDocument> RunAsync(
        Opened workspace,
        BucketOrder order,
        Plan? plan,
        Policy policy,
        SolveLimits limits,
        SolverProcess solver,
        Action<Progress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(solver);
        var request = SolveRequest.Of(workspace, plan?.Policy ?? policy, limits) with { Subject = order.Bucket.Value, Order = order.Order, About = plan };
        var reordered = await solver.ReorderAsync(request, progress, cancel).ConfigureAwait(false);
        return new ReorderDocument(workspace.Portfolio!, reordered) { Revision = PlanWorkspace.RevisionOf(workspace) };
    }
}
