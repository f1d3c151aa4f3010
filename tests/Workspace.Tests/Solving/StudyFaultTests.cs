using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Planning.Lenses;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.Workspace.Tests.Solving;

/// <summary>A study in which one thing is not true is not shown, and a sentence says which.</summary>
public sealed class StudyFaultTests : IDisposable
{
    private static readonly Opened Ten = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten"));

    private static readonly Lazy<string> Lenses = new(() => Encoding.UTF8.GetString(LensWriter.Print(new(Ten.Portfolio!, new Policy(), TwoLenses.Solve(Ten.Portfolio!, new Policy(), new SolveLimits { Gap = 0.02 }, TimeProvider.System)))));

    private static readonly Lazy<string> Groups = new(() => Encoding.UTF8.GetString(GroupWriter.Print(new(Ten.Portfolio!, GroupSearch.Solve(Ten.Portfolio!, new Policy(), new SolveLimits(), TimeProvider.System, alpha: 2)))));

    private readonly string _folder = Directory.CreateTempSubdirectory("dais-faults-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_true_is_shown()
    {
        Assert.True((await SendAsync("lenses", Lenses.Value, s => s.LensesAsync(Request))).Found);
        Assert.True((await SendAsync("groups", Groups.Value, s => s.GroupsAsync(Request))).Found);
    }

    [Theory]
    [InlineData("frontier.points.0.customer", "Frontier, plan 1")]
    [InlineData("frontier.points.1.platform", "Frontier, plan 2")]
    [InlineData("frontier.points.0.finishes.*", "Frontier, plan 1")]
    [InlineData("customer.value.customer", "customer value")]
    [InlineData("platform.initiatives.0.work.*.0", "R1")]
    [InlineData("compromises.0.plan.value.platform", "platform value")]
    [InlineData("compromises.0.score", "Compromise Nash")]
    [InlineData("compromises.1.plan.initiatives.0.work.*.0", "R1")]
    public async Task Lenses_with_one_lie_are_refused(string at, string said) =>
        Assert.Contains(said, await RefusedAsync("lenses", Changed(Lenses.Value, at), s => s.LensesAsync(Request)), StringComparison.Ordinal);

    [Theory]
    [InlineData("groups.0.ownBest.value", "Own best of")]
    [InlineData("groups.0.ownBest.finishes.*", "Own best of")]
    [InlineData("groups.0.ownBestWithShare.value", "with its share")]
    [InlineData("plans.1.plan.value.customer", "customer value")]
    [InlineData("plans.2.plan.initiatives.0.work.*.0", "R1")]
    [InlineData("plans.2.score", "Maximin")]
    [InlineData("plans.4.score", "Alpha")]
    [InlineData("trade.after.plan.value.platform", "platform value")]
    public async Task Groups_with_one_lie_are_refused(string at, string said) =>
        Assert.Contains(said, await RefusedAsync("groups", Changed(Groups.Value, at), s => s.GroupsAsync(Request)), StringComparison.Ordinal);

    private static SolveRequest Request => SolveRequest.Of(Ten, new Policy(), new SolveLimits { Seconds = 20 });

    private async Task<string> RefusedAsync<T>(string kind, string study, Func<SolverProcess, Task<T>> ask)
    {
        var refused = await Assert.ThrowsAsync<SolverException>(() => SendAsync(kind, study, ask));
        Assert.StartsWith("The solver's plan is not shown, because it breaks a rule. ", refused.Message, StringComparison.Ordinal);
        return refused.Message;
    }

    /// <summary>Asks a solver that answers with that study.</summary>
    private async Task<T> SendAsync<T>(string kind, string study, Func<SolverProcess, Task<T>> ask)
    {
        var answer = Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind}\",\"study\":{study}}}");
        byte[] length = [(byte)(answer.Length >> 24), (byte)(answer.Length >> 16), (byte)(answer.Length >> 8), (byte)answer.Length];
        var file = Path.Combine(_folder, "frame");
        await File.WriteAllBytesAsync(file, [.. length, .. answer], TestContext.Current.CancellationToken);
        await using var solver = SolverProcess.Start(new SolverLaunch("/bin/bash", ["-c", $"cat '{file}'; sleep 9"]), TimeSpan.FromSeconds(20));
        return await ask(solver);
    }

    /// <summary>The document with the number at that path one more, or the quarter another one; * is the first field.</summary>
    private static string Changed(string study, string path)
    {
        var root = JsonNode.Parse(study)!;
        var node = root;
        var steps = path.Split('.');
        foreach (var step in steps[..^1]) node = Step(node, step);
        var last = steps[^1];
        if (node is JsonArray list) list[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)] = Other(list[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)]!);
        else node[last == "*" ? ((JsonObject)node).Last().Key : last] = Other(Step(node, last));
        return root.ToJsonString();
    }

    private static JsonNode Step(JsonNode node, string step) => node switch
    {
        JsonArray list => list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]!,
        JsonObject all when step == "*" => all.Last().Value!,
        _ => node[step] ?? throw new ArgumentException($"There is no {step}."),
    };

    private static JsonValue Other(JsonNode was) => was.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? JsonValue.Create(was.GetValue<double>() + 1)
        : JsonValue.Create(was.GetValue<string>() == "2027-Q1" ? "2027-Q2" : "2027-Q1");
}
