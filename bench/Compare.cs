namespace Dais.Bench;

/// <summary>Measures ours against what is plain, and writes the tables of docs/performance.md.</summary>
internal static class Compare
{
    internal const string Usual = "docs/performance.md";
    private const string Published = "Xuan, Jiang, Ren and Luo (2012), Solving the large scale next release problem with a backbone-based multilevel algorithm";

    internal static int Run(string[] args)
    {
        var arguments = new Arguments(args, ["--only", "--ratios", "--seconds", "--with", "--sizes", "--portfolio-seconds", "--frontier-seconds", "--seed", "--write"], "--quiet-clock");
        var only = arguments.Text("--only");
        if (only is not (null or "next-release" or "portfolios" or "frontier")) throw new FormatException($"--only {only} is nothing to compare. Maybe next-release, portfolios or frontier.");
        var target = arguments.Text("--write") ?? (arguments.None ? Path.Combine(Root, Usual) : null);
        if (only is null or "next-release") Show("next-release", NextReleaseCompare.Table(Instances(arguments), arguments), target);
        if (only is null or "portfolios") Show("portfolios", PortfolioCompare.Table(arguments), target);
        if (only is null or "frontier") Show("frontier", FrontierCompare.Table(arguments, Instances(arguments)[0]), target);
        return 0;
    }

    private static List<string> Instances(Arguments arguments)
    {
        if (arguments.Files.Count > 0) return arguments.Files;
        var folder = Path.Combine(Environment.GetEnvironmentVariable("DAIS_DATA") ?? Path.Combine(Root, "..", "shared", "data"), "next-release");
        List<string> files = [.. Enumerable.Range(1, 5).Select(n => Path.Combine(folder, $"nrp{n}.txt"))];
        return files.Find(f => !File.Exists(f)) is { } missing
            ? throw new FormatException($"{missing} is not there. The classic instances of the Next Release Problem are published with {Published}. Maybe they are elsewhere: DAIS_DATA names the folder that holds next-release/, or name the files; --only portfolios needs none.")
            : files;
    }

    internal static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dais.slnx"))) folder = folder.Parent;
            return folder?.FullName ?? throw new FormatException("The repository is not above this program. Maybe name the files, and --write where to.");
        }
    }

    internal static void Show(string place, string table, string? target)
    {
        Console.WriteLine(table);
        if (target is not null) Write(target, place, table);
    }

    internal static void Write(string file, string place, string table)
    {
        var (begin, end) = ($"<!-- {place}: begin (written by bench) -->", $"<!-- {place}: end -->");
        var text = File.ReadAllText(file);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new FormatException($"{file} has no place for the table. Maybe add the lines {begin} and {end}.");
        File.WriteAllText(file, text[..(from + begin.Length)] + "\n\n" + table.Trim() + "\n\n" + text[to..]);
    }
}
