using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Lenses;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Solving;

/// <summary>What the solver's process is asked for.</summary>
public enum SolveTask
{
    /// <summary>The best plan.</summary>
    Plan,

    /// <summary>Both ideals and the plans between them.</summary>
    Lenses,

    /// <summary>What each group could have, and fair plans.</summary>
    Groups,

    /// <summary>What it takes to get a thing in.</summary>
    WhyNot,

    /// <summary>What the split of capacity among buckets is worth.</summary>
    Allocation,

    /// <summary>One bucket in another order, all others as they are.</summary>
    Reorder,

    /// <summary>How sure the plan is.</summary>
    Robustness,
}

/// <summary>What the solver's process is asked to do.</summary>
/// <param name="Document">The workspace as one JSON document in the wire shape.</param>
/// <param name="Portfolio">The same, read.</param>
/// <param name="Policy">What the plan is asked to be best at.</param>
/// <param name="Limits">How long to look.</param>
public sealed record SolveRequest(ReadOnlyMemory<byte> Document, Portfolio Portfolio, Policy Policy, SolveLimits Limits)
{
    /// <summary>The request about an opened workspace.</summary>
    /// <exception cref="ArgumentException">The workspace has errors.</exception>
    public static SolveRequest Of(Opened workspace, Policy policy, SolveLimits limits)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (!workspace.Sound) throw new ArgumentException("The workspace has errors.", nameof(workspace));
        return new(Encoding.UTF8.GetBytes(workspace.Document!.Text), workspace.Portfolio!, policy, limits);
    }

    /// <summary>What is asked for; the best plan unless said.</summary>
    public SolveTask Task { get; init; }

    /// <summary>For what it takes to get a thing in: the id of the initiative, use case or request.</summary>
    public string? Subject { get; init; }

    /// <summary>For the same, and for another order of a bucket: the plan that it is about; absent for the best one, which is then found first.</summary>
    public Plan? About { get; init; }

    /// <summary>For the best plan: a plan to begin from, perhaps of a workspace that was a little different.</summary>
    public Beginning? From { get; init; }

    /// <summary>For what each group could have: the α of one more fair plan; absent for none.</summary>
    public double? Alpha { get; init; }

    /// <summary>For another order of a bucket: the bucket is <see cref="Subject"/>, and this its initiatives in the order asked for; empty is by value for effort.</summary>
    public ImmutableArray<Id<Initiative>> Order { get; init; } = [];

    /// <summary>For how sure the plan is: for how many draws the best plan is looked for.</summary>
    public int? Draws { get; init; }

    /// <summary>For the same: how far the efforts of one team hang together.</summary>
    public Share? Correlation { get; init; }

    /// <summary>The most memory the process may allocate, in bytes; absent is <see cref="SolverProcess.DefaultMemory"/>.</summary>
    public long? Memory { get; init; }

    /// <summary>By how much it yields to other processes, 0 … 19; absent is not at all.</summary>
    public int? Nice { get; init; }
}

/// <summary>What the solver's process says.</summary>
internal abstract record SolverMessage
{
    private SolverMessage()
    {
    }

    /// <summary>How the search stands.</summary>
    public sealed record Standing(Progress Progress) : SolverMessage;

    /// <summary>The answer.</summary>
    public sealed record Answer(Plan Plan) : SolverMessage;

    /// <summary>The answer, where both lenses were asked for.</summary>
    public sealed record Lenses(LensStudy Study) : SolverMessage;

    /// <summary>The answer, where groups were asked about.</summary>
    public sealed record Groups(GroupStudy Study) : SolverMessage;

    /// <summary>The answer, where it was asked how sure the plan is.</summary>
    public sealed record Robustness(RobustnessStudy Study) : SolverMessage;

    /// <summary>The answer, where it was asked what a thing takes.</summary>
    public sealed record WhyNot(WhyNotReply Reply) : SolverMessage;

    /// <summary>The answer, where the split of capacity was asked about.</summary>
    public sealed record Allocation(AllocationStudy Study) : SolverMessage;

    /// <summary>The answer, where another order of a bucket was asked for.</summary>
    public sealed record Reorder(Reordered Reordered) : SolverMessage;

    /// <summary>There is no answer, and why, in a sentence.</summary>
    public sealed record Failure(string Sentence, string? Detail) : SolverMessage;
}

/// <summary>The frames between Dais and its solver, written and read by hand: no reflection, so that a process starts fast.</summary>
internal static class SolverMessages
{
    public static byte[] Solve(SolveRequest request) => Print(json =>
    {
        json.WriteString("kind", "solve");
        json.WriteString("task", WireText.Word(request.Task));
        json.WriteNumber("memory", request.Memory ?? SolverProcess.DefaultMemory);
        if (request.Nice is { } nice) json.WriteNumber("nice", nice);
        json.WritePropertyName("policy");
        PolicyWriter.Write(json, request.Policy, request.Portfolio.Platform.Calendar, request.Limits);
        if (request.Subject is { } subject) json.WriteString("subject", subject);
        json.Number("alpha", request.Alpha);
        if (request.About is { } about)
        {
            json.WritePropertyName("about");
            PlanWriter.Write(json, new PlanDocument(request.Portfolio, about));
        }

        if (request.From is { } from)
        {
            json.WriteStartObject("from");
            foreach (var initiative in from.Plan.Initiatives) json.WriteNumber(initiative.Id.Value, initiative.Finish.Index);
            json.WriteEndObject();
            json.WriteStartObject("changed");
            json.Texts("initiatives", from.Initiatives.Select(i => i.Value));
            json.Texts("teams", from.Teams.Select(t => t.Value));
            json.Texts("buckets", from.Buckets.Select(b => b.Value));
            json.WriteEndObject();
        }

        if (!request.Order.IsEmpty) json.Texts("order", request.Order.Select(i => i.Value));
        if (request.Draws is { } draws) json.WriteNumber("draws", draws);
        if (request.Correlation is { } correlation) json.WriteNumber("correlation", correlation.Value);
        json.WritePropertyName("workspace");
        json.WriteRawValue(request.Document.Span, skipInputValidation: true);
    });

    public static byte[] Cancel() => Print(json => json.WriteString("kind", "cancel"));

    public static byte[] Standing(Progress progress) => Print(json =>
    {
        json.WriteString("kind", "progress");
        json.WriteNumber("seconds", progress.Seconds);
        json.Number("incumbent", progress.Incumbent?.Value);
        json.Number("bound", progress.Bound?.Value);
        json.WriteString("phase", progress.Phase);
        json.Text("note", progress.Note);
    });

    public static byte[] Answer(PlanDocument document) => Answer("plan", "plan", json => PlanWriter.Write(json, document));

    public static byte[] Answer(LensDocument document) => Answer("lenses", "study", json => LensWriter.Write(json, document));

    public static byte[] Answer(GroupDocument document) => Answer("groups", "study", json => GroupWriter.Write(json, document));

    public static byte[] Answer(AllocationDocument document) => Answer("allocation", "study", json => AllocationWriter.Write(json, document));

    public static byte[] Answer(ReorderDocument document) => Answer("reorder", "reordered", json => ReorderWriter.Write(json, document));

    public static byte[] Answer(RobustnessDocument document) => Answer("robustness", "study", json => RobustnessWriter.Write(json, document));

    public static byte[] Answer(Portfolio portfolio, WhyNotReply reply) => Answer("whyNot", "reply", json => WhyNotMessages.Write(json, portfolio, reply));

    public static byte[] Failure(string sentence, string? detail) => Print(json =>
    {
        json.WriteString("kind", "error");
        json.WriteString("sentence", sentence);
        json.Text("detail", detail);
    });

    /// <summary>The plan to begin from: what is finished when, and no more. What the portfolio does not hold is left out.</summary>
    public static Beginning? From(Node request, Portfolio portfolio) => request.Find("from") is not { } from ? null : new Beginning(PlanFrom(from, portfolio))
    {
        Initiatives = Ids<Initiative>(request["changed"], "initiatives"),
        Teams = Ids<Team>(request["changed"], "teams"),
        Buckets = Ids<Bucket>(request["changed"], "buckets"),
    };

    private static ImmutableArray<Id<T>> Ids<T>(Node changed, string name) => changed.Each(name, i => Id<T>.Of(i.Text()));

    private static Plan PlanFrom(Node from, Portfolio portfolio) => new()
    {
        Status = PlanStatus.Feasible,
        Policy = new(),
        Initiatives = [.. from.Fields().Where(f => f.Name.Length > 0 && portfolio.Initiatives.Contains(Id<Initiative>.Of(f.Name)))
            .Select(f => new PlannedInitiative(Id<Initiative>.Of(f.Name), new((int)f.Value.Whole(0, Engine.Quantities.Calendar.MostPeriods)), new((int)f.Value.Whole(0, Engine.Quantities.Calendar.MostPeriods)), ImmutableSortedDictionary<Id<Team>, ImmutableArray<EngineerWeeks>>.Empty))],
    };

    /// <summary>The message in that frame.</summary>
    /// <exception cref="DocumentException">It is none of the messages.</exception>
    public static SolverMessage Read(ReadOnlyMemory<byte> frame, Portfolio portfolio)
    {
        var node = Node.Root(frame);
        return node["kind"].Text() switch
        {
            "progress" => new SolverMessage.Standing(new Progress(
                node["seconds"].Number(0), Money(node.Find("incumbent")), Money(node.Find("bound")), node.Find("phase")?.AnyText() ?? "") { Note = node.Find("note")?.AnyText() }),
            "plan" => new SolverMessage.Answer(PlanReader.Read(node["plan"], portfolio).Plan),
            "lenses" => new SolverMessage.Lenses(LensReader.Read(node["study"], portfolio)),
            "groups" => new SolverMessage.Groups(GroupReader.Read(node["study"], portfolio)),
            "robustness" => new SolverMessage.Robustness(RobustnessReader.Read(node["study"], portfolio)),
            "whyNot" => new SolverMessage.WhyNot(WhyNotMessages.Read(node["reply"], portfolio)),
            "allocation" => new SolverMessage.Allocation(AllocationReader.Read(node["study"], portfolio)),
            "reorder" => new SolverMessage.Reorder(ReorderReader.Read(node["reordered"], portfolio)),
            "error" => new SolverMessage.Failure(node["sentence"].Text(), node.Find("detail")?.Text()),
            var other => throw new DocumentException(string.Create(CultureInfo.InvariantCulture, $"\"{other}\" is no kind of message.")),
        };
    }

    /// <summary>An answer of that kind, with what it carries under that name.</summary>
    private static byte[] Answer(string kind, string name, Action<Utf8JsonWriter> write) => Print(json =>
    {
        json.WriteString("kind", kind);
        json.WritePropertyName(name);
        write(json);
    });

    private static Money? Money(Node? node) => node is { } written ? Engine.Quantities.Money.Of(written.Number()) : null;

    private static byte[] Print(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = WireText.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
