using System.Collections;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dais.App.Cli;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Dais.App.Web.Watching;

/// <summary>What is measured and traced. Measurements are fetched at <c>/metrics</c>; nothing is sent anywhere unless the operator names a place.</summary>
internal static class Telemetry
{
    /// <summary>The name of the house's meter and activity source.</summary>
    public const string Name = "Dais";

    private const string Prefix = "OTEL_";

    private static readonly string[] Places = [Prefix + "EXPORTER_OTLP_ENDPOINT", Prefix + "EXPORTER_OTLP_METRICS_ENDPOINT", Prefix + "EXPORTER_OTLP_TRACES_ENDPOINT"];

    private static readonly Meter Meter = new(Name, CommandLine.Version);

    /// <summary>What the house traces.</summary>
    public static ActivitySource Activities { get; } = new(Name, CommandLine.Version);

    /// <summary>How many requests were refused, by status.</summary>
    public static Counter<long> Problems { get; } = Meter.CreateCounter<long>("dais.problems", "{problem}", "Requests that were refused, by status.");

    /// <summary>Listens to what is measured and traced.</summary>
    public static void Add(IServiceCollection services, IConfigurationBuilder configuration)
    {
        var said = Said();
        configuration.AddInMemoryCollection(said!);
        var sends = Places.Any(p => !string.IsNullOrEmpty(said.GetValueOrDefault(p)));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("dais", serviceVersion: CommandLine.Version))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter();
                if (sends) metrics.AddOtlpExporter();
            })
            .WithTracing(traces =>
            {
                traces.AddSource(Name).AddAspNetCoreInstrumentation();
                if (sends) traces.AddOtlpExporter();
            });
    }

    /// <summary>The standard variables of OpenTelemetry, which say where to send to, and nothing else of the environment.</summary>
    private static Dictionary<string, string> Said() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(e => ((string)e.Key).StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
}
