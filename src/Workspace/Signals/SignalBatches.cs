using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>Signals that a change set edits beside the model.</summary>
internal static class SignalBatches
{
    /// <summary>How many signals a change set lists one by one; one of more is a batch, whose changes the signals' own history holds.</summary>
    public const int MostOneByOne = 1_000;

    /// <summary>The batch that a change set of so many signals is; nothing where it lists them.</summary>
    public static BatchRow? Of(Session session, long revision, int signals) => signals <= MostOneByOne ? null : new BatchRow
    {
        Workspace = session.Workspace.Id,
        Revision = revision,
        Mapping = "",
        Files = "[]",
        Changed = signals,
        Seal = "",
        Report = "",
    };

    /// <summary>Writes the edits that stand beside those of the model.</summary>
    public static async Task WriteAsync(Session session, long revision, IReadOnlyList<SignalEdit> edits, CancellationToken cancel)
    {
        if (edits.Count == 0) return;
        var writer = await SignalWriter.BeginAsync(session, revision, cancel).ConfigureAwait(false);
        foreach (var part in edits.OrderBy(e => e.Position).Chunk(10_000)) await writer.WriteAsync(part, cancel).ConfigureAwait(false);
        await writer.FinishAsync(cancel).ConfigureAwait(false);
    }
}
