using System.Diagnostics;
using System.Globalization;
using Dais.Engine.Planning;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Solving;

/// <summary>Whether the solver's process starts, answers, and answers right: it is asked for a plan that everybody knows.</summary>
internal static class SolverCheck
{
    private const string Question = """{ "dais": 1, "platform": { "id": "p", "discountRate": 0, "periods": { "first": "2027-Q1", "count": 1 } }, "teams": [ { "id": "t", "capacity": 1 } ], "initiatives": [ { "id": "more", "effort": { "t": 1 }, "value": { "platform": 2 } }, { "id": "less", "effort": { "t": 1 }, "value": { "platform": 1 } } ] }""";

    public static async Task<Examined> RunAsync(SolverLaunch launch, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await using var solver = SolverProcess.Start(launch, TimeSpan.FromSeconds(10));
            var document = Document.Of(JsonText.Read(System.Text.Encoding.UTF8.GetBytes(Question), "question", new List<Engine.Modelling.Finding>()), new List<Engine.Modelling.Finding>())!;
            var plan = await solver.SolveAsync(SolveRequest.Of(OpenWorkspace.Finish("question", document, [], f => f), new Policy(), new SolveLimits { Seconds = 10 }), null, cancel).ConfigureAwait(false);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return plan.Initiatives.Any(i => i.Id.ToString() == "more") && plan.Initiatives.Length == 1
                ? new("solver", Health.Good, string.Create(CultureInfo.InvariantCulture, $"It starts and plans right, in {seconds:0.0} s."))
                : new("solver", Health.Wrong, "It starts, and plans what is not best.", "Maybe the installation is damaged: install Dais anew.");
        }
        catch (SolverException e)
        {
            var parts = e.Message.Split(" Maybe ", 2);
            return new("solver", Health.Wrong, parts[0], parts.Length > 1 ? "Maybe " + parts[1] : "Maybe the installation is damaged, or the machine has too little memory: install Dais anew, or free some.");
        }
    }
}
