using System.Text.Json.Nodes;
using Dais.Engine.Modelling;

namespace Dais.Workspace.Wire;

/// <summary>
/// A workspace in its one canonical form, as JSON nodes: what every file, folder, sheet and answer converts through.
/// </summary>
/// <remarks>
/// Besides what a <see cref="Portfolio"/> holds it carries the lists that nothing reads yet and the fields that nobody
/// knows. Two documents are equal when their text is. The nodes are not to be changed: make a new document.
/// </remarks>
public sealed class Document : IEquatable<Document>
{
    private string? _text;

    private Document(JsonObject root) => Root = root;

    /// <summary>The object that the file holds.</summary>
    public JsonObject Root { get; }

    /// <summary>The JSON text, indented, with a line feed at its end.</summary>
    public string Text => _text ??= System.Text.Encoding.UTF8.GetString(JsonText.Write(Root));

    /// <summary>Holds a tree against the table and, where its form has no error, makes the document of it.</summary>
    /// <param name="root">What was read.</param>
    /// <param name="findings">Takes everything that is wrong with its form; ids that dangle or stand twice do not hinder the document.</param>
    /// <returns>The document; nothing where the form has errors.</returns>
    public static Document? Of(JsonNode? root, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var own = new List<Finding>();
        DocumentCheck.Run(root, own);
        foreach (var finding in own) findings.Add(finding);
        return own.Any(f => f.IsError && f.Rule is not (Rule.Reference or Rule.Once)) ? null : new Document(Canonical.Workspace((JsonObject)root!));
    }

    /// <summary>The document of a portfolio.</summary>
    /// <param name="portfolio">What people know.</param>
    /// <param name="carried">A document whose unread lists and unknown fields are to go along: things of the same id keep theirs.</param>
    public static Document Of(Portfolio portfolio, Document? carried = null)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        var root = FromPortfolio.Of(portfolio);
        if (carried is not null) Carrying.Over(carried.Root, root);
        return new Document(carried is null ? root : Canonical.Workspace(root));
    }

    /// <summary>The portfolio that the document describes; its ids may dangle.</summary>
    public Portfolio ToPortfolio() => Wire.ToPortfolio.Of(Root);

    public bool Equals(Document? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as Document);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
