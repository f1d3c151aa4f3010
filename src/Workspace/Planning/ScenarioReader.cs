using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>One change in the shape of a scenario file, and how it was said, for what is wrong with it: <c>--pin sso=2027-Q2</c>.</summary>
public sealed record SaidChange(string Said, JsonObject Change);

/// <summary>Reads scenarios and makes sure, before anything is solved, that they can be tried on a base.</summary>
public static partial class ScenarioReader
{
    /// <summary>The scenario of a file and of changes said besides; those of the file come first.</summary>
    /// <param name="utf8">The file; absent where there is none.</param>
    /// <param name="source">Its name, for the findings and for a scenario without a name of its own.</param>
    /// <param name="said">The changes said besides.</param>
    /// <param name="portfolio">The base, without errors.</param>
    /// <param name="policy">The base's policy.</param>
    /// <returns>The scenario, nothing where it has errors; and everything that is wrong or odd with it.</returns>
    public static (Scenario? Scenario, ImmutableArray<Finding> Findings) Read(ReadOnlyMemory<byte>? utf8, string source, IReadOnlyList<SaidChange> said, Portfolio portfolio, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(said);
        var findings = new List<Finding>();
        var root = utf8 is { } text ? JsonText.Read(text.Span, source, findings) : new JsonObject { ["name"] = Named(said), ["changes"] = new JsonArray() };
        if (findings.Count > 0) return (null, [.. findings]);
        var own = root is JsonObject file && file.Get("changes") is JsonArray changes ? changes.Count : 0;
        if (root is JsonObject whole && whole.Get("changes") is JsonArray list)
        {
            foreach (var each in said) list.Add(each.Change.DeepClone());
        }

        var scenario = ScenarioFile.Check(root, portfolio, findings) is { } canonical ? Bound(canonical, source, portfolio, policy, findings) : null;
        return (scenario, [.. findings.Select(f => Located(f, source, own, said))]);
    }

    /// <summary>Tries the changes one after the other, and holds what comes of them against the rules of the model.</summary>
    private static Scenario? Bound(JsonObject canonical, string source, Portfolio portfolio, Policy policy, List<Finding> findings)
    {
        var node = Node.Root(Encoding.UTF8.GetBytes(JsonText.Line(canonical)));
        ImmutableArray<ScenarioChange> changes;
        try
        {
            changes = ScenarioText.Read(node, "changes", portfolio);
        }
        catch (DocumentException e)
        {
            findings.Add(Finding.Error(Rule.Reference, Head().Match(e.Message).Value, e.Message, "Maybe the change that proposes it has to come first."));
            return null;
        }

        if (changes.IsEmpty)
        {
            findings.Add(Finding.Error(Rule.Required, "changes", "There is no change in it: what if nothing is different?", "Maybe add one: { \"pin\": \"sso\", \"finish\": \"2027-Q2\" }."));
            return null;
        }

        var setup = new Setup(portfolio, policy);
        for (var k = 0; k < changes.Length; k++)
        {
            try
            {
                setup = changes[k].Apply(setup);
            }
            catch (ArgumentException e)
            {
                findings.Add(Split(string.Create(CultureInfo.InvariantCulture, $"changes[{k}]"), e.Message));
                return null;
            }
        }

        var before = ModelRules.Check(portfolio).ToHashSet();
        var broken = ModelRules.Check(setup.Portfolio).Where(f => !before.Contains(f)).Select(f => f with { At = "", Sentence = $"With these changes, {f.At}: {f.Sentence}" }).ToList();
        findings.AddRange(broken);
        return broken.Exists(f => f.IsError) ? null : new(node.Find("name")?.Text() ?? Path.GetFileNameWithoutExtension(source), changes);
    }

    private static string Named(IReadOnlyList<SaidChange> said) => string.Join(", ", said.Select(s => s.Said.TrimStart('-')));

    private static Finding Split(string at, string message)
    {
        var maybe = message.IndexOf(" Maybe ", StringComparison.Ordinal);
        return maybe < 0 ? Finding.Error(Rule.Range, at, message) : Finding.Error(Rule.Range, at, message[..maybe], message[(maybe + 1)..]);
    }

    private static Finding Located(Finding finding, string source, int own, IReadOnlyList<SaidChange> said)
    {
        if (finding.Source is not null) return finding;
        var match = Head().Match(finding.At);
        if (!match.Success) return finding with { Source = source.Length == 0 ? "the scenario" : source };
        var place = int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture) - own;
        return place >= 0 && place < said.Count ? finding with { Source = said[place].Said, At = "" } : finding with { Source = source };
    }

    [GeneratedRegex(@"^changes\[(?<index>[0-9]+)\]", RegexOptions.ExplicitCapture)]
    private static partial Regex Head();
}
