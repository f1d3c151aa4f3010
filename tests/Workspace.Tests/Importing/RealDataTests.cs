using System.Text.Json.Nodes;
using Dais.Engine.Planning;
using Dais.Workspace.Importing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Importing;

/// <summary>Real files of two real platforms, through the mappings that come with Dais.</summary>
public sealed class RealDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dais-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Rust => RealData.At("rust-goals", "github.com/rust-lang/rust-project-goals, src/2026 at 44ee4db, its tables as goals.csv and team-asks.csv");

    private static string Web => RealData.At("web-platform", "github.com/web-platform-dx/web-features-mappings, mappings/ at dc165a4");

    private (ImportRequest Request, ImportReport Report) Import(string files)
    {
        var request = new ImportRequest([files], Path.Combine(_folder, "workspace.json"));
        var report = ImportFiles.Prepare(request, null, TestContext.Current.CancellationToken);
        Assert.True(report.Sound, string.Join('\n', report.Findings));
        return (request, report);
    }

    [Fact]
    public void The_goals_become_76_initiatives_with_208_asks_of_28_teams_for_9_roadmaps()
    {
        var (_, report) = Import(Rust);
        Assert.Equal("rust-goals", report.Mapping);
        Assert.Equal([("goals.csv", 85, 85), ("team-asks.csv", 208, 208)], report.Files.Select(f => (f.File, f.Rows, f.Mapped)));
        Assert.Equal((28, 76, 9), (report.List("teams").Count, report.List("initiatives").Count, report.List("useCases").Count));
        var efforts = report.List("initiatives").SelectMany(i => (JsonObject)i!["effort"]!).Select(e => (double)e.Value!).ToList();
        Assert.Equal((208, (96 + 12 + 5) + (3.0 * (70 + 3)) + (8.0 * (20 + 2))), (efforts.Count, efforts.Sum()));
        Assert.Equal(36, report.List("useCases").Sum(u => ((JsonArray)u!["needs"]!).Count));
        Assert.Equal([("large", "Large", 2), ("medium", "Medium", 3), ("small", "Small", 12)], report.Normalised.Select(n => (n.From, n.To, n.Count)));
    }

    [Fact]
    public void A_team_has_the_larger_of_60_per_cent_of_its_asks_and_its_largest_ask_a_quarter_of_it_each_quarter()
    {
        var (_, report) = Import(Rust);
        foreach (var team in report.List("teams").OfType<JsonObject>())
        {
            var asks = report.List("initiatives").Select(i => (double?)i!["effort"]![(string)team["id"]!]).OfType<double>().ToList();
            Assert.Equal(Math.Max(0.6 * asks.Sum(), asks.Max()) / 4, (double)team["capacity"]!, 12);
        }
    }

    [Fact]
    public void Every_number_that_the_goals_do_not_state_is_marked()
    {
        var (_, report) = Import(Rust);
        var why = report.Assumed.GroupBy(a => a.At.Split('/') is [var list, _, var field, ..] ? $"{list} {field}" : a.At).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(
            new Dictionary<string, int> { ["initiatives effort"] = 208, ["initiatives value"] = 152, ["useCases value"] = 9, ["teams capacity"] = 28, ["platform/discountRate"] = 1 }.OrderBy(p => p.Key, StringComparer.Ordinal),
            why.OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.Equal(5, report.Assumed.Count(a => a.Why.Contains("blank", StringComparison.Ordinal)));
        Assert.Equal(report.Assumed, Assumptions.In(report.Result!));
    }

    [Fact]
    public void A_dry_run_reports_what_the_run_does_and_the_second_run_does_nothing()
    {
        var (request, dry) = Import(Rust);
        Assert.False(File.Exists(request.Into));
        var (_, report) = Import(Rust);
        Assert.Equal(Shown(dry), Shown(report));
        ImportFiles.Apply(request, report);
        Assert.Equal(report.Result!.Text, File.ReadAllText(request.Into));
        Assert.True(OpenWorkspace.From(request.Into).Sound);
        Assert.False(Import(Rust).Report.ChangesAnything);
        Assert.Equal([request.Into], Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_year_of_the_goals_is_planned_and_proven_best()
    {
        var (request, report) = Import(Rust);
        ImportFiles.Apply(request, report);
        var portfolio = OpenWorkspace.From(request.Into).Portfolio!;
        var plan = Planner.Solve(portfolio, new Policy(), new SolveLimits { Seconds = 240, BreakTies = false }, TimeProvider.System, null, TestContext.Current.CancellationToken);
        Assert.Equal(PlanStatus.Optimal, plan.Status);
        Assert.Equal(1600, plan.Objective.Value, 3);
        Assert.Empty(PlanChecker.Check(portfolio, plan));
    }

    [Fact]
    public void The_features_become_requests_views_and_evidence_and_absent_is_not_zero()
    {
        var (_, report) = Import(Web);
        Assert.Equal("web-platform", report.Mapping);
        Assert.All(report.Files, f => Assert.Equal(f.Rows, f.Mapped));
        Assert.Equal((339, 4190.0), (report.List("requests").Count, report.List("requests").Sum(r => (double)r!["votes"]!)));
        var views = report.List("views").OfType<JsonObject>().ToDictionary(v => $"{v["group"]} {v["period"]}", v => (JsonObject)v["points"]!);
        Assert.Equal((149, 85), (views["mozilla 2026-Q3"].Count, views["apple 2026-Q3"].Count));
        Assert.Equal([32, 47, 20, 25, 33], [.. Enumerable.Range(2022, 5).Select(y => views[$"interop {y}-Q1"].Count)]);
        var use = report.List("evidence").Where(e => (string?)e!["theme"] == "use").ToList();
        Assert.Equal(393, use.Count);
        Assert.All(use, e => Assert.True((double)e!["measure"]! > 0 && (double)e["distance"]! == 0));
        Assert.Equal(78, report.List("evidence").Count(e => (string?)e!["theme"] == "need" && (double)e["distance"]! == 1));
        var undecided = report.Files.Single(f => f.File == "standards-positions.json").Elsewhere.Where(e => e.List == "views").ToList();
        Assert.Equal([88, 3], undecided.Select(e => e.Count));
    }

    private static string Shown(ImportReport report) => System.Text.Json.JsonSerializer.Serialize(new { report.Mapping, report.Files, report.LeftOut, report.Normalised, report.Assumed, report.Changes, report.Findings });

    /// <summary>Customers' side: the roadmaps; platform's side: each goal alike. One plan serves both nearly as well as either alone, and the list says which goals matter to whom.</summary>
    [Fact]
    public void Both_lenses_on_the_goals_give_a_tension_list_with_names_that_pull_to_either_side()
    {
        var (_, report) = Import(Rust);
        var opened = OpenWorkspace.From(Save(report));
        var study = Engine.Planning.Lenses.TwoLenses.Solve(opened.Portfolio!, new Policy(), new SolveLimits { Work = 12_000 }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.True(study.Found);
        Assert.Null(Engine.Planning.Lenses.FrontierCheck.Doubt(opened.Portfolio!, new Policy(), study));
        var tension = Engine.Planning.Lenses.Tension.Of(opened.Portfolio!, study);
        var apart = tension.Items.Where(i => i.Size > 1e-9).ToList();
        Assert.True(apart.Count >= 10, $"{apart.Count} are apart");
        Assert.All(apart, i => Assert.NotEqual("", opened.Portfolio!.Initiatives[i.Id].Name));
        Assert.Contains(apart, i => i.Pull == Lens.Customer);
        Assert.Contains(apart, i => i.Pull == Lens.Platform);
        Assert.True(tension is { CustomerLoss: >= -1e-6, PlatformLoss: >= -1e-6, CapacityConflict: > 0 }, $"{tension.CustomerLoss} {tension.PlatformLoss} {tension.CapacityConflict}");
    }

    private string Save(ImportReport report)
    {
        var request = new ImportRequest([Rust], Path.Combine(_folder, "workspace.json"));
        ImportFiles.Apply(request, report);
        return request.Into;
    }
}
