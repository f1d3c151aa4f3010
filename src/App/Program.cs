using Dais.App.Cli;
using Dais.Workspace.Solving;

return args is [SolverLaunch.Verb]
    ? SolverWorker.Run()
    : await CommandLine.RunAsync(args, Surroundings.OfProcess()).ConfigureAwait(false);
