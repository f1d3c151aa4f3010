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
        ["why-not", .. var rest] => WhyNotBench.Run(rest),
        ["frontier", .. var rest] => FrontierBench.Run(rest),
        ["front", .. var rest] => FrontBench.Run(rest),
        ["allocation", .. var rest] => AllocationBench.Run(rest),
        ["forecast", .. var rest] => ChanceBench.Forecast(rest),
        ["robustness", .. var rest] => ChanceBench.Robustness(rest),
        ["chance", .. var rest] => ChanceCompare.Run(rest),
        ["compare", .. var rest] => Compare.Run(rest),
        ["signals", .. var rest] => SignalsBench.Run(rest),
        ["backups", .. var rest] => BackupBench.Run(rest),
        ["what-if", .. var rest] => WhatIfBench.Run(rest),
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
        bench what-if [WORKSPACE] [--initiatives 200] [--periods 8] [--teams 8] [--seeds 1] [--base-seconds 60] [--seconds 10] [--scenarios 7]
                      [--quiet-clock] [--write docs/performance.md]
            tries scenarios from a base plan on and afresh, and prints a line of JSON for each and a table
        bench why-not [--initiatives 200] [--periods 8] [--teams 8] [--seed 1] [--sizes 200x8x8,2000x8x20] [--things 10]
                      [--plan-seconds 20] [--cold-seconds 20] [--quiet-clock] [--write docs/performance.md]
            after a solved plan, how soon is known what it would be with something else in it
        bench frontier [--initiatives 200] [--periods 8] [--teams 8] [--seed 1] [--seconds 30] [--search-seed 1] [--alone] [--quiet-clock] [--verbose]
            finds the plans between the two lenses of a generated portfolio, and the same cold; --alone leaves out the latter
        bench front FILE [--seconds 600] [--alone]
            finds the whole front of cost and profit of an instance of the Next Release Problem, and the same by an ε-constraint loop
        bench allocation [--initiatives 40] [--periods 8] [--teams 8] [--buckets 8] [--seeds 1,2,3] [--seconds 120] [--quiet-clock] [--print]
            studies the allocation of generated portfolios, warm and each question cold, and writes its table into docs/performance.md
        bench forecast [--initiatives 200] [--periods 8] [--teams 8] [--seed 1] [--draws 1000] [--seconds 5]
            forecasts the dates and ranks of a generated plan and prints one line of JSON
        bench robustness WORKSPACE [--seconds 60] [--draws 100] [--seed 1] [--quiet-clock]
            asks how sure the plan of a workspace is and prints one line of JSON
        bench chance [--seeds 1,2,3] [--draws 20] [--replays 1000] [--write docs/performance.md]
            best plans of draws, dates and late links, each beside the same asked naively
        bench signals [--requests 1000000] [--only sqlite|postgresql] [--postgres CONNECTION] [--write docs/performance.md]
            imports requests and searches them on SQLite, and on PostgreSQL where an empty database is given
        bench backups [--requests 1000000] [--postgres CONNECTION] [--write docs/performance.md]
            backs up, verifies and restores a store of many signals; into PostgreSQL too where an empty database is given
        bench compare
            does the tables of docs/performance.md anew and writes them there
        bench compare [FILE...] [--only next-release|portfolios|frontier] [--ratios 0.3,0.5,0.7] [--seconds 120] [--with scip,cp-sat]
                      [--sizes 200x8x8,500x8x8] [--portfolio-seconds 60] [--seed 1] [--quiet-clock] [--write FILE]
            does some of it, prints it, and writes it to a file with such places where asked to
        """);
    return 2;
}
