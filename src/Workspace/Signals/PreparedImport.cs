using System.Collections.Immutable;
using System.Text.Json;
using Dais.Workspace.Importing;
using Dais.Workspace.Storing;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Signals;

/// <summary>An import that only has to be written: held against one state of the workspace, and good as long as nothing of that has changed.</summary>
/// <param name="Revision">The revision of that state.</param>
/// <param name="Report">What it does.</param>
internal sealed record PreparedImport(long Revision, ImportReport Report)
{
    /// <summary>The names of the files.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>A digest of the files.</summary>
    public string Seal { get; init; } = "";

    /// <summary>What becomes of the assumptions.</summary>
    public ImmutableArray<Edit> Assumptions { get; init; } = [];

    /// <summary>Whether there is anything to write.</summary>
    public bool Writes => Report.Streamed && Report.ChangesAnything;

    /// <summary>Whether it still does what it says: since its revision things of the model were added or changed at most, which take away nothing that a signal names.</summary>
    public async Task<bool> HoldsAsync(Session session, CancellationToken cancel)
    {
        if (session.Workspace.Revision == Revision) return true;
        var (workspace, signals) = (session.Workspace.Id, SignalKinds.All);
        if (await session.Db.Batches.AnyAsync(b => b.Workspace == workspace && b.Revision > Revision, cancel).ConfigureAwait(false)) return false;
        return !await session.Db.Changes.AnyAsync(c => c.Workspace == workspace && c.Revision > Revision && (c.After == null || c.Kind == ThingKey.Platform.Kind || c.Kind == Wire.Assumptions.List || signals.Contains(c.Kind)), cancel).ConfigureAwait(false);
    }

    /// <summary>Writes it as one revision.</summary>
    /// <param name="session">The session in whose transaction all of it is.</param>
    /// <param name="spool">What is to be written.</param>
    /// <param name="ending">Something more in the same transaction.</param>
    /// <param name="progress">Called with how far it is.</param>
    /// <param name="cancel">Stops it; nothing is written then.</param>
    /// <returns>The revision.</returns>
    public async Task<long> ApplyAsync(Session session, SignalSpool spool, Func<Session, ImportReport, long, Task>? ending, Action<string>? progress, CancellationToken cancel)
    {
        var revision = session.Workspace.Revision + 1;
        var (writer, written) = (await SignalWriter.BeginAsync(session, revision, cancel).ConfigureAwait(false), 0L);
        foreach (var part in spool.Parts())
        {
            cancel.ThrowIfCancellationRequested();
            await writer.WriteAsync(await FoundAsync(session, part, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
            progress?.Invoke($"{written += part.Count:#,0} of {spool.Count:#,0} signals written");
        }

        await writer.FinishAsync(cancel).ConfigureAwait(false);
        var batch = new BatchRow
        {
            Workspace = session.Workspace.Id,
            Revision = revision,
            Mapping = Report.Mapping,
            Files = JsonSerializer.Serialize(Files),
            Added = writer.Added,
            Changed = writer.Changed,
            Removed = writer.Removed,
            Seal = Seal,
            Report = BatchReport.Text(Report),
        };
        await session.ReviseAsync(new Purpose("import", $"{string.Join(", ", Files)} by {Report.Mapping}"), Assumptions, batch, cancel).ConfigureAwait(false);
        if (ending is not null) await ending(session, Report, revision).ConfigureAwait(false);
        return revision;
    }

    // What an earlier part of the same import wrote has its number only now.
    private async Task<List<SignalEdit>> FoundAsync(Session session, List<SignalEdit> part, CancellationToken cancel)
    {
        if (!part.Exists(IsOwn)) return part;
        var own = await session.FindAsync(part.Where(IsOwn).Select(e => e.Key), cancel).ConfigureAwait(false);
        return part.ConvertAll(e => IsOwn(e) ? e with { Before = own[e.Key] } : e);
    }

    private bool IsOwn(SignalEdit edit) => edit.Before?.Item.Version > Revision;
}
