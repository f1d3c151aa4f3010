using System.Text;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Robustness;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Tests.Planning;

public class RobustnessTextTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var ten = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten"));
        var study = RobustnessSearch.Solve(ten.Portfolio!, new Policy(), new() { Draws = 10 }, TimeProvider.System);
        var once = RobustnessReader.Read(Node.Root(RobustnessWriter.Print(new(ten.Portfolio!, study))), ten.Portfolio!);
        Assert.Equal(study.Initiatives.Select(i => (i.Id, i.InPlan, i.Forced, i.Rank, i.Date?.P50, i.Date?.P85)), once.Initiatives.Select(i => (i.Id, i.InPlan, i.Forced, i.Rank, i.Date?.P50, i.Date?.P85)));
        Assert.Equal(study.Doubts.Doubts.Select(d => (d.Kind, d.Id, d.Team, Math.Round(d.Worth.Value, 6))), once.Doubts.Doubts.Select(d => (d.Kind, d.Id, d.Team, Math.Round(d.Worth.Value, 6))));
        Assert.Equal(study.Sample, once.Sample);
        var written = RobustnessWriter.Print(new(ten.Portfolio!, once));
        var again = RobustnessReader.Read(Node.Root(written), ten.Portfolio!);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(RobustnessWriter.Print(new(ten.Portfolio!, again))));
    }
}
