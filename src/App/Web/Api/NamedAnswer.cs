namespace Dais.App.Web.Api;

/// <summary>Which of the named shapes the answer of an endpoint has.</summary>
/// <param name="Name">The shape's name among the document's schemas.</param>
internal sealed record NamedAnswer(string Name);
