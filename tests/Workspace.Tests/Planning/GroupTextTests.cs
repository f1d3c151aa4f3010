using System.Text;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Groups;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Tests.Planning;

public class GroupTextTests
{
    [Fact]
    public void What_is_written_is_read_again()
    {
        var ten = OpenWorkspace.From(Path.Combine(Repository.Root, "samples", "ten"));
        var study = GroupSearch.Solve(ten.Portfolio!, new Policy(), new SolveLimits(), TimeProvider.System);
        var once = GroupReader.Read(Node.Root(GroupWriter.Print(new(ten.Portfolio!, study))), ten.Portfolio!);
        Assert.Equal(study.Plans.Select(p => (p.Kind, p.Proven, p.Plan.Initiatives.Length)), once.Plans.Select(p => (p.Kind, p.Proven, p.Plan.Initiatives.Length)));
        var written = GroupWriter.Print(new(ten.Portfolio!, once));
        var again = GroupReader.Read(Node.Root(written), ten.Portfolio!);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(GroupWriter.Print(new(ten.Portfolio!, again))));
    }
}
