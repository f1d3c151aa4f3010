using System.Collections.Immutable;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Signals.Searching;
using Dais.Workspace.Storing;

namespace Dais.Workspace;

/// <summary>A page of a list of signals.</summary>
/// <param name="Revision">The workspace's revision on which it was read.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Signals">The signals, newest first.</param>
/// <param name="Before">What to ask the next page with; absent on the last.</param>
public sealed record SignalPage(long Revision, long Total, ImmutableArray<SignalHit> Signals, long? Before);

/// <summary>Lists signals page by page, newest first.</summary>
public static class ListSignals
{
    /// <summary>The most on one page.</summary>
    public const int MostOnPage = 1_000;

    /// <summary>Reads a page.</summary>
    /// <param name="store">The store.</param>
    /// <param name="caller">Who.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">The list.</param>
    /// <param name="group">Only what this group asks.</param>
    /// <param name="account">Only what comes from this account.</param>
    /// <param name="before">What the page before said; absent for the first.</param>
    /// <param name="most">How many.</param>
    /// <param name="cancel">Stops it.</param>
    public static Task<SignalPage> RunAsync(Store store, Caller caller, string workspace, string kind, string? group = null, string? account = null, long? before = null, int most = 100, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (most is < 1 or > MostOnPage) throw new InvalidException($"The page has {most} signals; allowed are 1 to {MostOnPage}.", "most", "Maybe several pages serve as well.");
        return store.ReadAsync(caller, workspace, Permission.ViewOwnGroup, async session =>
        {
            var search = new SignalSearch(session, SearchQuery.Of(null), session.Scope(kind, group, account));
            var (numbers, total) = await search.FindAsync(before ?? long.MaxValue, most + 1, cancel).ConfigureAwait(false);
            var found = new Dictionary<long, StoredSignal>();
            await foreach (var signal in session.NumberedAsync(numbers.Take(most), cancel).ConfigureAwait(false)) found[signal.Number] = signal;
            var page = found.Values.OrderByDescending(s => s.Number).Select(s => new SignalHit(s.Key, s.Item.Version, 0, session.Shown(s)!));
            return new SignalPage(session.Workspace.Revision, total, [.. page], numbers.Length > most ? numbers[most - 1] : null);
        }, cancel);
    }
}
