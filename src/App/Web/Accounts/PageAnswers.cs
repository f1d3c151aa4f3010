using System.Reflection;
using Dais.App.Web.Access;
using Dais.Workspace;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Dais.App.Web.Accounts;

/// <summary>What the endpoints of these pages share.</summary>
internal static class PageAnswers
{
    /// <summary>Shows a page whole, with nothing to come later.</summary>
    public static IResult Show<TPage>(HttpContext context, object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TPage>(parameters) { PreventStreamingRendering = true, StatusCode = status };
    }

    /// <summary>Goes on to another page after a form.</summary>
    public static IResult GoTo(string path) => new SeeOther(path);

    /// <summary>A refusal in one sentence and what to do about it.</summary>
    public static string Sentence(this RefusalException refusal) => refusal.Message;

    /// <summary>The one style sheet.</summary>
    public static void MapStyle(IEndpointRouteBuilder routes) =>
        routes.MapGet("/style/dais.css", () => Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream("dais.css")!, "text/css"))
            .AllowAnyone("It is how pages look, and tells nothing.").ExcludeFromDescription();

    /// <summary>After a form is sent the browser asks for the page anew, so that going back does not send it again.</summary>
    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
