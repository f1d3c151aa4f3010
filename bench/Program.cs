using Dais.Bench;

return args switch
{
    ["portfolio", .. var rest] => PortfolioBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("bench portfolio --initiatives 200 --periods 8 --teams 8 --seed 1 [--seconds 60]");
    return 2;
}
