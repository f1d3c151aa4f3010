using Microsoft.AspNetCore.Http;

namespace Dais.App.Web.Answering;

/// <summary>The answer of an endpoint that refuses without an exception.</summary>
/// <param name="problem">Why.</param>
internal sealed class Refused(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => ProblemBodies.WriteAsync(httpContext, problem);
}
