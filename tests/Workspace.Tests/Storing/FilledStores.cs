using System.Globalization;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Tests.Wire;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Storing;

/// <summary>Fills a store with something of every kind: workspaces with history, signals, people, doors, keys. The same seed makes the same.</summary>
internal sealed class FilledStores(Store store, int seed)
{
    private static readonly string[] Texts = ["plain", "two words", "", " ", "é😀ﬀ", "\"quoted\" \\ 'x'", "line\nline\r\n\t", "\u2028\u0001\u007f\uFEFF", "{\"a\": 1.10}", "=1+1;--"];

    private readonly Random _random = new(seed);
    private int _made;

    public static Task FillAsync(Store store, int seed) => new FilledStores(store, seed).FillAsync();

    private async Task FillAsync()
    {
        await PeopleAsync();
        await DoorsAsync();
        var workspaces = _random.Next(1, 4);
        for (var i = 0; i < workspaces; i++)
        {
            var id = "w" + i;
            await CreateWorkspace.RunAsync(store, Caller.Local, new(id, Text("W")) { Document = Nasty() });
            var edits = _random.Next(0, 4);
            for (var e = 0; e < edits; e++) await ReplaceWorkspace.RunAsync(store, Caller.Local, id, e % 2 == 0 ? Many(_random.Next(0, 5)) : Nasty(), why: Text("because"));
            await MembersAsync(id);
        }

        await store.InAsync(writes: true, async (db, _, _) =>
        {
            for (var i = _random.Next(3); i > 0; i--) db.Answered.Add(new() { Caller = Text("c"), Key = Unique(), Request = Text("r"), Status = _random.Next(), Headers = Text("h"), Body = Text("b"), At = Now });
            await store.AuditAsync(db, new("local", "test", Text("s")) { Detail = [] });
            return 0;
        });
    }

    private Task<int> PeopleAsync() => store.InAsync(writes: true, async (db, _, _) =>
    {
        for (var i = 0; i < 3; i++) db.People.Add(new() { Id = "p" + i, Name = Text("n"), Email = i == 0 ? null : Unique() + "@example.org", State = i == 2 ? "suspended" : "active", Administrator = i == 1, Created = Now });
        await db.SaveChangesAsync();
        for (var i = 0; i < 3; i++) db.Accounts.Add(new() { Id = "p" + i, UserName = Unique(), NormalizedUserName = Unique(), Email = Unique(), NormalizedEmail = Unique(), EmailConfirmed = i == 1, PasswordHash = i == 0 ? null : Text("hash"), SecurityStamp = Text("s"), ConcurrencyStamp = Text("c"), LockoutEnabled = true, LockoutEnd = i == 2 ? Now : null, AccessFailedCount = i });
        return 0;
    });

    private Task<int> DoorsAsync() => store.InAsync(writes: true, (db, _, _) =>
    {
        db.AccountLogins.Add(new() { LoginProvider = "oidc", ProviderKey = Unique(), UserId = "p1" });
        db.AccountTokens.Add(new() { UserId = "p1", LoginProvider = "dais", Name = Unique(), Value = Text("v") });
        db.Invitations.Add(new() { Id = Unique(), Code = Unique(), Purpose = "person", State = "open", MadeBy = "p1", Created = Now, Expires = Now });
        db.Sessions.Add(new() { Id = Unique(), Person = "p1", Created = Now, Seen = Now });
        db.Tokens.Add(new() { Id = Unique(), Person = "p0", Name = Text("t"), Hash = Unique(), Scope = "read", Created = Now, Expires = Now });
        db.ProtectionKeys.Add(new() { Name = Unique(), Xml = $"<key>{Text("k")}</key>", Created = Now });
        return Task.FromResult(0);
    });

    private Task<int> MembersAsync(string workspace) => store.InAsync(writes: true, (db, _, _) =>
    {
        for (var i = 0; i < 3; i++)
            if (_random.Next(2) == 0) db.Members.Add(new() { Workspace = workspace, Person = "p" + i, Role = i == 0 ? "viewer" : "owner", Group = _random.Next(2) == 0 ? null : Text("g"), Sensitive = i == 1, State = "active", Since = Now });
        return Task.FromResult(0);
    });

    /// <summary>A workspace with so many hundreds of requests: more than a change set lists one by one, from eleven on.</summary>
    internal static Document Many(int hundreds) => StoreTests.Read(Worlds.With(
        $"\"groups\": [ {{ \"id\": \"g\" }} ], \"requests\": [ {string.Join(", ", Enumerable.Range(0, hundreds * 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{ \"id\": \"r{i}\", \"group\": \"g\", \"title\": \"Wish {i} of é and 😀\", \"source\": \"s\", \"sourceId\": \"S-{i}\" }}")))} ]"));

    // A world that a store can hold on either engine: PostgreSQL has no place for the character of code zero.
    private Document Nasty()
    {
        while (true)
        {
            var world = NastyWorlds.Make(_random.Next());
            if (!world.Text.Contains("\\u0000", StringComparison.Ordinal)) return world;
        }
    }

    private string Now => Store.Stamp(store.Clock.GetUtcNow());

    private string Unique() => string.Create(CultureInfo.InvariantCulture, $"{Text("u").Trim()}-{_made++}");

    private string Text(string at) => at + Texts[_random.Next(Texts.Length)];
}
