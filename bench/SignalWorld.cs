using System.Globalization;
using System.Text;

namespace Dais.Bench;

/// <summary>Requests as people write them: words of a language by Zipf's law, twenty groups, titles and texts of 10 to 60 words.</summary>
internal sealed class SignalWorld
{
    /// <summary>The mapping that reads the file.</summary>
    internal const string Mapping = """
        mapping: tracker
        title: Requests of a tracker
        files:
          requests: { name: requests*.csv }
        make:
          - list: requests
            from: requests
            fields:
              id: { of: "{Key}", as: slug }
              group: { of: "{Team}", as: slug }
              title: "{Summary}"
              text: "{Description}"
              priority: "{Priority}"
              votes: { of: "{Votes}", as: number }
              created: { of: "{Created}", as: day }
              source: tracker
              sourceId: "{Key}"
        """;

    private const int Vocabulary = 60_000, Groups = 20;
    private static readonly string[] Syllables = "ta re mi so lo ka ne pro con tion er ex port al in de sy no cus log ad min se cu ri ty pay ment ac count da bo ard fil ter up load un der".Split(' ');

    private readonly string[] _words;
    private readonly double[] _shares = new double[Vocabulary];

    internal SignalWorld()
    {
        var (random, seen, words) = (new Random(7), new HashSet<string>(), new List<string>());
        while (words.Count < Vocabulary)
        {
            var syllables = words.Count < 100 ? 1 + random.Next(2) : 2 + random.Next(3);
            var word = string.Concat(Enumerable.Range(0, syllables).Select(_ => Syllables[random.Next(Syllables.Length)]));
            if (seen.Add(word)) words.Add(word);
        }

        _words = [.. words];
        var sum = 0.0;
        for (var i = 0; i < Vocabulary; i++) _shares[i] = sum += 1 / Math.Pow(i + 2.7, 1.05);
        for (var i = 0; i < Vocabulary; i++) _shares[i] /= sum;
    }

    /// <summary>The workspace that takes them, as JSON.</summary>
    internal static string Workspace { get; } = $$"""
        { "dais": 1, "platform": { "id": "p", "name": "P", "discountRate": 0.1, "periods": { "first": "2027-Q1", "starts": "2027-01-01", "count": 8 } },
          "groups": [ {{string.Join(", ", Enumerable.Range(0, Groups).Select(g => $$"""{ "id": "bu-{{g}}", "name": "BU {{g}}" }"""))}} ] }
        """;

    /// <summary>The id of a group, drawn as requests draw it: some ask far more than others.</summary>
    internal static string Group(Random random) => string.Create(CultureInfo.InvariantCulture, $"bu-{(int)(Groups * Math.Pow(random.NextDouble(), 1.5))}");

    /// <summary>A word, drawn by its frequency.</summary>
    internal string Word(Random random)
    {
        var place = Array.BinarySearch(_shares, random.NextDouble());
        return _words[Math.Min(place < 0 ? ~place : place, Vocabulary - 1)];
    }

    /// <summary>Writes so many requests as a CSV file, numbered from <paramref name="from"/>.</summary>
    internal void Write(string file, int from, int count, int seed)
    {
        var random = new Random(seed);
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        text.Write("Key,Team,Summary,Description,Priority,Votes,Created,Watchers\n");
        for (var i = from; i < from + count; i++)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"PLAT-{i},{Group(random).ToUpperInvariant()},{Words(random, 3 + random.Next(7))},\"{Words(random, 10 + random.Next(51))}\",P{random.Next(4)},{random.Next(60)},{new DateOnly(2024, 1, 1).AddDays(random.Next(1000)):yyyy-MM-dd},{random.Next(9)}\n"));
        }
    }

    private string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word(random)));
}
