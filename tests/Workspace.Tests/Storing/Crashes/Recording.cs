using System.Globalization;
using System.Text;
using Dais.Tests;

namespace Dais.Workspace.Tests.Storing.Crashes;

/// <summary>What a program did to the files of a folder, in order, with what it was answered between.</summary>
internal sealed record Recording(IReadOnlyList<Deed> Deeds)
{
    /// <summary>Runs the program and records it.</summary>
    public static async Task<(Recording Recording, Victim Victim)> OfAsync(string folder, params string[] words)
    {
        var record = folder + ".strace";
        await using var victim = await Victim.RunAsync(Victim.Worker, words, Strace.Record(record));
        try
        {
            return (new([.. Read(File.ReadLines(record), folder)]), victim);
        }
        finally
        {
            File.Delete(record);
        }
    }

    /// <summary>How often a call is made.</summary>
    public int Count(string call) => Deeds.Count(d => d.Call == call);

    // A call that others interrupt stands in two lines: its end is when it happened.
    private static IEnumerable<Deed> Read(IEnumerable<string> lines, string folder)
    {
        var begun = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var (process, rest) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[line.IndexOf(' ', StringComparison.Ordinal)..].TrimStart());
            if (rest.EndsWith(" <unfinished ...>", StringComparison.Ordinal))
            {
                begun[process] = rest[..^" <unfinished ...>".Length];
                continue;
            }

            if (rest.StartsWith("<... ", StringComparison.Ordinal)) rest = (begun.Remove(process, out var head) ? head : "") + rest[(rest.IndexOf("resumed>", StringComparison.Ordinal) + "resumed>".Length)..];
            if (Deed(rest, folder) is { } deed) yield return deed;
        }
    }

    private static Deed? Deed(string line, string folder)
    {
        var (open, equals) = (line.IndexOf('(', StringComparison.Ordinal), line.LastIndexOf(" = ", StringComparison.Ordinal));
        if (open < 0 || equals < 0 || line[equals + 3] == '-') return null;
        var call = line[..open];
        var texts = Texts(line);
        if (call == "write")
        {
            var said = Encoding.UTF8.GetString(texts[^1]);
            if (Encoding.UTF8.GetString(texts[0]).StartsWith(folder + "/", StringComparison.Ordinal)) throw new InvalidOperationException($"A write that is not understood: {call} to a file of the store.");
            return said.StartsWith("ack ", StringComparison.Ordinal) ? new(call, "") { Ack = said["ack ".Length..].Trim() } : null;
        }

        var paths = texts.Where((t, i) => call != "pwrite64" || i == 0).Select(t => Encoding.UTF8.GetString(t)).Where(p => p == folder || p.StartsWith(folder + "/", StringComparison.Ordinal)).ToList();
        if (paths.Count == 0) return null;
        var numbers = line[..equals].TrimEnd(' ', ')').Split(", ");
        return call switch
        {
            "openat" => line.Contains("O_CREAT", StringComparison.Ordinal) ? new("create", paths[0]) { Empties = line.Contains("O_TRUNC", StringComparison.Ordinal) } : null,
            "pwrite64" => new(call, paths[0]) { Offset = long.Parse(numbers[^1], CultureInfo.InvariantCulture), Bytes = texts[1][..int.Parse(line[(equals + 3)..], CultureInfo.InvariantCulture)] },
            "ftruncate" => new(call, paths[0]) { Offset = long.Parse(numbers[^1], CultureInfo.InvariantCulture) },
            "fdatasync" => new("fsync", paths[0]),
            "rename" or "renameat" or "renameat2" => new("rename", paths[0]) { Other = paths[1] },
            "link" or "linkat" => new("link", paths[0]) { Other = paths[1] },
            "unlinkat" => new("unlink", paths[0]),
            "fsync" or "unlink" => new(call, paths[0]),
            _ => throw new InvalidOperationException($"A write that is not understood: {call} to {paths[0]}."),
        };
    }

    // Every text of a line, in quotes or in the brackets behind a number, is written as \xNN\xNN….
    private static List<byte[]> Texts(string line)
    {
        var texts = new List<byte[]>();
        for (var at = line.IndexOf("\\x", StringComparison.Ordinal); at >= 0; at = line.IndexOf("\\x", at, StringComparison.Ordinal))
        {
            var end = at;
            while (end + 3 < line.Length && line[end] == '\\' && line[end + 1] == 'x') end += 4;
            var bytes = new byte[(end - at) / 4];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)((Digit(line[at + (i * 4) + 2]) << 4) | Digit(line[at + (i * 4) + 3]));
            texts.Add(bytes);
            at = end;
        }

        return texts;

        static int Digit(char c) => c <= '9' ? c - '0' : c - 'a' + 10;
    }
}

/// <summary>One call that changed a file, brought it to the disk, or was an answer.</summary>
/// <param name="Call">Its name.</param>
/// <param name="Path">The file or folder.</param>
internal sealed record Deed(string Call, string Path)
{
    public long Offset { get; init; }

    public byte[] Bytes { get; init; } = [];

    public string? Other { get; init; }

    public bool Empties { get; init; }

    public string? Ack { get; init; }
}
