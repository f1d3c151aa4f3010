using System.Collections.Immutable;
using System.Text;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Sources;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>The mappings that come with Dais: <c>samples/mappings</c>, inside the program.</summary>
internal static class Presets
{
    private const string Prefix = "mappings/";

    /// <summary>All of them, by name.</summary>
    public static ImmutableArray<Mapping> All { get; } = [.. Names().Select(Read)];

    /// <summary>The one of that name, or nothing.</summary>
    public static Mapping? Find(string name) => All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Names() =>
        typeof(Presets).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static Mapping Read(string resource)
    {
        using var stream = typeof(Presets).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var findings = new List<Finding>();
        return MappingReader.Read(reader.ReadToEnd(), resource[Prefix.Length..], findings)
            ?? throw new InvalidOperationException("A mapping of the program itself is faulty: " + string.Join(" ", findings));
    }
}
