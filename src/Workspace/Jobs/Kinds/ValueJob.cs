using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>What things are worth to end users; with an id, by which ways.</summary>
internal sealed class ValueJob() : JobKind("value", "id")
{
    public override JsonObject Answer => ValueAnswer.Value;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var id = asked.Read(root => root.Find("id")?.Text());
        return (_, _) => Task.FromResult(Print(workspace, id));
    }

    private static byte[] Print(Opened workspace, string? id)
    {
        var (valued, findings) = ValueWorkspace.Of(workspace);
        if (valued is null) throw InvalidException.Of("", [.. findings.Where(f => f.IsError)]);
        if (id is null) return ValueWriter.Print(valued);
        var traces = ValueWorkspace.Trace(valued, id);
        return traces.IsEmpty
            ? throw new InvalidException($"There is no product, use case, capability or initiative \"{id}\".", "id", new Nearest().Maybe(id, valued.Flow.Things.Select(t => t.Thing.Id)) ?? "Maybe it goes by another id.")
            : ValueWriter.Print(valued, traces);
    }
}
