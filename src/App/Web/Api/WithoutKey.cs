namespace Dais.App.Web.Api;

/// <summary>What an endpoint says that makes something and takes no <c>Idempotency-Key</c>.</summary>
/// <param name="Reason">Why not, and why sending it again does no harm.</param>
internal sealed record WithoutKey(string Reason)
{
    /// <summary>The answer is a secret.</summary>
    public static WithoutKey OfSecret { get; } = new("its answer is a code that is shown once, of which the store keeps no more than a hash; sent again it makes another code in the place of the first, and nothing is there twice");
}
