using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Dais.App.Tests.Web;

/// <summary>An endpoint as a target: its address in parts, its methods, whether it takes a body.</summary>
internal sealed record Target(RoutePattern Pattern, string[] Methods, bool TakesBody)
{
    /// <summary>Every route of a server; so an endpoint that is added later is a target by itself.</summary>
    public static Target[] Of(Serving serving) =>
    [
        .. serving.Endpoints.OfType<RouteEndpoint>().Select(e => new Target(
            e.RoutePattern,
            [.. e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]],
            e.Metadata.GetMetadata<IAcceptsMetadata>() is not null)),
    ];

    /// <summary>The address with something in place of each parameter.</summary>
    public string Address(IReadOnlyList<string> values)
    {
        var n = 0;
        return "/" + string.Join('/', Pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => values[n++ % values.Count],
        }))));
    }
}

/// <summary>A request with something wrong in it, as the bytes that are sent.</summary>
internal sealed record Malformed(string Method, string Address, (string Name, string Value)[] Headers, byte[] Body, string Framing, int Cut)
{
    /// <summary>The request as it goes over the wire.</summary>
    public byte[] Bytes()
    {
        var head = new StringBuilder();
        head.Append(Method).Append(' ').Append(Address).Append(Framing == "version" ? " HTTP/7.3" : " HTTP/1.1").Append(Framing == "bare" ? "\n" : "\r\n");
        foreach (var (name, value) in Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(Framing switch
        {
            "chunked" => "Transfer-Encoding: chunked\r\n",
            "both" => $"Transfer-Encoding: chunked\r\nContent-Length: {Body.Length}\r\n",
            "odd" => $"Transfer-Encoding: gzip\r\nContent-Length: {Body.Length}\r\n",
            "negative" => "Content-Length: -1\r\n",
            "huge" => "Content-Length: 99999999999999999999\r\n",
            "twice" => $"Content-Length: {Body.Length}\r\nContent-Length: {Body.Length + 1}\r\n",
            "large" => "Content-Length: 20000001\r\n",
            "nohost" => "",
            _ => $"Content-Length: {Body.Length}\r\n",
        });
        if (Framing != "nohost") head.Append("Host: 127.0.0.1\r\n");
        head.Append("Connection: close\r\n\r\n");
        var body = Framing == "chunked" ? [.. Encoding.ASCII.GetBytes($"{Body.Length:x};ext=\"\n\"\r\n"), .. Body, .. "\r\n0\r\n\r\n"u8] : Body;
        byte[] whole = [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
        return Cut > 0 ? whole[..Math.Min(whole.Length, Cut)] : whole;
    }

    public override string ToString() => $"{Framing} {Cut}: {Encoding.Latin1.GetString(Bytes()[..Math.Min(Bytes().Length, 2000)])}";
}

/// <summary>Makes requests that are wrong in every part that a request has.</summary>
internal static class MalformedRequests
{
    private static readonly string[] Odd = ["", "%20", "%00", "..%2f..%2fetc", "%2e%2e/", "..;", "%c0%af", "%ff%fe", "%zz", "%", new string('a', 3000), new string('b', 9000), "%F0%9F%A6%84", "%22%27%3C%3E", "-1", "1e999", "99999999999999999999", "NaN", "null", "{}", "[]", "%E2%80%AE", "a:b", "~", "*", "con", "\u00e9", "a b", "<script>", "00000000-0000-0000-0000-000000000000"];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "FOO", "M-SEARCH", "", "G\u00e9T", "GET\t", new string('X', 200)];

    private static readonly string[] Types = ["", "application/json", "application/json", "application/json", "application/json;charset=utf-8", "application/json; charset=utf-16", "application/json; charset=nonsense", "application/json; charset=\"", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "b", "application/x-www-form-urlencoded", "garbage", "*/*", ";;;", "application/problem+json", "application/xml"];

    private static readonly (string, string)[] Others =
    [
        ("Accept", "image/png"), ("Accept", ";;;"), ("Accept", "application/json;q=2"), ("Accept-Encoding", "\0"), ("If-Match", "garbage"), ("If-Match", "\"-1\""), ("If-None-Match", "*,*"), ("If-Modified-Since", "yesterday"),
        ("Idempotency-Key", new string('k', 5000)), ("Idempotency-Key", ""), ("Content-Encoding", "gzip"), ("Expect", "100-continue"), ("Expect", "miracles"), ("X-HTTP-Method-Override", "DELETE"), ("Origin", "null"), ("Host", "evil.example"), ("Host", ""), ("Host", "a b"),
        ("Cookie", new string('c', 40_000)), ("Cookie", "=;=;="), ("Range", "bytes=9-1,-"), ("Authorization", "Bearer"), ("Authorization", "Bearer \u00ff"), ("Authorization", "Basic !!!"), ("Upgrade", "websocket"), ("Upgrade", "h2c"), ("Sec-Fetch-Site", "cross-site"),
        ("X-Forwarded-For", "not an address"), ("traceparent", "00-zz-zz-01"), ("tracestate", ",,,"), ("baggage", "%%%"), ("Bad Name", "x"), ("X-Empty", ""), ("X-Nul", "a\0b"), ("X-Fold", "a\r\n b"), ("X-High", "\u00ff\u00fe"), (":path", "/x"), ("", "x"), ("TE", "trailers"), ("Trailer", "Host"), ("Max-Forwards", "x"),
    ];

    private static readonly string[] Framings = [.. Enumerable.Repeat("length", 30), "chunked", "chunked", "both", "odd", "negative", "huge", "twice", "large", "nohost", "version", "bare"];

    private static readonly Gen<string> Name = Gen.OneOf("name", "count", "weight", "day", "yes", "inner", "words", "id", "", "__proto__", "$type", "\\ud800", "\\u0000");

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.OneOf("null", "true", "0", "-1", "1e999", "-0", "01", "1.", "99999999999999999999999", "NaN", "Infinity", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"2026-02-30\"", "'x'", "undefined", "\"\n\"", "//c", ",", "\"" + new string('s', 4000) + "\""),
        Gen.Int.Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.String.Select(s => "\"" + s + "\""));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, self) => depth > 3 ? Scalar : Gen.OneOf(
        Scalar,
        Gen.Select(Name, self, (n, v) => $"\"{n}\":{v}").Array[0, 4].Select(m => "{" + string.Join(',', m) + "}"),
        self.Array[0, 4].Select(v => "[" + string.Join(',', v) + "]")));

    private static readonly Gen<byte[]> Body = Gen.Frequency(
        (6, Json.Select(Encoding.UTF8.GetBytes)),
        (2, Gen.Select(Gen.OneOf("{\"name\":\"a\",\"count\":1}", "[1,2,3]"), Gen.Int[0, 25], (s, cut) => Encoding.UTF8.GetBytes(s[..Math.Min(cut, s.Length)]))),
        (1, Gen.Byte.Array[0, 200]),
        (1, Gen.Int[40, 20_000].Select(depth => Encoding.ASCII.GetBytes(new string('[', depth)))),
        (1, Json.Select(s => (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(s)])),
        (1, Json.Select(Encoding.Unicode.GetBytes)),
        (1, Gen.Const(Array.Empty<byte>())),
        (1, Gen.OneOf("--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nabc\r\n--x--\r\n", "--x\r\n\r\n", "--x\r\nContent-Disposition: \0\r\n\r\n", "a=%zz&b").Select(Encoding.Latin1.GetBytes)));

    /// <summary>Requests to these endpoints, and some to addresses that are none.</summary>
    public static Gen<Malformed> Against(Target[] targets)
    {
        var address = Gen.Select(Gen.OneOf(targets), Gen.OneOf(Odd).Array[1, 3], Gen.OneOf("", "", "", "?", "?a=1&a=2", "?%zz", "?milliseconds=x&least=&status=", "?" + "q=1&" + new string('q', 2000), "#f"), Gen.Int[0, 9], (t, odd, query, how) =>
            (Target: t, Text: (how switch
            {
                0 => t.Address(["1"]) + "/" + odd[0],
                1 => "/" + odd[0] + t.Address(["1"]),
                2 => "//" + t.Address(["1"]).TrimStart('/'),
                3 => t.Address(["1"]).ToUpperInvariant(),
                _ => t.Address(odd),
            }) + query));
        var headers = Gen.Select(Gen.OneOf(Types), Gen.OneOf(Others).Array[0, 3], Gen.Int[0, 40], (type, others, many) =>
            (type.Length == 0 ? others : [("Content-Type", type), .. others]).Concat(many == 0 ? Enumerable.Range(0, 100).Select(i => ("X-" + i, "v")) : []).ToArray());
        var method = Gen.OneOf(Methods);
        return Gen.Select(address, headers, Body, Gen.OneOf(Framings), method, Gen.Int[0, 150]).Select(p => new Malformed(
            p.Item6 % 3 == 0 ? p.Item5 : p.Item1.Target.Methods[0], p.Item1.Text, p.Item2, p.Item3, p.Item4, p.Item6 == 1 ? 20 : 0));
    }
}
