using System.CommandLine;

namespace Dais.App.Cli;

/// <summary>The help texts: what a verb is for, how it is spelt, and an example that works.</summary>
internal static class Help
{
    private const int Width = 80;

    /// <summary>The help of <c>dais</c>: its verbs, grouped, one line each.</summary>
    public static void Write(TextWriter to, IReadOnlyList<Verb> verbs)
    {
        to.WriteLine("dais: from many asks to one plan that is proven best under stated rules.");
        to.WriteLine();
        to.WriteLine("Usage: dais VERB [ARGUMENTS] [OPTIONS]");
        foreach (var group in verbs.GroupBy(v => v.Purpose).OrderBy(g => g.Key))
        {
            to.WriteLine();
            to.WriteLine(group.Key switch
            {
                Purpose.Begin => "Begin",
                Purpose.Keep => "Keep facts",
                Purpose.Decide => "Decide",
                _ => "Work together",
            });
            foreach (var verb in group) Row(to, verb.Name, verb.Description ?? "", 12);
        }

        to.WriteLine();
        to.WriteLine("A WORKSPACE is a .json file, a folder of lists, an .xlsx workbook: dais sample");
        to.WriteLine("writes one. Exit codes: 0 done, 1 the answer is no, 2 bad input or usage.");
        to.WriteLine();
        to.WriteLine("Try: dais demo, and dais VERB --help for an example.");
    }

    /// <summary>The help of one verb.</summary>
    public static void Write(TextWriter to, Verb verb)
    {
        Paragraph(to, $"dais {verb.Name}: {verb.Description}");
        to.WriteLine();
        to.WriteLine("Usage: dais " + Usage(verb));
        if (verb.Remarks.Length > 0)
        {
            to.WriteLine();
            foreach (var paragraph in verb.Remarks.Split('\n')) Paragraph(to, paragraph);
        }

        if (verb.Arguments.Count > 0) Section(to, "Arguments", verb.Arguments.Select(a => (NameOf(a), a.Description ?? "")));
        Section(to, "Options", [.. verb.Options.Where(o => !o.Hidden).Select(o => (Spelling(o), o.Description ?? "")), ("--help", "Shows this.")]);
        to.WriteLine();
        to.WriteLine("Example");
        foreach (var line in verb.Example.Split('\n')) to.WriteLine("  " + line);
    }

    private static string Usage(Verb verb) => string.Join(' ',
    [
        verb.Name,
        .. verb.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{NameOf(a)}]" : NameOf(a)),
        "[OPTIONS]",
    ]);

    /// <summary>What an argument is called in help and errors.</summary>
    public static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private static string Spelling(Option option) => option.HelpName is { } value ? $"{option.Name} {value}" : option.Name;

    private static void Section(TextWriter to, string title, IEnumerable<(string Name, string Text)> rows)
    {
        var list = rows.ToList();
        to.WriteLine();
        to.WriteLine(title);
        foreach (var (name, text) in list) Row(to, name, text, list.Max(r => r.Name.Length));
    }

    private static void Row(TextWriter to, string name, string text, int width)
    {
        var lines = Wrap(text, Width - width - 4).ToList();
        for (var i = 0; i < lines.Count; i++) to.WriteLine($"  {(i == 0 ? name : "").PadRight(width)}  {lines[i]}".TrimEnd());
    }

    private static void Paragraph(TextWriter to, string text)
    {
        foreach (var line in Wrap(text, Width)) to.WriteLine(line);
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : line + " " + word;
            }
        }

        yield return line;
    }
}
