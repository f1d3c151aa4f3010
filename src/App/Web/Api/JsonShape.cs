using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dais.App.Web.Api;

/// <summary>How bodies are read and written: strictly, so that a misspelt member is told and not passed over.</summary>
internal static class JsonShape
{
    /// <summary>How deep a body may be nested.</summary>
    private const int Depth = 32;

    public static void Set(JsonSerializerOptions json)
    {
        json.MaxDepth = Depth;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
