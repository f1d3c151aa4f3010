using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Workspace.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Jobs;

/// <summary>The parameters of a job: one JSON object, whose every field is known.</summary>
internal sealed class JobParameters
{
    private readonly Node _root;

    private JobParameters(Node root, string line) => (_root, Line) = (root, line);

    /// <summary>They, on one line.</summary>
    public string Line { get; }

    /// <summary>The parameters in that text; nothing at all is no parameters.</summary>
    /// <exception cref="InvalidException">They are too large, no JSON object, or hold a field that the kind has not.</exception>
    public static JobParameters Of(JobKind kind, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > JobLimits.MostRequestBytes) throw new InvalidException($"The request has {utf8.Length / 1048576.0:0.#} MB; at most {JobLimits.MostRequestBytes / 1048576} MB are taken.", "parameters", "Maybe a plan of another, larger workspace is in it.");
        var findings = new List<Finding>();
        var root = utf8.IsEmpty ? new JsonObject() : JsonText.Read(utf8, "", findings);
        if (findings.Count > 0) throw InvalidException.Of("parameters", [.. findings]);
        if (root is not JsonObject fields) throw new InvalidException($"The parameters are {root.Describe()}; allowed is an object.", "parameters", "Maybe {} is meant.");
        foreach (var (name, _) in fields)
        {
            if (!kind.Fields.Contains(name)) throw new InvalidException($"A job of kind \"{kind.Name}\" has no parameter \"{(name.Length > 60 ? name[..60] + "…" : name)}\".", "parameters", new Nearest().Maybe(name, kind.Fields) ?? (kind.Fields.IsEmpty ? "Maybe leave it out: it takes none." : $"Maybe one of {string.Join(", ", kind.Fields)}."));
        }

        var line = JsonText.Line(fields);
        return new(Node.Root(Encoding.UTF8.GetBytes(line)), line);
    }

    /// <summary>Reads with a reader that says by an exception what is wrong.</summary>
    /// <exception cref="InvalidException">Something is.</exception>
    public T Read<T>(Func<Node, T> read)
    {
        try
        {
            return read(_root);
        }
        catch (Exception e) when (e is DocumentException or ArgumentException)
        {
            var failure = JobFailure.Of(e);
            throw new InvalidException(failure.What, "parameters", failure.Maybe);
        }
    }

    /// <summary>What a plan is asked to be best at and how long to look: the policy's own word, and over it the fields beside it.</summary>
    /// <param name="workspace">The workspace, without errors.</param>
    /// <param name="seconds">How long to look where nothing is said.</param>
    public (Policy Policy, SolveLimits Limits) Solve(Opened workspace, double seconds = 60) => Read(root =>
    {
        var stated = root.Find("policy") is { } policy ? Stated(policy, workspace.Portfolio!) : StatedPolicy.Nothing;
        stated = stated with
        {
            Seconds = root.Find("seconds") is { } s ? Above(s) : stated.Seconds,
            Gap = root.Find("gap")?.Number(0, 1) ?? stated.Gap,
            Work = root.Find("work")?.Whole(1, 1_000_000_000_000) ?? stated.Work,
            Seed = (int?)root.Find("seed")?.Whole(0, int.MaxValue) ?? stated.Seed,
        };
        return (stated.Policy, stated.Limits(seconds));
    });

    /// <summary>The plan under that name; nothing where there is none.</summary>
    public PlanDocument? Plan(Opened workspace, string name) =>
        Read(root => root.Find(name) is { } plan ? OpenPlan.Of(workspace, name, Encoding.UTF8.GetBytes(plan.Element.GetRawText())) : null);

    private static double Above(Node seconds) =>
        seconds.Number(0, PolicyReader.MostSeconds) is > 0 and var number ? number : throw seconds.Wrong("a number above 0");

    private static StatedPolicy Stated(Node policy, Portfolio portfolio)
    {
        var (stated, findings) = PolicyReader.Read(Encoding.UTF8.GetBytes(policy.Element.GetRawText()), "policy", portfolio);
        return stated ?? throw InvalidException.Of("policy", [.. findings.Where(f => f.IsError)]);
    }
}
