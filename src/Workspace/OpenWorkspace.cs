using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace;

/// <summary>What came of opening a workspace.</summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Document">Its canonical document; nothing where its form has errors.</param>
/// <param name="Portfolio">What it describes; nothing where there is no document. It may still break rules: see <paramref name="Findings"/>.</param>
/// <param name="Findings">Everything that is wrong or odd, errors first.</param>
public sealed record Opened(string Path, Document? Document, Portfolio? Portfolio, ImmutableArray<Finding> Findings)
{
    /// <summary>The findings that stop.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(f => f.IsError);

    /// <summary>The findings that do not.</summary>
    public IEnumerable<Finding> Warnings => Findings.Where(f => !f.IsError);

    /// <summary>Whether it can be planned and valued: there is a portfolio, and no error.</summary>
    public bool Sound => Portfolio is not null && !Errors.Any();
}

/// <summary>Opens a workspace in any of its forms.</summary>
public static class OpenWorkspace
{
    /// <summary>Reads the workspace at that path: a JSON file.</summary>
    /// <returns>What was found; a path that cannot be read is an error among the findings, never an exception.</returns>
    public static Opened From(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var name = Path.GetFileName(path);
        var form = new List<Finding>();
        Document? document = null;
        if (Bytes(path, form) is { } bytes)
        {
            var root = JsonText.Read(bytes, name, form);
            if (!form.Exists(f => f.Rule == Rule.Readable)) document = Document.Of(root, form);
        }

        return Finish(path, document, form, f => f with { Source = f.Source ?? name });
    }

    /// <summary>Binds the document and adds what the model's rules find.</summary>
    internal static Opened Finish(string path, Document? document, List<Finding> form, Func<Finding, Finding> locate)
    {
        var portfolio = document?.ToPortfolio();
        var seen = form.Select(f => (f.Rule, f.At)).ToHashSet();
        var sense = portfolio is null ? [] : ModelRules.Check(portfolio).Where(f => !seen.Contains((f.Rule, f.At)));
        var all = form.Concat(sense).Select(locate).ToList();
        return new Opened(path, document, portfolio, [.. all.Where(f => f.IsError), .. all.Where(f => !f.IsError)]);
    }

    private static byte[]? Bytes(string path, List<Finding> findings)
    {
        try
        {
            if (!File.Exists(path))
            {
                findings.Add(Finding.Error(Rule.Readable, "", $"There is no file {path}.", "Maybe the path is relative to another folder."));
                return null;
            }

            if (new FileInfo(path).Length is var length && length > JsonText.MostBytes)
            {
                findings.Add(Finding.Error(Rule.Readable, "", $"The file has {length / 1048576.0:0.#} MB; at most {JsonText.MostBytes / 1048576} MB are read.", "Maybe a folder of CSV files holds it better."));
                return null;
            }

            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Error(Rule.Readable, "", $"The file cannot be read: {e.Message}", "Maybe another program holds it, or it belongs to another user."));
            return null;
        }
    }
}
