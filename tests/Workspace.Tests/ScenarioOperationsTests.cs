using System.Collections.Immutable;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests;

public sealed class ScenarioOperationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dais-test-").FullName;

    private static Scenario Some => new("some",
    [
        new ScenarioChange.Pin(Id<Initiative>.Of("webhooks"), new(2)),
        new ScenarioChange.Forbid(Id<Initiative>.Of("export")),
        new ScenarioChange.AddCapacity(Id<Team>.Of("identity"), [.. Enumerable.Repeat(EngineerWeeks.Of(3), 4)]),
        new ScenarioChange.ChangeShare(Id<Bucket>.Of("shops"), Share.Of(0.4)),
        new ScenarioChange.AddValue(Id<Initiative>.Of("sandbox"), Money.Of(25)),
        new ScenarioChange.ScaleEffort(Id<Initiative>.Of("ledger-2"), 0.9),
        new ScenarioChange.Propose(new(Id<Initiative>.Of("vault"), "Vault") { Must = true }),
    ]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("changed.json", "changed.policy.json")]
    [InlineData("changed.xlsx", "changed.policy.json")]
    [InlineData("changed/", "changed.policy.json")]
    public void What_is_applied_is_the_setup_that_was_tried_and_the_base_stays(string target, string policy)
    {
        var opened = Copy(out var path);
        var (applied, hindrances) = ApplyScenario.To(opened, new Policy { Tail = 3 }, Some, new(At(target)));
        Assert.Empty(hindrances);
        Assert.Equal((At(target), At(policy)), (applied!.Workspace, applied.Policy));
        var setup = Some.Apply(new(opened.Portfolio!, new Policy { Tail = 3 }));
        var again = OpenWorkspace.From(applied.Workspace);
        Assert.True(again.Sound, string.Join("\n", again.Errors));
        Assert.Equal(Document.Of(setup.Portfolio).Text, Document.Of(again.Portfolio!).Text);
        var stated = PolicyReader.Read(File.ReadAllBytes(applied.Policy!), "p", again.Portfolio!).Stated!.Policy;
        Assert.Equal(setup.Policy.Pins.AsEnumerable(), stated.Pins);
        Assert.Equal(setup.Policy.Bans.AsEnumerable(), stated.Bans);
        Assert.Equal(3, stated.Tail);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "samples", "ten", "workspace.json")), File.ReadAllText(path));
    }

    [Fact]
    public void What_the_workspace_carries_goes_along()
    {
        var path = At("base.json");
        File.WriteAllText(path, Worlds.Example);
        var opened = OpenWorkspace.From(path);
        Assert.Empty(ApplyScenario.To(opened, new Policy(), new("s", [new ScenarioChange.Drop(Id<Initiative>.Of("ledger-v2"))]), new(At("c.json"))).Hindrances);
        Assert.Contains("decisions", File.ReadAllText(At("c.json")), StringComparison.Ordinal);
        Assert.False(File.Exists(At("c.policy.json")));
    }

    [Fact]
    public void The_base_is_replaced_only_where_that_is_said()
    {
        var opened = Copy(out var path);
        var (before, names) = (File.ReadAllText(path), Names());
        var (applied, hindrances) = ApplyScenario.To(opened, new Policy(), Some, new(path));
        Assert.Null(applied);
        Assert.Contains("--over-base", Assert.Single(hindrances).ToString(), StringComparison.Ordinal);
        Assert.Equal((before, names), (File.ReadAllText(path), Names()));
        Assert.NotNull(ApplyScenario.To(opened, new Policy(), Some, new(path, OverBase: true)).Applied);
        Assert.True(OpenWorkspace.From(path).Portfolio!.Initiatives.Contains(Id<Initiative>.Of("vault")));
        Assert.NotNull(ApplyScenario.To(opened, new Policy(), Some, new(At("other.json"), OverBase: true)).Hindrances[0].Maybe);
    }

    [Theory]
    [InlineData("there.json")]
    [InlineData("new.json")]
    [InlineData("new.txt")]
    public void What_is_there_already_is_left_alone_and_nothing_is_half_written(string target)
    {
        var opened = Copy(out _);
        File.WriteAllText(At("there.json"), "mine");
        File.WriteAllText(At("new.policy.json"), "mine too");
        var names = Names();
        var (applied, hindrances) = ApplyScenario.To(opened, new Policy(), Some, new(At(target)));
        Assert.Null(applied);
        Assert.All(hindrances, h => Assert.StartsWith("Maybe", h.Maybe, StringComparison.Ordinal));
        Assert.Equal((names, "mine", "mine too"), (Names(), File.ReadAllText(At("there.json")), File.ReadAllText(At("new.policy.json"))));
    }

    private Opened Copy(out string path)
    {
        path = At("base.json");
        File.Copy(Path.Combine(Repository.Root, "samples", "ten", "workspace.json"), path);
        return OpenWorkspace.From(path);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Names() => string.Join(" ", Directory.EnumerateFileSystemEntries(_folder).Order(StringComparer.Ordinal));
}
