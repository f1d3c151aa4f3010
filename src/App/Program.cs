using Dais.App.Cli;
using Dais.Workspace.Solving;

return args switch
{
    [SolverLaunch.Verb] => SolverWorker.Run(),
    [JobWorker.Verb] => await JobWorker.RunAsync(Console.In, Console.Out, Console.Error).ConfigureAwait(false),
    _ => await CommandLine.RunAsync(args, Surroundings.OfProcess()).ConfigureAwait(false),
};
