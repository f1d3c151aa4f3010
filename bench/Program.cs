using Dais.Bench;

return args switch
{
    ["next-release", .. var rest] => NextReleaseBench.Run(rest),
    ["compare", .. var rest] => NextReleaseCompare.Run(rest),
    ["portfolio", .. var rest] => PortfolioBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        bench next-release FILE [--ratio 0.3] [--seconds 60] [--work N]
            plans an instance of the Next Release Problem and prints one line of JSON
        bench portfolio --initiatives 200 --periods 8 --teams 8 --seed 1 [--seconds 60]
            plans a generated portfolio and prints one line of JSON
        bench compare FILE... [--ratios 0.3,0.5,0.7] [--seconds 120] [--with scip,cp-sat] [--write docs/performance.md]
            plans each file, has plain solvers do the same, and prints a table of ratios
        """);
    return 2;
}
