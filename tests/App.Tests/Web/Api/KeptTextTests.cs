using System.Net;
using System.Text;
using System.Text.Json;
using Dais.App.Web.Answering;
using Dais.Tests;
using Dais.Workspace;
using Dais.Workspace.People;

namespace Dais.App.Tests.Web.Api;

/// <summary>Texts that no store keeps are refused with their place, on both engines alike; all others come through.</summary>
public sealed class KeptTextTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_text_that_no_store_keeps_is_refused_wherever_it_stands(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        var before = await site.DumpAsync();
        foreach (var bad in new[] { "\\u0000", "a\\u0000b", "\\ud800", "\\udc00", "\\ud800\\ud800", "\\ud83dx", "\\ud83d\\n" })
        {
            foreach (var (path, body) in new[]
            {
                ("segments", $$"""{ "id": "n",{{"\n"}} "name": "{{bad}}" }"""), ("segments", $$"""{ "id": "{{bad}}" }"""), ("requests", $$"""{ "id": "n", "group": "g", "title": "ask", "text": "{{bad}}" }"""), ("segments", $$"""{ "id": "n", "{{bad}}": 1 }"""),
                ("changes", $$"""{ "changes": [ { "kind": "segments", "id": "n", "value": { "id": "n" } } ], "why": "{{bad}}" }"""), ("members", $$"""{ "email": "n@example.org", "terms": { "role": "stakeholder", "group": "{{bad}}" } }"""), ("analyses/plan", $$"""{ "lens": "{{bad}}" }"""),
            })
            {
                var told = await Told.OfAsync(await site.SendAsync("owner", HttpMethod.Post, $"/api/workspaces/own/{path}", body), HttpStatusCode.BadRequest);
                Assert.True(told.What == RefusedBodyException.UnkeptText, $"{body}: {told.What}");
                Assert.StartsWith("$", told.Where, StringComparison.Ordinal);
                Assert.EndsWith(body.Contains('\n', StringComparison.Ordinal) ? "line 2" : "line 1", told.Where, StringComparison.Ordinal);
            }
        }

        foreach (var (address, where) in new[] { ("search?words=a%00b", "words"), ("search?group=%00", "group"), ("search?account=a%00", "account"), ("signals/requests?group=%00", "group"), ("segments?where=name=%00", "where"), ("undo?%00=1", "/api/workspaces/own/undo") })
        {
            var told = await Told.OfAsync(await site.SendAsync("owner", address.StartsWith("undo", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, $"/api/workspaces/own/{address}"), HttpStatusCode.BadRequest);
            Assert.Equal((RefusedBodyException.UnkeptText, where), (told.What, told.Where));
        }

        Assert.Equal(before, await site.DumpAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_imported_is_held_against_the_same_rule(DatabaseEngine engine)
    {
        await using var site = await Site.StartAsync(engine);
        var map = Uri.EscapeDataString("mapping: m\nfiles: { r: { name: requests.csv } }\nmake: [ { list: requests, from: r, fields: { id: \"{id}\", title: \"{title}\" } } ]\n");
        var told = await Told.OfAsync(await site.SendAsync("owner", HttpMethod.Post, $"/api/workspaces/own/imports?name=requests.csv&map={map}", "id,title\nn1,Pass\0keys\n"), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("a character of value zero", told.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_as_far_as_PostgreSQL_is_refused_by_the_store()
    {
        await using var site = await Site.StartAsync(DatabaseEngine.Postgres);
        foreach (var bad in new[] { "a\0b", "\ud800" }) await Assert.ThrowsAsync<InvalidException>(() => SearchSignals.RunAsync(site.At.Store, Caller.Local, "own", new("ask") { Group = bad }));
        Assert.Single((await SearchSignals.RunAsync(site.At.Store, Caller.Local, "own", new("ask") { Group = "g" })).Hits);
    }

    [Fact]
    public async Task All_other_texts_come_through_however_they_are_cut()
    {
        var random = new Random(1);
        string[] good = ["\\u0001", "\\ud83d\\ude00", "\\\\u0000", "\\\\\\\\ud800", "\ud83d\ude00", "\\\"", "\\n", "x", "\\uFFFF", "0000", "\\u00e9"], bad = ["\\u0000", "\\ud800", "\\ude00\\ud83d", "\\\\\\u0000", "\\uD83Dx"];
        for (var i = 0; i < 2_000; i++)
        {
            var parts = random.GetItems(good, random.Next(1, 12)).ToList();
            var spoilt = random.Next(2) == 0;
            if (spoilt) parts.Insert(random.Next(parts.Count + 1), bad[random.Next(bad.Length)]);
            var text = $"{{ \"a\": \"{string.Concat(parts)}\" }}";
            if (spoilt) await Assert.ThrowsAsync<RefusedBodyException>(() => ReadAsync(text));
            else Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(text)), JsonSerializer.Serialize(JsonDocument.Parse(await ReadAsync(text))));
        }

        async Task<string> ReadAsync(string text)
        {
            await using var kept = new KeptTexts(new MemoryStream(Encoding.UTF8.GetBytes(text)));
            var (read, buffer) = (new MemoryStream(), new byte[64]);
            while (await kept.ReadAsync(buffer.AsMemory(0, random.Next(1, 8)), TestContext.Current.CancellationToken) is > 0 and var n) read.Write(buffer, 0, n);
            return Encoding.UTF8.GetString(read.ToArray());
        }
    }
}
