using System.Text.Json.Nodes;
using Dais.Workspace;
using Microsoft.AspNetCore.Http;

namespace Dais.App.Web.Answering;

/// <summary>The one place that says which status a refusal has, and what an answer says that has a status and no words.</summary>
internal static class Problems
{
    /// <summary>The answer to what an operation refuses.</summary>
    public static Problem Of(RefusalException refusal) => refusal switch
    {
        MissingException => Of(StatusCodes.Status404NotFound),
        ForbiddenException => Worded(StatusCodes.Status403Forbidden, refusal),
        ConflictException { Yours: null, Theirs: null } => Worded(StatusCodes.Status409Conflict, refusal),
        ConflictException { Clashes.IsEmpty: false } conflict => Worded(StatusCodes.Status409Conflict, refusal) with { Conflicts = [.. conflict.Clashes.Select(ProblemConflict.Of)] },
        ConflictException conflict => Worded(StatusCodes.Status412PreconditionFailed, refusal) with { SentVersion = Version(conflict.Yours), CurrentVersion = Version(conflict.Theirs), CurrentValue = Value(conflict.Theirs) },
        InvalidException invalid => Worded(StatusCodes.Status422UnprocessableEntity, refusal) with { Findings = invalid.Findings.IsEmpty ? null : [.. invalid.Findings.Select(ProblemFinding.Of)] },
        StoreException => Worded(StatusCodes.Status503ServiceUnavailable, refusal) with { RetryAfter = TimeSpan.FromSeconds(10) },
        BusyException => Worded(StatusCodes.Status503ServiceUnavailable, refusal) with { RetryAfter = TimeSpan.FromSeconds(2) },
        _ => throw new System.Diagnostics.UnreachableException($"{refusal.GetType().Name} has no status."),
    };

    /// <summary>The answer to a caller who asks too often.</summary>
    public static Problem TooMany(TimeSpan after) => Of(StatusCodes.Status429TooManyRequests) with { RetryAfter = after };

    /// <summary>The answer that has a status only. A place is added by who writes it.</summary>
    public static Problem Of(int status)
    {
        var (what, maybe) = status switch
        {
            400 => ("The request is not formed as it has to be.", "Maybe /api/docs shows how it is spelt."),
            401 => ("You are not signed in.", "Maybe you sign in first, or send a token: Authorization: Bearer TOKEN."),
            403 => ("You may not do this.", "Maybe an owner of the workspace gives you a role that may."),
            404 => ("There is nothing here for you.", "Maybe the address is mistyped, what was here is gone, or it is in a workspace that you are not a member of."),
            405 => ("This address does not take that method.", "Maybe one of those in the header Allow is meant."),
            406 => ("What is here does not come in a form that you accept.", "Maybe Accept: application/json is meant."),
            408 => ("The request came too slowly.", "Maybe the connection is bad; send it again."),
            409 => ("This cannot be done as things stand.", "Maybe the same request is being carried out already; ask again in a moment."),
            412 => ("The thing was changed since you read it.", "Maybe you read it again, and make your change to what it is now."),
            413 => ("The body is too large.", "Maybe it can be sent in parts; a file of signals goes to the import."),
            414 => ("The address is too long.", "Maybe a part of it belongs into the body."),
            415 => ("The body is of a kind that is not taken here.", "Maybe Content-Type: application/json is meant, in UTF-8 and not compressed."),
            422 => ("What was sent breaks a rule.", "Maybe the findings show what to change."),
            428 => ("It has to be said which version is to be changed.", "Maybe If-Match with the ETag that came with the thing is missing."),
            429 => ("You ask more often than is allowed.", "Maybe you wait for as long as the header Retry-After says."),
            431 => ("The headers are too large, or too many.", "Maybe a cookie has grown too large; delete it."),
            500 => ("A fault of Dais itself, not of your request.", "Maybe you report it: the log has more under the trace id."),
            503 => ("Dais cannot answer now.", "Maybe you try again in a moment."),
            505 => ("This version of HTTP is not spoken here.", "Maybe HTTP/1.1 is meant."),
            _ => ("The request was not carried out.", "Maybe /api/docs shows how it is spelt."),
        };
        return new(status, what, "", maybe);
    }

    private static Problem Worded(int status, RefusalException refusal) => new(status, refusal.What, refusal.Where, refusal.Maybe ?? Of(status).Maybe);

    private static JsonNode? Value(Standing? standing) => standing?.Json is { } json ? JsonNode.Parse(json) : null;

    private static string? Version(Standing? standing) => standing is null ? null : $"\"{standing.Version}\"";
}
