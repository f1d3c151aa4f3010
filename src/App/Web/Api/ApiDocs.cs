using Dais.App.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Dais.App.Web.Api;

/// <summary><c>/api/docs</c>: the API's document to leaf through. Everything it needs comes from here.</summary>
internal static class ApiDocs
{
    private const string Path = "/api/docs", Script = Path + "/within-policy.js", Harmless = "It shows the API's document, which anyone may have.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Script, () => Results.Stream(typeof(ApiDocs).Assembly.GetManifestResourceStream("within-policy.js")!, "text/javascript"))
            .AllowAnyone(Harmless).ExcludeFromDescription();
        routes.MapScalarApiReference(Path, (options, context) =>
        {
            var nonce = SecurityHeaders.Nonce(context);
            options.WithOpenApiRoutePattern(ApiDocument.Path).WithTitle("Dais API").WithNonce(nonce);
            options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().HideDeveloperTools();
            options.AddHeadContent($"<meta property=\"csp-nonce\" content=\"{nonce}\" /><script src=\"{Script}\" nonce=\"{nonce}\"></script>");
        }).AllowAnyone(Harmless);
    }
}
