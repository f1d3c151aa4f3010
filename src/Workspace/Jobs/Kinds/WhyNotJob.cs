using System.Text.Json.Nodes;
using Dais.Engine.Explaining;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Dais.Workspace.Planning.Answers;

namespace Dais.Workspace.Jobs.Kinds;

/// <summary>Why a thing is not in the plan, and what would get it in.</summary>
internal sealed class WhyNotJob() : JobKind("why-not", [.. Solving, "id", "plan", "for", "team", "size", "value"])
{
    private const double UsualSeconds = 20;

    public override JsonObject Answer => WhyNotAnswer.Card;

    public override JobTask Prepare(Opened workspace, JobParameters asked)
    {
        var (policy, limits) = asked.Solve(workspace, UsualSeconds);
        var question = asked.Read(root => new WhyNotQuestion(root["id"].Text())
        {
            For = root.Find("for") is { } group ? Id<StakeholderGroup>.Of(group.Text()) : null,
            Imagined = Imagined(root.Find("team"), root.Find("size"), root.Find("value")),
        }) with { Plan = asked.Plan(workspace, "plan")?.Plan };
        asked.Read(_ => (Subject.Find(workspace.Portfolio!, question.Id), question.For is { } reader ? Reader.Of(workspace.Portfolio!, reader) : null));
        return async (tools, stop) =>
        {
            await using var solver = tools.Solver();
            return WhyNotWriter.Print(await WhyNotWorkspace.RunAsync(workspace, question, policy, limits, solver, tools.Progress, stop).ConfigureAwait(false), workspace.Portfolio!.Platform);
        };
    }

    private static (Id<Team>, EngineerWeeks, Money)? Imagined(Node? team, Node? size, Node? value) => (team, size, value) switch
    {
        (null, null, null) => null,
        ({ } t, { } s, { } v) => (Id<Team>.Of(t.Text()), EngineerWeeks.Of(s.Number(0, 1e9)), Money.Of(v.Number(0, 1e12))),
        _ => throw new DocumentException("To imagine a request as an initiative takes \"team\", \"size\" and \"value\". Maybe one of them is missing."),
    };
}
