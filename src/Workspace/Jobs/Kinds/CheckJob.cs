using System.Text.Json.Nodes;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>Everything that is wrong or odd with the workspace.</summary>
internal sealed class CheckJob() : JobKind("check")
{
    public override bool Sound => false;

    public override JsonObject Answer => ValueAnswer.Check;

    public override JobTask Prepare(Opened workspace, JobParameters asked) => (_, _) => Task.FromResult(CheckWriter.Print(workspace));
}
