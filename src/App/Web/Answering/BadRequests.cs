using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Dais.App.Web.Answering;

/// <summary>Says in the house's words why a request could not be read; the framework's own words name types of the code.</summary>
internal static partial class BadRequests
{
    public static Problem Of(BadHttpRequestException e)
    {
        var problem = Problems.Of(e.StatusCode);
        if (e.StatusCode != StatusCodes.Status400BadRequest) return problem;
        if (e.InnerException is JsonException json) return Of(json);
        if (Parameter().Match(e.Message) is not { Success: true } match) return problem;
        var name = match.Groups["name"].Value;
        return match.Groups["how"].Value switch
        {
            "Failed to bind parameter" => new(problem.Status, $"The value of {name} is not of the kind that is asked for.", name, problem.Maybe),
            "Implicit body inferred for parameter" => new(problem.Status, "A body is asked for, and there is none.", "body", problem.Maybe),
            _ => new(problem.Status, $"{name} is missing.", name, problem.Maybe),
        };
    }

    /// <summary>Why a body is not as it has to be.</summary>
    public static Problem Of(JsonException e)
    {
        var path = e.Path is { Length: > 0 } said ? said : "$";
        var where = e.LineNumber is { } line ? $"{path}, line {line + 1}" : path;
        if (e is RefusedBodyException refused) return new(StatusCodes.Status400BadRequest, e.Message, where, refused.Maybe);
        return e.InnerException is JsonException
            ? new(StatusCodes.Status400BadRequest, "The body is not well-formed JSON.", where, "Maybe a comma, a quote or a bracket is missing there, or it is not in UTF-8.")
            : new(StatusCodes.Status400BadRequest, "The body is not of the shape that is asked for.", where, "Maybe a member is misspelt, missing or of another kind; /api/docs shows the shape.");
    }

    [GeneratedRegex("""^(?<how>Failed to bind parameter|Required parameter|Implicit body inferred for parameter) "(?:[^"]+ )?(?<name>[A-Za-z0-9_-]+)"(?:.* from (?<from>[a-z]+))?""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
