using System.Text.RegularExpressions;
using Dais.Engine.Modelling;

namespace Dais.Engine.Tests.Modelling;

public sealed partial class RulesDocumentTests
{
    [Fact]
    public void Every_rule_that_code_cites_stands_in_the_document_and_every_one_there_is_cited()
    {
        var root = Root();
        var cited = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Number().Matches(File.ReadAllText(f)).Select(m => m.Value))
            .ToHashSet();
        var defined = Defined().Matches(File.ReadAllText(Path.Combine(root, "docs", "rules.md"))).Select(m => m.Groups["number"].Value).ToList();

        Assert.Equal(defined.Count, defined.Distinct().Count());
        Assert.Equal(defined.Order(), cited.Order());
    }

    [Fact]
    public void Every_rule_of_the_model_is_used_somewhere()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(typeof(Rule).GetFields(), rule => Assert.Contains("Rule." + rule.Name, code, StringComparison.Ordinal));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dais.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository's root is not above the tests.");
    }

    [GeneratedRegex(@"§[0-9]+|(?<![A-Za-z0-9-])R[0-9]{1,2}(?![A-Za-z0-9])")]
    private static partial Regex Number();

    [GeneratedRegex(@"^- \*\*(?<number>§[0-9]+|R[0-9]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Defined();
}
