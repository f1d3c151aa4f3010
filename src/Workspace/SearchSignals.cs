using System.Collections.Immutable;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Signals.Searching;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>What is looked for among signals.</summary>
/// <param name="Words">Words that all have to be there; <c>pay*</c> is every word that begins so. Without words everything is found, newest first.</param>
public sealed record SignalQuestion(string Words)
{
    /// <summary>The most that an answer holds.</summary>
    public const int MostHits = 200;

    /// <summary>Only this list.</summary>
    public string? Kind { get; init; }

    /// <summary>Only what this group asks.</summary>
    public string? Group { get; init; }

    /// <summary>Only what comes from this account.</summary>
    public string? Account { get; init; }

    /// <summary>How many of the best are wanted.</summary>
    public int Most { get; init; } = 50;
}

/// <summary>A signal that was found.</summary>
/// <param name="Key">Its list and id.</param>
/// <param name="Version">The revision that last changed it.</param>
/// <param name="Score">How well it fits: more is better; only numbers of one answer compare.</param>
/// <param name="Json">It, on one line, as the caller may see it.</param>
public sealed record SignalHit(ThingKey Key, long Version, double Score, string Json);

/// <summary>What was found.</summary>
/// <param name="Revision">The workspace's revision on which it was.</param>
/// <param name="Total">How many have all the words.</param>
/// <param name="Ranked">How many of them were ranked: all, or the newest.</param>
/// <param name="Hits">The best of those, best first; equal ones newest first.</param>
public sealed record SignalsFound(long Revision, long Total, int Ranked, ImmutableArray<SignalHit> Hits)
{
    /// <summary>How the answer is to be read: <c>50 of 41,233, ranked among the newest 1,000</c>.</summary>
    public string Reach => Ranked < Total ? $"{Hits.Length:#,0} of {Total:#,0}, ranked among the newest {Ranked:#,0}" : $"{Hits.Length:#,0} of {Total:#,0}";
}

/// <summary>Finds signals by their words.</summary>
public static class SearchSignals
{
    /// <summary>Finds them.</summary>
    /// <exception cref="InvalidException">The question cannot be read.</exception>
    /// <exception cref="ForbiddenException">It is about what the caller may not see.</exception>
    public static Task<SignalsFound> RunAsync(Store store, Caller caller, string workspace, SignalQuestion question, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(question);
        var query = SearchQuery.Of(question.Words);
        if (question.Most is < 1 or > SignalQuestion.MostHits) throw new InvalidException($"The number of answers is {question.Most}; allowed are 1 to {SignalQuestion.MostHits}.", "most", "Maybe a narrower question serves better than a longer answer.");
        return store.ReadAsync(caller, workspace, Permission.ViewOwnGroup, async session =>
        {
            var search = new SignalSearch(session, query, session.Scope(question.Kind, question.Group, question.Account));
            var (hits, total) = await search.RankAsync(question.Most, cancel).ConfigureAwait(false);
            return new SignalsFound(
                session.Workspace.Revision,
                total,
                (int)Math.Min(total, SignalSearch.MostRanked),
                [.. hits.Select(h => new SignalHit(h.Signal.Key, h.Signal.Item.Version, h.Score, session.Shown(h.Signal)!))]);
        }, cancel);
    }
}
