using System.CommandLine;
using Dais.App.Text;
using Dais.Engine.Modelling;
using Dais.Workspace;
using Dais.Workspace.Planning;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais value</c>: what things are worth to end users, and by which ways.</summary>
internal static class ValueVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var id = new Argument<string?>("ID") { Description = "A product, use case, capability or initiative: shows the paths to it from end users.", Arity = ArgumentArity.ZeroOrOne };
        var json = Words.Json();
        var verb = new Verb(
            "value",
            Purpose.Decide,
            "What capabilities and initiatives are worth to end users, three ways, and by which paths.",
            "dais value samples/ten\ndais value samples/ten ledger")
        {
            Remarks = "Credited value and Shapley credit each add up to the end value of all products; value at stake does not add up. The method changes the answer: the rank range says how much.",
        };
        verb.Add(workspace);
        verb.Add(id);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var opened = Findings.Sound(parsed.GetRequiredValue(workspace));
            var (valued, findings) = ValueWorkspace.Of(opened);
            if (valued is null) throw new UnsoundException(opened.Path, [.. findings.Where(f => f.IsError)]);
            if (parsed.GetValue(id) is { } wanted) One(around, valued, wanted, parsed.GetValue(json));
            else if (parsed.GetValue(json)) around.Print(ValueWriter.Print(valued));
            else around.Draw(canvas => ValueText.Write(canvas, valued));
            return CommandLine.Done;
        });
        return verb;
    }

    private static void One(Surroundings around, Valued valued, string id, bool json)
    {
        var traces = id.Length == 0 ? [] : ValueWorkspace.Trace(valued, id);
        if (traces.IsEmpty)
        {
            var portfolio = valued.Portfolio;
            var known = portfolio.Products.Select(p => p.Id.Value).Concat(portfolio.UseCases.Select(u => u.Id.Value)).Concat(portfolio.Capabilities.Select(c => c.Id.Value)).Concat(portfolio.Initiatives.Select(i => i.Id.Value));
            throw new UsageException($"There is no product, use case, capability or initiative \"{Show.Clean(id)}\". {new Nearest().Maybe(id, known) ?? "Maybe dais value without an id lists them."}");
        }

        if (json) around.Print(ValueWriter.Print(valued, traces));
        else
        {
            around.Draw(canvas =>
            {
                foreach (var trace in traces) TraceText.Write(canvas, valued, trace);
            });
        }
    }
}
