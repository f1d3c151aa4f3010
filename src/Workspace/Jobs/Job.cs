using System.Text;
using System.Text.Json;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Jobs;

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>A process works on it.</summary>
    Running,

    /// <summary>It has a result.</summary>
    Done,

    /// <summary>It ended without a result, and says why.</summary>
    Failed,

    /// <summary>Somebody stopped it; what it knew by then is its result, where it knew something.</summary>
    Cancelled,
}

/// <summary>How a job stands: its search, in the words of the solver.</summary>
/// <param name="Seconds">Since it was taken up.</param>
/// <param name="Incumbent">The best plan's objective so far; absent while there is none.</param>
/// <param name="Bound">The best bound so far; absent while there is none.</param>
/// <param name="Gap">How far the two are apart, as a share of the bound.</param>
/// <param name="Phase">What it is doing, in a word or two.</param>
/// <param name="Note">How it stands in words, where the numbers do not say it.</param>
public sealed record JobProgress(double Seconds, double? Incumbent, double? Bound, double? Gap, string Phase, string? Note)
{
    /// <summary>What a search says, after that many seconds of the job.</summary>
    internal static JobProgress Of(double seconds, Progress said) => new(Math.Round(seconds, 3), said.Incumbent?.Value, said.Bound?.Value, said.Gap, said.Phase, said.Note);

    /// <summary>It as one line of JSON.</summary>
    internal string Line() => JobText.Line(json =>
    {
        json.WriteNumber("seconds", Seconds);
        json.Number("incumbent", Incumbent);
        json.Number("bound", Bound);
        json.Number("gap", Gap);
        json.WriteString("phase", Phase);
        json.Text("note", Note);
    });

    /// <summary>The progress in that line.</summary>
    internal static JobProgress Read(string line)
    {
        var node = Node.Root(Encoding.UTF8.GetBytes(line));
        return new(node["seconds"].Number(), node.Find("incumbent")?.Number(), node.Find("bound")?.Number(), node.Find("gap")?.Number(), node["phase"].AnyText(), node.Find("note")?.AnyText());
    }
}

/// <summary>Why a job has no result.</summary>
/// <param name="What">What went wrong, in a sentence.</param>
/// <param name="Where">The thing or field that it is about; may be empty.</param>
/// <param name="Maybe">What to do about it; begins with "Maybe", or is absent.</param>
public sealed record JobFailure(string What, string Where, string? Maybe)
{
    /// <summary>What an exception says to people.</summary>
    internal static JobFailure Of(Exception fault) => fault switch
    {
        RefusalException refusal => new(refusal.What, refusal.Where, refusal.Maybe),
        Solving.SolverException or DocumentException or ArgumentException => Split(fault.Message),
        _ => new($"A fault of Dais itself, not of what was asked: {fault.Message}", "", "Maybe you report it, with the job's id."),
    };

    /// <summary>It as one line of JSON.</summary>
    internal string Line() => JobText.Line(json =>
    {
        json.WriteString("what", What);
        json.WriteString("where", Where);
        json.Text("maybe", Maybe);
    });

    /// <summary>The failure in that line.</summary>
    internal static JobFailure Read(string line)
    {
        var node = Node.Root(Encoding.UTF8.GetBytes(line));
        return new(node["what"].AnyText(), node["where"].AnyText(), node.Find("maybe")?.AnyText());
    }

    private static JobFailure Split(string message)
    {
        var at = message.LastIndexOf(" Maybe ", StringComparison.Ordinal);
        return at < 0 ? new(message, "", null) : new(message[..at], "", message[(at + 1)..]);
    }
}

/// <summary>A job as people see it; its result is read by itself.</summary>
/// <param name="Workspace">The workspace that it is about.</param>
/// <param name="Id">Its id; later jobs have later ids.</param>
/// <param name="Kind">What is done: one of <see cref="JobKinds.Names"/>.</param>
/// <param name="State">How far it is.</param>
public sealed record Job(string Workspace, string Id, string Kind, JobState State)
{
    /// <summary>Its parameters: one JSON object.</summary>
    public required string Request { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string AskedBy { get; init; }

    /// <summary>What they are called.</summary>
    public required string AskedByName { get; init; }

    /// <summary>When it was asked for; UTC, ISO 8601, as all moments.</summary>
    public required string Created { get; init; }

    /// <summary>When a process took it up, the last time.</summary>
    public string? Started { get; init; }

    /// <summary>When it ended.</summary>
    public string? Finished { get; init; }

    /// <summary>The revision of the workspace that it was computed on.</summary>
    public long? Revision { get; init; }

    /// <summary>How it stands, or stood at the end.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>Why it failed.</summary>
    public JobFailure? Failure { get; init; }

    /// <summary>How often a process has taken it up.</summary>
    public long Attempt { get; init; }

    /// <summary>Whether it was asked to stop and has not yet.</summary>
    public bool Cancelling { get; init; }

    /// <summary>Whether there is a result to read.</summary>
    public bool HasResult { get; init; }

    /// <summary>Whether it will change no more.</summary>
    public bool Over => State is JobState.Done or JobState.Failed or JobState.Cancelled;
}

/// <summary>What jobs keep in a line of JSON.</summary>
internal static class JobText
{
    /// <summary>The object whose inside <paramref name="write"/> writes, on one line.</summary>
    public static string Line(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireText.Encoder }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
