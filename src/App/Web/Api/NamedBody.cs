namespace Dais.App.Web.Api;

/// <summary>Which of the named shapes the body of an endpoint has.</summary>
/// <param name="Name">The shape's name among the document's schemas.</param>
internal sealed record NamedBody(string Name);
