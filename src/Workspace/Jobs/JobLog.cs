using Microsoft.Extensions.Logging;

namespace Dais.Workspace.Jobs;

/// <summary>What is logged of jobs: never what was asked or answered.</summary>
internal static partial class JobLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} of {Workspace} begins: {Kind}, attempt {Attempt}.")]
    public static partial void Begins(this ILogger log, string job, string workspace, string kind, long attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} of {Workspace} ends after {Seconds} s: {Ending}.")]
    public static partial void Ends(this ILogger log, string job, string workspace, double seconds, string ending);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round through the jobs failed; the next one follows.")]
    public static partial void RoundFailed(this ILogger log, Exception fault);
}
