using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dais.Engine.Modelling;
using Dais.Workspace;
using Microsoft.AspNetCore.WebUtilities;

namespace Dais.App.Web.Answering;

/// <summary>Why a request was not carried out, as <c>application/problem+json</c> (RFC 9457) tells it, in the house's words.</summary>
/// <param name="Status">The status of the answer.</param>
/// <param name="What">What is wrong: one sentence, with the value and what is allowed.</param>
/// <param name="Where">The place: a path, a header, a member of the body.</param>
/// <param name="Maybe">What to do about it; begins with "Maybe".</param>
public sealed record Problem(
    [property: JsonPropertyOrder(2)] int Status,
    [property: JsonPropertyOrder(3)] string What,
    [property: JsonPropertyOrder(4)] string Where,
    [property: JsonPropertyOrder(5)] string Maybe)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Always <c>about:blank</c>: the status says what kind it is.</summary>
    [JsonPropertyOrder(0)]
    public string Type { get; init; } = "about:blank";

    /// <summary>The status in words.</summary>
    [JsonPropertyOrder(1)]
    public string Title { get; init; } = ReasonPhrases.GetReasonPhrase(Status) is { Length: > 0 } phrase ? phrase : "Error";

    /// <summary>What the log calls this request.</summary>
    [JsonPropertyOrder(6)]
    public string TraceId { get; init; } = "";

    /// <summary>Each rule that what was sent breaks.</summary>
    [JsonPropertyOrder(7)]
    public ImmutableArray<ProblemFinding>? Findings { get; init; }

    /// <summary>The version that the caller had read; with 412.</summary>
    [JsonPropertyOrder(8)]
    public string? SentVersion { get; init; }

    /// <summary>The version that stands now; with 412.</summary>
    [JsonPropertyOrder(9)]
    public string? CurrentVersion { get; init; }

    /// <summary>What stands there now, without what the caller may not see; with 412, where something does.</summary>
    [JsonPropertyOrder(10)]
    public JsonNode? CurrentValue { get; init; }

    /// <summary>Each field of which something else was made meanwhile; with 409, where there are such.</summary>
    [JsonPropertyOrder(11)]
    public ImmutableArray<ProblemConflict>? Conflicts { get; init; }

    /// <summary>When to try again, as the header <c>Retry-After</c> says too.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>A rule that what was sent breaks.</summary>
/// <param name="Rule">The rule's number in the rules of the model.</param>
/// <param name="Where">The place in what was sent.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Maybe">What to do about it.</param>
public sealed record ProblemFinding(string Rule, string Where, string What, string? Maybe)
{
    internal static ProblemFinding Of(Finding finding) => new(finding.Rule, finding.At, finding.Sentence, finding.Maybe);
}

/// <summary>A field of which something else was made meanwhile.</summary>
/// <param name="Thing">The thing: initiatives/sso.</param>
/// <param name="Field">The field; empty where it is the whole thing.</param>
/// <param name="Wanted">The value that it would have; absent for none.</param>
/// <param name="Now">The value that stands there; absent for none.</param>
public sealed record ProblemConflict(string Thing, string Field, JsonNode? Wanted, JsonNode? Now)
{
    internal static ProblemConflict Of(Clash clash) => new(clash.Thing, clash.Field, clash.Wanted?.DeepClone(), clash.Now?.DeepClone());
}

/// <summary>How a problem is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
