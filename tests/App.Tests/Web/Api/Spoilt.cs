using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Dais.App.Web.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Dais.App.Tests.Web.Api;

/// <summary>An endpoint with all that a request to it may say, as the endpoint itself declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">Its method.</param>
/// <param name="Pattern">Its address.</param>
/// <param name="Queries">What it asks of the query.</param>
internal sealed record Door(string Name, string Method, RoutePattern Pattern, ImmutableArray<string> Queries)
{
    /// <summary>Every endpoint of the API; so one that is added later is among them by itself.</summary>
    public static ImmutableArray<Door> Of(Serving serving) =>
    [
        .. from endpoint in serving.Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<Demand>() is not null && endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
           let asked = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Where(p => Plain(p.ParameterType)).Select(p => p.Name!) ?? []
           select new Door(
               endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
               endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0],
               endpoint.RoutePattern,
               [.. asked.Except(endpoint.RoutePattern.Parameters.Select(p => p.Name), StringComparer.Ordinal)]),
    ];

    /// <summary>Its address, with a value for each parameter.</summary>
    public string Address(Func<string, string> value) => "/" + string.Join('/', Pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter => value(parameter.Name),
        _ => "",
    }))));

    private static bool Plain(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(string[]));
}

/// <summary>A request to an endpoint as somebody sends it who makes mistakes, or means harm.</summary>
/// <param name="Door">The endpoint.</param>
/// <param name="Caller">Who sends it.</param>
/// <param name="Address">The address, as it goes over the wire.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; absent for none.</param>
/// <param name="Missing">How many bytes of the body the sender keeps back.</param>
internal sealed record Spoilt(Door Door, string Caller, string Address, ImmutableArray<(string Name, string Value)> Headers, byte[]? Body, int Missing)
{
    /// <summary>It as bytes.</summary>
    public byte[] Bytes(string? token)
    {
        var head = new StringBuilder($"{Door.Method} {Address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        if (token is not null) head.Append("Authorization: Bearer ").Append(token).Append("\r\n");
        foreach (var (name, value) in Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (Body is not null) head.Append("Content-Length: ").Append(Body.Length + Missing).Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body ?? []];
    }

    public override string ToString() => $"{Door.Name} by {Caller}: {Encoding.UTF8.GetString(Bytes(null).AsSpan(0, Math.Min(1500, Bytes(null).Length)))}";
}

/// <summary>Makes requests that have something wrong in them: in the address, the query, the headers, the body, or several of these.</summary>
internal sealed class Spoiling(Random random, JsonObject whole)
{
    private const string Raw = "\uE000", NotUtf8 = "\uE001";

    private static readonly string[] Ids =
    [
        "%00", "a%00b", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc", "..", "%c0%af", "%ff%fe", "%ED%A0%80", "%zz", "%", new string('a', 3000), "-1", "NaN", "99999999999999999999", "9223372036854775807", "t", "g", "s", "a", "i", "r", "q", "own", "foreign",
        "%F0%9F%A6%84", "%22%27%3C", "%0A", "%0D%0Ax:y", "%7F", "%E2%80%AE", "*", "none", "%20", "a%2Fb", "a;b", "%C3%A9", "e%CC%81", "null", "undefined", "{id}", "viewer", "owner%20", "OWN",
    ];

    private static readonly string[] Asked =
    [
        "", "%00", "a%00b", "%ED%A0%80", "%ff", "%zz", "NaN", "1e999", "-1", "0", "1", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "2147483648", "2026-02-30", "2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "-0001-01-01",
        new string('q', 4000), "name~", "%3D", "effort.t%3ENaN", "name%3D%00", "name~%00", "arr%3E5", "size%3E%3D1e400", "a.b.c.d.e%3D1", ".%3D1", "-", "-name", "-name.x.y", "--", "-%00", "a%26b", "true", "yes", "[]", "%7B%7D", "pay*", "*", "p*", "%00*", "as*", "ask", "%F4%8F%BF%BF*", "%F4%8F%BF%BFab*", "%EF%BF%BF%EF%BF%BF*",
        "a+b+c+d+e+f+g+h+i+j+k+l+m+n", "requests", "accounts", "g", "h", "%E2%80%AE", "0x10", "%201%20", "1.0", "+1", "queued", "3", "mapping: m", "mapping%3A%20[", "mapping%3A%20%26a%20[*a,*a]", "%23", "../../etc/passwd", "jira", "..%2Fx.csv", "x.csv%00", "con.csv",
    ];

    private static readonly string[] Values =
    [
        "NaN", "Infinity", "-0", "1e999", "-1e999", "1e-400", "99999999999999999999999", "9007199254740993", "-9223372036854775809", "0.1e", "01", "null", "true", "\"\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", $"\"{NotUtf8}\"", "\"\\x\"", "\"a", "'a'", "\"2026-02-30\"", "\"2026-Q9\"", "\"\\u202e\"",
        "\"<script>alert(1)</script>\"", "\"'; DROP TABLE items; --\"", "\"../../etc/passwd\"", "[]", "{}", "[null]", "[[[[[]]]]]", "{\"\":1}", "{\"a\":{\"a\":{}}}", "{\"__proto__\":1}", "{\"a\":1,\"a\":2}", "{\"\\u0000\":1}", "{\"\\ud800\":1}", "-1", "0", "1.5", "\"t\"", "\"g\"", "\"i\"", "\"foreign\"", "\"none\"", "/* c */1", "1,", "\"a\nb\"", "\"\\u000a\"",
        "\"viewer\"", "\"owner\"", "\"a@b\"", "\"@\"", "\"x@example.org\\u0000\"", "12345678901234567890e5", "{\"p10\":5,\"p50\":1}", "\"1\"", "undefined", "\"" + new string('s', 70_000) + "\"", new string('[', 40) + new string(']', 40), new string('[', 20_000), "\"\uFFFF\"", "\"e\\u0301\"",
    ];

    private static readonly string[] Types = ["text/plain", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/json;;", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "garbage", "text/csv", "application/xml", "application/problem+json"];

    private static readonly (string, string)[] Others =
    [
        ("If-Match", "garbage"), ("If-Match", "\"-1\""), ("If-Match", "\"99999999999999999999\""), ("If-Match", "W/\"1\""), ("If-Match", "\"1\", \"2\""), ("If-Match", ""), ("If-Match", "\"77\""), ("If-None-Match", "*"), ("If-None-Match", "garbage,,"),
        ("Idempotency-Key", ""), ("Idempotency-Key", new string('k', 5000)), ("Idempotency-Key", "k\u00ff"), ("Idempotency-Key", "the same"), ("Idempotency-Key", "the same"), ("Idempotency-Key", "a b;c"),
        ("Accept", "image/png"), ("Accept", ";;;"), ("Accept", "text/html"), ("Content-Encoding", "gzip"), ("Range", "bytes=9-1"), ("X-HTTP-Method-Override", "DELETE"), ("Origin", "null"), ("traceparent", "00-zz"), ("X-Forwarded-For", "nowhere"), ("Cookie", "__Host-dais=\u00ff"),
    ];

    private static readonly string[] Callers = ["editor", "viewer", "stakeholder", "outsider", "anonymous", "reader", "administrator"];

    /// <summary>A request to that endpoint with one to three things wrong.</summary>
    public Spoilt Next(Door door)
    {
        var (body, type) = Body(door);
        var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(body is null ? 5 : 10)).ToHashSet();
        var headers = new List<(string, string)> { ("If-Match", "*") };
        if (parts.Contains(2) || parts.Contains(9)) headers.AddRange(random.GetItems(Others, 2).Select(o => (o.Item1, o.Item2)));
        if (headers.Exists(h => h is ("If-Match", not "*")) || random.Next(12) == 0) headers.RemoveAt(0);
        var bytes = body is null ? null : parts.Any(p => p >= 5) ? Spoil(body) : Encoding.UTF8.GetBytes(body);
        if (bytes is not null) headers.Add(("Content-Type", parts.Contains(4) ? Pick(Types) : type));
        if (bytes is null && parts.Contains(4)) bytes = "{\"unasked\":1}"u8.ToArray();
        var caller = door.Name.StartsWith("people.", StringComparison.Ordinal) ? "administrator" : "owner";
        return new(door, random.Next(12) == 0 ? Pick(Callers) : caller, Address(door, parts.Contains(0)) + Query(door, parts.Contains(1) || parts.Contains(3)), [.. headers], bytes, bytes is not null && random.Next(40) == 0 ? random.Next(1, 50) : 0);
    }

    private string Address(Door door, bool spoils)
    {
        var at = spoils ? random.Next(Math.Max(1, door.Pattern.Parameters.Count)) : -1;
        var n = 0;
        return door.Address(parameter => n++ == at ? Pick(Ids) : Usual(door, parameter));
    }

    /// <summary>What is right for a parameter of the address.</summary>
    public static string Usual(Door door, string parameter) => parameter switch
    {
        "workspace" => "own",
        "person" => "viewer",
        "batch" => "1",
        "kind" => "requests",
        "token" => "none",
        _ => door.Name.Split('.')[0] switch { "teams" => "t", "groups" => "g", "segments" => "s", "accounts" => "a", "initiatives" => "i", "requests" => "r", _ => "none" },
    };

    private string Query(Door door, bool spoils)
    {
        if (!spoils) return "";
        var pairs = door.Queries.Where(_ => random.Next(2) == 0).Select(q => $"{q}={Pick(Asked)}").ToList();
        if (pairs.Count > 0 && random.Next(6) == 0) pairs.Add(pairs[0]);
        if (random.Next(6) == 0) pairs.Add(Pick(["unknown=1", "%00=1", "=", "%zz", "&&", "a[]=1", "__proto__=1"]));
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    /// <summary>A body that is right for the endpoint; nothing where it takes none.</summary>
    public (string? Body, string Type) Body(Door door)
    {
        var (list, word) = (door.Name.Split('.')[0], door.Name.Split('.')[^1]);
        if (door.Method is "GET" or "DELETE") return (null, "");
        if (door.Name == "imports.add") return ("id,group,title,text\nn1,g,Passkeys,We need passkeys\nn2,g,Export,Export to a file\n", "text/csv");
        var body = door.Name switch
        {
            "platform.write" => whole["platform"]!.ToJsonString(),
            "workspaces.write" => whole.ToJsonString(),
            "workspaces.add" => """{ "id": "own", "name": "X", "document": { "dais": 1, "platform": { "id": "p", "name": "P" } } }""",
            "members.invite" => """{ "email": "new@example.org", "terms": { "role": "viewer", "group": "g", "sensitive": false } }""",
            "members.change" => """{ "role": "viewer", "group": null, "sensitive": false }""",
            "people.invite" => """{ "email": "new@example.org", "administrator": false }""",
            "people.entrust" => """{ "administrator": false }""",
            "workspaces.rename" => """{ "name": "Own" }""",
            "workspaces.delete" => """{ "name": "Not its name" }""",
            "reviews.commit" => """{ "name": "Plan", "revision": 1, "plan": { "status": "optimal", "initiatives": [] } }""",
            "reviews.close" => """{ "period": "2027-Q1", "note": "because" }""",
            "decisions.decide" => """{ "title": "Passkeys first", "about": [ "initiatives/i" ], "why": "because" }""",
            "people.appoint" => """{ "workspace": "own" }""",
            "history.change" => """{ "changes": [ { "kind": "segments", "id": "s", "value": { "id": "s", "name": "N" }, "version": 1 }, { "kind": "requests", "id": "r", "value": { "id": "r", "group": "g", "title": "ask" } }, { "kind": "initiatives", "id": "none", "value": null, "new": false } ], "why": "because" }""",
            _ when list == "analyses" => """{ "seconds": 1, "seed": 1, "policy": { "floor": { "b": 0.1 } }, "lens": "customer", "initiative": "i", "plan": {}, "scenario": "none" }""",
            _ when word is "add" or "write" && whole[list] is JsonArray { Count: > 0 } things => things[0]!.ToJsonString(),
            _ => "{}",
        };
        return (body, "application/json");
    }

    private byte[] Spoil(string body)
    {
        var text = body[0] is not ('{' or '[') ? body : random.Next(12) switch
        {
            0 => body[..random.Next(body.Length)],
            1 => "",
            2 => "\uFEFF" + body,
            3 => "[" + body + "]",
            4 => Pick(Values),
            _ => Inside(JsonNode.Parse(body)!),
        };
        if (body[0] is not ('{' or '[')) text = text.Insert(random.Next(text.Length), Pick(["\0", "\"", "\n\n", NotUtf8, ",,,,", "\uFEFF", "=cmd|' /C'", new string('x', 5000)]));
        if (random.Next(30) == 0) return Encoding.Unicode.GetBytes(text);
        return [.. text.Split(NotUtf8).SelectMany((part, i) => i == 0 ? Encoding.UTF8.GetBytes(part) : [0xFF, 0xC0, 0x80, .. Encoding.UTF8.GetBytes(part)])];
    }

    // One place of the body, however deep, has another value, another name, stands twice, or is not there.
    private string Inside(JsonNode root)
    {
        var places = new List<(JsonObject At, string Name)>();
        Places(root, places);
        var (at, name) = places.Count == 0 ? ((JsonObject)root, "unknown") : places[random.Next(places.Count)];
        var was = at[name]?.DeepClone();
        switch (random.Next(8))
        {
            case 0:
                at.Remove(name);
                return root.ToJsonString();
            case 1:
                at["unknown" + random.Next(3)] = 1;
                return root.ToJsonString();
            case 2:
                at["unknown"] = Raw;
                return root.ToJsonString().Replace($"\"unknown\":\"\\uE000\"", $"\"{name}\":1,\"{name}\":2", StringComparison.Ordinal);
            case 3:
                at[name] = new JsonArray(was);
                return root.ToJsonString();
            default:
                at[name] = Raw;
                return root.ToJsonString().Replace("\"\\uE000\"", Pick(Values), StringComparison.Ordinal);
        }
    }

    private static void Places(JsonNode? node, List<(JsonObject, string)> places)
    {
        if (node is JsonArray list) foreach (var each in list) Places(each, places);
        if (node is not JsonObject fields) return;
        foreach (var (name, value) in fields)
        {
            places.Add((fields, name));
            Places(value, places);
        }
    }

    private string Pick(string[] among) => among[random.Next(among.Length)];
}
