using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Dais.App.Web.Watching;

/// <summary>The log: one line of JSON for each event, on standard error, without secrets.</summary>
/// <remarks>Scopes are left out: the framework puts whole addresses into them.</remarks>
internal sealed class JsonLines(TextWriter to, TimeProvider clock) : ILoggerProvider
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _one = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
        // The writer belongs to who gave it.
    }

    private void Write(string category, LogLevel level, string message, object? state, Exception? exception)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("level", level.ToString().ToLowerInvariant());
            json.WriteString("of", category);
            json.WriteString("message", Redaction.Clean(message));
            if (Activity.Current is { } activity) json.WriteString("traceId", activity.TraceId.ToHexString());
            if (state is IEnumerable<KeyValuePair<string, object?>> fields)
            {
                foreach (var (name, value) in fields.Where(f => f.Key != "{OriginalFormat}" && f.Value is not null).DistinctBy(f => f.Key)) Field(json, name, value!);
            }

            if (exception is not null) json.WriteString("exception", Redaction.Clean(exception.ToString()));
            json.WriteEndObject();
        }

        var line = Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        lock (_one) to.WriteLine(line);
    }

    private static void Field(Utf8JsonWriter json, string name, object value)
    {
        var key = JsonNamingPolicy.CamelCase.ConvertName(name);
        switch (value)
        {
            case int number: json.WriteNumber(key, number); break;
            case long number: json.WriteNumber(key, number); break;
            case double number when double.IsFinite(number): json.WriteNumber(key, number); break;
            case bool yes: json.WriteBoolean(key, yes); break;
            default: json.WriteString(key, Redaction.Clean(name, value.ToString() ?? "")); break;
        }
    }

    private sealed class Category(JsonLines lines, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Write(name, logLevel, formatter(state, exception), state, exception);
        }
    }
}
