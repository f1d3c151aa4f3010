using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Dais.Tests;
using Dais.Workspace.People;
using Dais.Workspace.Signals;
using Dais.Workspace.Signals.Searching;
using Dais.Workspace.Tests.Storing;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Signals;

/// <summary>What holds of every search: against reading every text, and between the engines.</summary>
public sealed class SearchLaws
{
    private static readonly string[] Vocabulary = ["pay", "payment", "payments", "Päy", "sso", "SAML", "x-ray", "42", "export", "exports", "日本", "a"];

    private sealed record Made(string Kind, string? Group, string Title, string Text);

    private static readonly Gen<string> AnyWords = Gen.Int[0, Vocabulary.Length - 1].Select(i => Vocabulary[i]).Array[0, 6].Select(words => string.Join(' ', words));

    private static readonly Gen<Made[]> AnySignals = Gen.Select(Gen.Bool, Gen.Int[0, 3], AnyWords, AnyWords, (request, group, title, text) =>
        new Made(request ? "requests" : "evidence", request && group > 0 ? "g" + (group % 2) : null, title, text)).Array[1, 30];

    [Fact]
    public async Task A_search_finds_exactly_the_signals_that_have_the_words_and_both_engines_in_one_order()
    {
        await using var sqlite = await TestStore.OpenAsync(DatabaseEngine.Sqlite);
        await using var postgres = await TestStore.OpenAsync(DatabaseEngine.Postgres);
        foreach (var (signals, round) in Enumerable.Range(0, 12).Select(i => (AnySignals.Single(), i)))
        {
            var document = Document(signals);
            foreach (var at in new[] { sqlite, postgres }) await CreateWorkspace.RunAsync(at.Store, Caller.Local, new($"w{round}", "W") { Document = document }, TestContext.Current.CancellationToken);
            foreach (var words in new[] { "pay", "PAY*", "payment sso", "exp* 42", "saml x-ray", "日 本", "ex* pa*", "paym* expo*", "absent", "pä*", "" })
            {
                foreach (var group in new[] { null, "g0", "g1" })
                {
                    var question = new SignalQuestion(words) { Group = group };
                    var found = await SearchSignals.RunAsync(sqlite.Store, Caller.Local, $"w{round}", question, TestContext.Current.CancellationToken);
                    var expected = Oracle(signals, words, group);
                    Assert.Equal(expected, found.Hits.Select(h => h.Key.ToString()));
                    Assert.Equal(expected.Count, found.Total);
                    var other = await SearchSignals.RunAsync(postgres.Store, Caller.Local, $"w{round}", question, TestContext.Current.CancellationToken);
                    Assert.Equal(found.Hits, other.Hits);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_changed_or_removed_is_found_no_more_by_its_old_words(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = Document([new("requests", "g0", "old words", "stay here"), new("requests", "g0", "old", "")]) }, TestContext.Current.CancellationToken);
        await ChangeThings.RunAsync(at.Store, Caller.Local, "w", [new("requests", "s00", JsonNode.Parse("""{ "id": "s00", "group": "g1", "title": "new words" }""")), new("requests", "s01", null)], cancel: TestContext.Current.CancellationToken);
        var totals = await Task.WhenAll(new[] { ("old", null), ("new", null), ("words", "g1"), ("words", "g0"), ("", (string?)null) }.Select(async q =>
            (await SearchSignals.RunAsync(at.Store, Caller.Local, "w", new SignalQuestion(q.Item1) { Group = q.Item2 }, TestContext.Current.CancellationToken)).Total));
        Assert.Equal(new long[] { 0, 1, 1, 0, 1 }, totals);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Pages_hold_every_signal_once_newest_first(DatabaseEngine engine)
    {
        await using var at = await TestStore.OpenAsync(engine);
        await CreateWorkspace.RunAsync(at.Store, Caller.Local, new("w", "W") { Document = Document([.. Enumerable.Range(0, 23).Select(i => new Made("requests", i % 3 == 0 ? "g0" : "g1", $"r{i}", ""))]) }, TestContext.Current.CancellationToken);
        var (all, before) = (new List<string>(), (long?)null);
        do
        {
            var page = await ListSignals.RunAsync(at.Store, Caller.Local, "w", "requests", "g1", before: before, most: 4, cancel: TestContext.Current.CancellationToken);
            Assert.Equal(15, page.Total);
            all.AddRange(page.Signals.Select(s => s.Key.Id));
            before = page.Before;
        }
        while (before is not null);
        Assert.Equal(Enumerable.Range(0, 23).Where(i => i % 3 != 0).Reverse().Select(i => $"s{i:00}"), all);
    }

    [Fact]
    public void A_set_of_numbers_reads_as_it_was_stored() => Gen.Int[0, 65_535].Array[0, 6_000].Sample(
        numbers =>
        {
            var ordered = numbers.Distinct().Order().ToList();
            var bytes = NumberSet.Store([.. ordered.Select(n => (ushort)n)]);
            var set = new NumberSet();
            set.Add(bytes);
            Assert.Equal(ordered, set.Descending().Reverse());
            Assert.Equal(ordered.Count, NumberSet.CountOf(bytes));
            Assert.Equal(bytes, set.Store());
            Assert.True(bytes.Length <= 8192);
        },
        iter: 200);

    [Theory]
    [InlineData("Größe der Übersicht", "grosse der ubersicht")]
    [InlineData("single-sign-on (SSO)", "single sign on sso")]
    [InlineData("日本 v2", "日 本 v2")]
    [InlineData("re\u0301sume\u0301, Œuvre", "resume oeuvre")]
    [InlineData("  ", "")]
    public void A_text_is_cut_into_words_without_case_and_accents(string text, string words) => Assert.Equal(words, string.Join(' ', SearchWords.Of(text)));

    [Fact]
    public void Case_and_what_stands_around_a_word_do_not_matter() => Gen.Int[0, 11].Select(i => "aZ7éÉ\u0301日 -—😀"[i]).Array[0, 30].Select(letters => new string(letters)).Sample(
        text =>
        {
            var words = SearchWords.Of(text);
            Assert.Equal(words, SearchWords.Of(text.ToUpperInvariant()));
            Assert.Equal(words, text.Split(' ').SelectMany(SearchWords.Of));
            Assert.Equal(words, SearchWords.Of(text.Replace("-", "—", StringComparison.Ordinal)));
            Assert.All(words, w => Assert.Equal([w], SearchWords.Of(w)));
        },
        iter: 2_000);

    [Theory]
    [InlineData("p*")]
    [InlineData("a b c d e f g h i j k l m")]
    public void A_question_that_asks_for_too_much_says_what_serves(string words) => Assert.StartsWith("Maybe", Assert.Throws<InvalidException>(() => SearchQuery.Of(words)).Maybe, StringComparison.Ordinal);

    private static List<string> Oracle(Made[] signals, string words, string? group)
    {
        var query = SearchQuery.Of(words);
        var texts = signals.Select((s, i) => (s.Kind, s.Group, Title: SearchWords.Of(s.Kind == "requests" && s.Title.Length == 0 ? $"s{i:00}" : s.Title), Text: SearchWords.Of(s.Text), Id: $"{s.Kind}/s{i:00}")).ToList();
        bool Has(List<string> title, List<string> text, AskedWord word) => title.Concat(text).Any(w => word.Meets(w));
        // Of a longer beginning the signals of each word that begins so count.
        var documents = query.Words.Select(w => texts.Sum(t => (long)(w.Stored is null ? t.Title.Concat(t.Text).Distinct().Count(o => w.Meets(o)) : Has(t.Title, t.Text, w) ? 1 : 0))).ToList();
        var numbers = Numbers(signals);
        var candidates = texts.Select((t, i) => (t, i)).Where(t => query.Words.All(w => Has(t.t.Title, t.t.Text, w)) && (group is null || t.t.Group == group))
            .Select(t => Ranking.Count(numbers[t.i], query, string.Join(' ', t.t.Title), string.Join(' ', t.t.Text))).OrderBy(c => c.Number).ToList();
        return [.. Ranking.Best(candidates, documents, signals.Length, 50).Select(b => texts[Array.IndexOf(numbers, b.Number)].Id)];
    }

    // Lists are read one after another, place by place.
    private static long[] Numbers(Made[] signals)
    {
        var places = signals.Select((s, i) => (i, s.Kind, Place: signals.Take(i).Count(o => o.Kind == s.Kind))).OrderBy(s => s.Place).ThenBy(s => s.Kind, StringComparer.Ordinal).ToList();
        return [.. signals.Select((_, i) => (long)places.FindIndex(p => p.i == i) + 1)];
    }

    private static Document Document(Made[] signals)
    {
        string List(string kind, Func<Made, string> of) => $"\"{kind}\": [{string.Join(", ", signals.Select((s, i) => (s, i)).Where(s => s.s.Kind == kind).Select(s => "{ " + string.Create(CultureInfo.InvariantCulture, $"\"id\": \"s{s.i:00}\"") + of(s.s) + " }"))}]";
        static string Field(string name, string? value) => value is null or "" ? "" : $", \"{name}\": {JsonValue.Create(value).ToJsonString()}";
        return StoreTests.Read(Worlds.With($"\"groups\": [ {{ \"id\": \"g0\" }}, {{ \"id\": \"g1\" }} ], {List("requests", s => Field("group", s.Group) + Field("title", s.Title) + Field("text", s.Text))}, {List("evidence", s => Field("theme", s.Title) + Field("quote", s.Text))}"));
    }
}
