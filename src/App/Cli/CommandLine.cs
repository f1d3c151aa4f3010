using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Dais.App.Cli.Verbs;
using Dais.Engine.Modelling;
using Dais.Workspace;
using Dais.Workspace.Planning;
using Dais.Workspace.Solving;

namespace Dais.App.Cli;

/// <summary>The door for people at a terminal and for scripts: it reads the words, calls an operation, shows the answer.</summary>
public static class CommandLine
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: there is no plan, or none is proven where proof was asked for.</summary>
    public const int No = 1;

    /// <summary>Bad input or usage, or a fault.</summary>
    public const int Bad = 2;

    /// <summary>The error of a reader who has seen enough, such as <c>head</c>.</summary>
    private const int BrokenPipe = 32;

    /// <summary>The version, as <c>dais --version</c> prints it.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Runs the command that <paramref name="args"/> spell.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(around);
        try
        {
            var code = await DispatchAsync(args, around, cancel).ConfigureAwait(false);
            await around.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            return code;
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return Done;
        }
        catch (Exception e)
        {
            return Explain(e, around);
        }
    }

    /// <summary>Every verb by its name, in the order of the help; made only where it is needed, because that takes time.</summary>
    private static readonly (string Name, Func<Surroundings, Verb> Make)[] Known =
    [
        ("demo", DemoVerb.Make),
        ("sample", SampleVerb.Make),
        ("check", CheckVerb.Make),
        ("convert", ConvertVerb.Make),
        ("import", ImportVerb.Make),
        ("value", ValueVerb.Make),
        ("plan", PlanVerb.Make),
        ("compare", CompareVerb.Make),
        ("lenses", LensesVerb.Make),
        ("groups", GroupsVerb.Make),
        ("allocation", AllocationVerb.Make),
        ("robustness", RobustnessVerb.Make),
        ("why-not", WhyNotVerb.Make),
        ("what-if", WhatIfVerb.Make),
        ("horizon", HorizonVerb.Make),
        ("dependencies", DependenciesVerb.Make),
        ("serve", ServeVerb.Make),
        ("backup", BackupVerb.Make),
        ("restore", RestoreVerb.Make),
        ("doctor", DoctorVerb.Make),
    ];

    /// <summary>Every verb, as the help lists them.</summary>
    internal static IReadOnlyList<Verb> Verbs(Surroundings around) => [.. Known.Select(k => k.Make(around))];

    private static async Task<int> DispatchAsync(IReadOnlyList<string> args, Surroundings around, CancellationToken cancel)
    {
        if (args.Count == 0 || args[0] is "--help" or "-h" or "-?" or "help")
        {
            Help.Write(around.Out, Verbs(around));
            return args.Count == 0 ? Bad : Done;
        }

        if (args[0] == "--version")
        {
            await around.Out.WriteLineAsync("dais " + Version).ConfigureAwait(false);
            return Done;
        }

        var verb = Array.Find(Known, k => k.Name == args[0]).Make?.Invoke(around) ?? throw UnknownVerb(args[0]);
        if (args.Skip(1).TakeWhile(a => a != "--").Any(a => a is "--help" or "-h" or "-?"))
        {
            Help.Write(around.Out, verb);
            return Done;
        }

        var parsed = CommandLineParser.Parse(verb, [.. args.Skip(1)], new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Errors.Count > 0) throw Misspelt(parsed, verb);
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancel).ConfigureAwait(false);
    }

    private static UsageException UnknownVerb(string word)
    {
        var what = word.StartsWith('-') ? "option" : "verb";
        var maybe = new Nearest().Maybe(word, Known.Select(k => k.Name)) ?? "Maybe dais --help shows what you look for.";
        return new UsageException($"There is no {what} \"{word}\". {maybe}");
    }

    private static UsageException Misspelt(ParseResult parsed, Verb verb)
    {
        var options = verb.Options.Select(o => o.Name).ToList();
        var strange = parsed.UnmatchedTokens.FirstOrDefault(t => t.StartsWith('-') && t.Length > 1);
        if (strange is not null) return new UsageException($"dais {verb.Name} has no option \"{strange}\". {new Nearest().Maybe(strange, options) ?? $"Maybe dais {verb.Name} --help shows what you look for."}");
        if (parsed.UnmatchedTokens is [var extra, ..]) return new UsageException($"dais {verb.Name} does not know what to do with \"{extra}\". Maybe it has to be quoted, or stands there by mistake.");
        return parsed.Errors[0] switch
        {
            { SymbolResult: ArgumentResult { Tokens.Count: 0 } missing } => new UsageException($"dais {verb.Name} needs {Help.NameOf(missing.Argument)}: {missing.Argument.Description} Maybe dais {verb.Name} --help shows what you look for."),
            { SymbolResult: OptionResult { Tokens.Count: 0 } empty } => new UsageException($"{empty.Option.Name} needs a value: {empty.Option.Description} Maybe dais {verb.Name} --help shows what you look for."),
            var other => new UsageException($"{other.Message} Maybe dais {verb.Name} --help shows what you look for."),
        };
    }

    private static int Explain(Exception e, Surroundings around)
    {
        if (around.Debug && e is not (UsageException or UnsoundException)) around.Error.WriteLine(e is SolverException { Detail: { } detail } ? detail : e.ToString());
        if (e is UnsoundException unsound)
        {
            Findings.Write(around.Error, unsound);
            return Bad;
        }

        around.Error.WriteLine(e switch
        {
            UsageException or DocumentException or SolverException or Web.CannotServeException => "dais: " + e.Message,
            RefusalException refusal => $"dais: {(refusal.Where.Length == 0 || refusal.What.Contains(refusal.Where, StringComparison.Ordinal) ? "" : Text.Show.Clean(refusal.Where) + ": ")}{Text.Show.Clean(refusal.Message)}",
            IOException or UnauthorizedAccessException => $"dais: {e.Message} Maybe the path is mistyped, or not yours to read or write.",
            OperationCanceledException => "dais: stopped.",
            _ => $"dais: a fault of Dais itself, not of your input: {e.Message} Maybe you report it: run the command again with DAIS_DEBUG=1, and send what it prints.",
        });
        return e is OperationCanceledException ? No : Bad;
    }
}

/// <summary>A command is not spelt as it has to be; the message says how.</summary>
public sealed class UsageException(string message) : Exception(message);
