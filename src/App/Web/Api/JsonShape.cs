using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dais.App.Web.Answering;

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
        json.Converters.Add(new Free<JsonNode>());
        json.Converters.Add(new Free<JsonObject>());
    }

    /// <summary>Reads what has no type of its own; the framework meets a member that stands twice in it with a fault of its own.</summary>
    private sealed class Free<T> : JsonConverter<T>
        where T : JsonNode
    {
        private static readonly JsonSerializerOptions Strict = new() { MaxDepth = Depth, AllowDuplicateProperties = false };

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return JsonSerializer.Deserialize<T>(ref reader, Strict);
            }
            catch (ArgumentException)
            {
                throw RefusedBodyException.Twice();
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer, options);
    }
}
