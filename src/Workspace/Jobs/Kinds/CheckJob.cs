using Dais.Workspace.Planning;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>Everything that is wrong or odd with the workspace.</summary>
internal sealed class CheckJob() : JobKind("check")
{
    public override bool Sound => false;

    public override JobTask Prepare(Opened workspace, JobParameters asked) => (_, _) => Task.FromResult(CheckWriter.Print(workspace));
}
