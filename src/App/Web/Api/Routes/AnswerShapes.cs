using System.Text.Json.Nodes;
using Dais.Workspace;
using Dais.Workspace.Importing;
using Dais.Workspace.Jobs;
using Dais.Workspace.People;
using Dais.Workspace.Storing;

namespace Dais.App.Web.Api.Routes;

#pragma warning disable MA0048 // The shapes of answers are read together.

/// <summary>A thing, and what it rests on.</summary>
/// <param name="Kind">The list.</param>
/// <param name="Id">Its id there; empty for the platform.</param>
/// <param name="Version">The revision that last changed it; its ETag.</param>
/// <param name="Revision">The revision of the workspace that it was read at.</param>
/// <param name="Value">The thing, without what you may not see.</param>
internal sealed record ShownThing(string Kind, string Id, long Version, long Revision, JsonNode Value)
{
    public static ShownThing Of(SeenThing thing) => new(thing.Key.Kind, thing.Key.Id, thing.Version, thing.Revision, thing.Value.DeepClone());
}

/// <summary>A page of things.</summary>
/// <param name="Revision">The revision of the workspace that it was read at.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Skip">How many were passed over.</param>
/// <param name="Items">The things.</param>
internal sealed record ShownThings(long Revision, int Total, int Skip, IEnumerable<ShownThing> Items);

/// <summary>A thing that was written.</summary>
/// <param name="Kind">The list.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Version">Its version now; its ETag.</param>
/// <param name="Revision">The revision of the workspace.</param>
internal sealed record ThingWritten(string Kind, string Id, long Version, long Revision);

/// <summary>A thing that was removed.</summary>
/// <param name="Kind">The list.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Removed">True.</param>
/// <param name="Revision">The revision of the workspace.</param>
internal sealed record ThingRemoved(string Kind, string Id, bool Removed, long Revision);

/// <summary>A thing by its name.</summary>
/// <param name="Kind">The list.</param>
/// <param name="Id">Its id there.</param>
internal sealed record ThingNamed(string Kind, string Id);

/// <summary>Change sets, newest first.</summary>
/// <param name="Revisions">They.</param>
internal sealed record ShownHistory(IEnumerable<ShownRevision> Revisions);

/// <summary>A change set.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Action">What sort of change it was.</param>
/// <param name="Why">Why, where somebody said.</param>
/// <param name="Undoes">The revision that it takes back.</param>
/// <param name="UndoneBy">The revision that took it back.</param>
/// <param name="Things">How many things it changed.</param>
/// <param name="Changes">What it did to each, as far as they are listed.</param>
internal sealed record ShownRevision(long Revision, string At, string By, string Action, string? Why, long? Undoes, long? UndoneBy, int Things, IEnumerable<ShownChange> Changes)
{
    public static ShownRevision Of(PastRevision past) => new(
        past.Revision, past.At, past.By, past.Action, past.Why, past.Undoes, past.UndoneBy, past.Things, past.Changes.Select(c => new ShownChange(c.Key.Kind, c.Key.Id, c.Fields, c.Before?.DeepClone(), c.After?.DeepClone())));
}

/// <summary>What a change set did to a thing.</summary>
/// <param name="Kind">The list.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Fields">The fields that differ.</param>
/// <param name="Before">As it was; absent where it was new.</param>
/// <param name="After">As it became; absent where it was removed.</param>
internal sealed record ShownChange(string Kind, string Id, IEnumerable<string> Fields, JsonNode? Before, JsonNode? After);

/// <summary>What is different between two revisions.</summary>
/// <param name="From">The earlier revision.</param>
/// <param name="To">The later one.</param>
/// <param name="Added">Things that are new.</param>
/// <param name="Removed">Things that are gone.</param>
/// <param name="Moved">Initiatives whose promised finish is another.</param>
/// <param name="Changed">Things with other fields.</param>
internal sealed record ShownDifference(long From, long To, IEnumerable<ShownThing> Added, IEnumerable<ShownThing> Removed, IEnumerable<MovedInitiative> Moved, IEnumerable<ShownThingChange> Changed);

/// <summary>A thing with other fields.</summary>
/// <param name="Kind">The list.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Fields">The fields, before and after.</param>
internal sealed record ShownThingChange(string Kind, string Id, IEnumerable<ShownField> Fields);

/// <summary>A field before and after; absent where there is none.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">As it was.</param>
/// <param name="After">As it is.</param>
internal sealed record ShownField(string Field, JsonNode? Before, JsonNode? After);

/// <summary>A change set that was made.</summary>
/// <param name="Revision">The revision of the workspace.</param>
/// <param name="Things">What was named.</param>
internal sealed record ChangesMade(long Revision, IEnumerable<ThingNamed> Things);

/// <summary>A change set that was taken back.</summary>
/// <param name="Undone">Its revision.</param>
/// <param name="Revision">The revision of the workspace now.</param>
internal sealed record ChangeUndone(long Undone, long Revision);

/// <summary>A change set that was made so again.</summary>
/// <param name="Redone">The revision that had been taken back.</param>
/// <param name="Revision">The revision of the workspace now.</param>
internal sealed record ChangeRedone(long Redone, long Revision);

/// <summary>Long work, and how far it is.</summary>
/// <param name="Workspace">The workspace that it is about.</param>
/// <param name="Id">Its id; later jobs have later ids.</param>
/// <param name="Kind">What is done.</param>
/// <param name="State">How far it is.</param>
/// <param name="Request">Its parameters.</param>
/// <param name="AskedByName">Who asked for it.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Started">When it was taken up, the last time.</param>
/// <param name="Finished">When it ended.</param>
/// <param name="Revision">The revision of the workspace that it was computed on.</param>
/// <param name="Progress">How it stands, or stood at the end.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="Attempt">How often it was taken up.</param>
/// <param name="Cancelling">Whether it was asked to stop and has not yet.</param>
/// <param name="HasResult">Whether there is a result to read.</param>
internal sealed record ShownJob(string Workspace, string Id, string Kind, JobState State, JsonNode? Request, string AskedByName, string Created, string? Started, string? Finished, long? Revision, JobProgress? Progress, JobFailure? Failure, long Attempt, bool Cancelling, bool HasResult)
{
    public static ShownJob Of(Job job) => new(
        job.Workspace, job.Id, job.Kind, job.State, JsonNode.Parse(job.Request), job.AskedByName, job.Created, job.Started, job.Finished, job.Revision, job.Progress, job.Failure, job.Attempt, job.Cancelling, job.HasResult);
}

/// <summary>A page of jobs, newest first.</summary>
/// <param name="Revision">The revision of the workspace now.</param>
/// <param name="Jobs">They.</param>
/// <param name="More">What to ask the next page with, as before; absent on the last.</param>
internal sealed record ShownJobs(long Revision, IEnumerable<ShownJob> Jobs, string? More);

/// <summary>A signal.</summary>
/// <param name="Kind">The list.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Version">The revision that last changed it.</param>
/// <param name="Score">How well it fits the words; only numbers of one answer compare.</param>
/// <param name="Value">The signal, without what you may not see.</param>
internal sealed record ShownSignal(string Kind, string Id, long Version, double Score, JsonNode? Value)
{
    public static ShownSignal Of(SignalHit hit) => new(hit.Key.Kind, hit.Key.Id, hit.Version, hit.Score, JsonNode.Parse(hit.Json));
}

/// <summary>Signals that were found, best first.</summary>
/// <param name="Revision">The revision of the workspace.</param>
/// <param name="Total">How many have all the words.</param>
/// <param name="Ranked">How many of them were ranked.</param>
/// <param name="Reach">How the answer is to be read, in words.</param>
/// <param name="Hits">The best of them.</param>
internal sealed record ShownHits(long Revision, long Total, int Ranked, string Reach, IEnumerable<ShownSignal> Hits);

/// <summary>A page of signals, newest first.</summary>
/// <param name="Revision">The revision of the workspace.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Items">They.</param>
/// <param name="Before">What to ask the next page with; absent on the last.</param>
internal sealed record ShownSignals(long Revision, long Total, IEnumerable<ShownSignal> Items, long? Before);

/// <summary>What an import did, or would do.</summary>
/// <param name="Revision">The revision that it made; absent where nothing changes, or nothing was to be written.</param>
/// <param name="Dry">Whether nothing was to be written.</param>
/// <param name="Mapping">The mapping.</param>
/// <param name="Files">What became of each file.</param>
/// <param name="LeftOut">Parts of rows that became nothing.</param>
/// <param name="Normalised">Words that were written otherwise.</param>
/// <param name="Assumed">What the files do not state and the mapping assumes.</param>
/// <param name="Changes">What changes, list by list.</param>
/// <param name="Findings">What is odd.</param>
internal sealed record ImportMade(long? Revision, bool Dry, string Mapping, IEnumerable<FileReport> Files, IEnumerable<LeftOutPart> LeftOut, IEnumerable<NormalisedWord> Normalised, IEnumerable<Workspace.Wire.Assumption> Assumed, IEnumerable<ListCount> Changes, IEnumerable<ShownFinding> Findings);

/// <summary>What an import changes in a list.</summary>
/// <param name="List">The list.</param>
/// <param name="Added">How many are new.</param>
/// <param name="Changed">How many are changed.</param>
/// <param name="Unchanged">How many stand there already just so.</param>
/// <param name="Kept">How many are there and not in the files: they stay.</param>
internal sealed record ListCount(string List, int Added, int Changed, int Unchanged, int Kept);

/// <summary>Something that is wrong or odd.</summary>
/// <param name="Severity">Whether it stops.</param>
/// <param name="Rule">The rule's number.</param>
/// <param name="Where">The place.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Maybe">What to do about it.</param>
internal sealed record ShownFinding(Engine.Modelling.Severity Severity, string Rule, string Where, string What, string? Maybe)
{
    public static ShownFinding Of(Engine.Modelling.Finding finding) => new(finding.Severity, finding.Rule, string.Join(": ", new[] { finding.Source, finding.At }.Where(p => !string.IsNullOrEmpty(p))), finding.Sentence, finding.Maybe);
}

/// <summary>Batches that came in, newest first.</summary>
/// <param name="Batches">They.</param>
internal sealed record ShownBatches(IEnumerable<Batch> Batches);
