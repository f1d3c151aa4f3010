using System.CommandLine;
using Dais.Engine.Planning;
using Dais.Workspace;
using Dais.Workspace.Planning;

namespace Dais.App.Cli;

/// <summary>The options that say what a plan is asked to be best at and how long to look. A flag goes before the policy file.</summary>
/// <param name="lens">Whether the plan is judged by one lens, which can then be named.</param>
/// <param name="seconds">How long to look unless said.</param>
internal sealed class SolveOptions(bool lens = true, int seconds = 60)
{
    private readonly Option<string?> _policy = Words.Text("--policy", "FILE", "A policy file: lens, weights, timing, pins, bans and the rest.");
    private readonly Option<Lens?> _lens = Words.Choice<Lens>("--lens", "With whose eyes the plan is judged; both unless said.");
    private readonly Option<Timing?> _timing = Words.Choice<Timing>("--timing", "Whether value flows from the finish on, or counts once; flow unless said.");
    private readonly Option<bool> _noAllocation = Words.Flag("--no-allocation", "Lets the buckets' floors and ceilings go.");
    private readonly Option<double?> _seconds = Words.Number("--seconds", "N", $"How long to look at most; {seconds} unless said.", 0, PolicyReader.MostSeconds, above: true);
    private readonly Option<double?> _gap = Words.Number("--gap", "G", "How near to the best is near enough, as a fraction; 0 asks for proof.", 0, 1);
    private readonly Option<long?> _work = Words.Whole("--work", "N", "Stops after that much work instead of by the clock, so that the same command gives the same plan again.", 1, 1_000_000_000_000);
    private readonly Option<long?> _seed = Words.Whole("--seed", "N", "The seed of whatever is random; 1 unless said.", 0, int.MaxValue);
    private readonly Option<bool> _quiet = Words.Flag("--quiet", "Shows no progress.");

    /// <summary>Adds them all to the verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _policy, _lens, _timing, _noAllocation, _seconds, _gap, _work, _seed, _quiet })
        {
            if (lens || option != _lens) verb.Add(option);
        }
    }

    /// <summary>Whether no progress is to be shown.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>The policy and the limits: the file's, and over them the flags'.</summary>
    public (Policy Policy, SolveLimits Limits) Read(ParseResult parsed, Opened workspace, TextWriter error)
    {
        var stated = parsed.GetValue(_policy) is { } path ? File(path, workspace, error) : StatedPolicy.Nothing;
        stated = stated with
        {
            Policy = stated.Policy with
            {
                Lens = (lens ? parsed.GetValue(_lens) : null) ?? stated.Policy.Lens,
                Timing = parsed.GetValue(_timing) ?? stated.Policy.Timing,
                Allocation = stated.Policy.Allocation && !parsed.GetValue(_noAllocation),
            },
            Seconds = parsed.GetValue(_seconds) ?? stated.Seconds,
            Gap = parsed.GetValue(_gap) ?? stated.Gap,
            Work = parsed.GetValue(_work) ?? stated.Work,
            Seed = (int?)parsed.GetValue(_seed) ?? stated.Seed,
        };
        return (stated.Policy, stated.Limits(seconds));
    }

    private static StatedPolicy File(string path, Opened workspace, TextWriter error)
    {
        var (stated, findings) = PolicyReader.Read(System.IO.File.ReadAllBytes(path), Path.GetFileName(path), workspace.Portfolio!);
        foreach (var warning in findings.Where(f => !f.IsError)) error.WriteLine("dais: " + Text.Show.Clean(warning.ToString()));
        return stated ?? throw new UnsoundException(path, [.. findings.Where(f => f.IsError)]);
    }
}
