using Dais.Bench;
using Dais.Workspace.Solving;

// Native solvers print lines of their own: only what is written here goes to standard output.
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
ResourceCaps.KeepOutputClean();
Console.SetOut(output);

try
{
    return args switch
    {
        ["next-release", .. var rest] => NextReleaseBench.Run(rest),
        ["portfolio", .. var rest] => PortfolioBench.Run(rest),
        ["forecast", .. var rest] => ChanceBench.Forecast(rest),
        ["robustness", .. var rest] => ChanceBench.Robustness(rest),
        ["compare", .. var rest] => Compare.Run(rest),
        _ => Usage(),
    };
}
catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

static int Usage()
{
    Console.Error.WriteLine("""
        bench next-release FILE [--ratio 0.3] [--seconds 60] [--work N]
            plans an instance of the Next Release Problem and prints one line of JSON
        bench portfolio [--initiatives 200] [--periods 8] [--teams 8] [--seed 1] [--seconds 60] [--search-seed 1] [--quiet-clock] [--verbose]
            plans a generated portfolio and prints one line of JSON
        bench portfolio --initiatives 200 --periods 8 --teams 8 --seed 1 --save FILE
            writes it as a workspace that dais reads, and does not plan it
        bench forecast [--initiatives 200] [--periods 8] [--teams 8] [--seed 1] [--draws 1000] [--seconds 5]
            forecasts the dates and ranks of a generated plan and prints one line of JSON
        bench robustness WORKSPACE [--seconds 60] [--draws 100] [--seed 1] [--quiet-clock]
            asks how sure the plan of a workspace is and prints one line of JSON
        bench compare
            does both tables of docs/performance.md anew and writes them there
        bench compare [FILE...] [--only next-release|portfolios] [--ratios 0.3,0.5,0.7] [--seconds 120] [--with scip,cp-sat]
                      [--sizes 200x8x8,500x8x8] [--portfolio-seconds 60] [--seed 1] [--quiet-clock] [--write FILE]
            does some of it, prints it, and writes it to a file with such places where asked to
        """);
    return 2;
}
