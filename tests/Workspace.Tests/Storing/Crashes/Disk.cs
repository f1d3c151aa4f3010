namespace Dais.Workspace.Tests.Storing.Crashes;

/// <summary>A disk to which the deeds of a recording are done, one by one: what programs see of it, and what a power cut may leave.</summary>
/// <remarks>
/// What a file holds is certain once the file was synced; which names there are, once the folder was. Until then a cut may
/// keep any of the writes, drop it, or tear it at 512 bytes; of changes of names it keeps the first so many, as a file
/// system's journal does.
/// </remarks>
internal sealed class Disk
{
    private const int Sector = 512;

    private readonly Dictionary<string, Content> _names = [];
    private readonly List<Deed> _unsure = [];
    private Dictionary<string, Content> _sure = [];

    /// <summary>Puts files there that have been on the disk for long.</summary>
    public Disk(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder)) _names[path] = new(File.ReadAllBytes(path));
        _sure = new(_names);
    }

    /// <summary>Does the next deed.</summary>
    public void Do(Deed deed)
    {
        switch (deed.Call)
        {
            case "create":
                if (_names.TryGetValue(deed.Path, out var there))
                {
                    if (deed.Empties) there.Do(deed with { Call = "ftruncate" });
                    return;
                }

                Name(deed with { Other = deed.Path }, new([]));
                break;
            case "rename" or "link" or "unlink": Name(deed, null); break;
            case "pwrite64" or "ftruncate": _names[deed.Path].Do(deed); break;
            case "fsync" when _names.TryGetValue(deed.Path, out var file): file.Sync(); break;
            case "fsync":
                _sure = new(_names);
                _unsure.Clear();
                break;
        }
    }

    /// <summary>The files as programs see them: what a kill of the program leaves.</summary>
    public IEnumerable<(string Path, byte[] Bytes)> Seen => _names.Select(n => (n.Key, n.Value.Seen));

    /// <summary>The files as a power cut may leave them.</summary>
    public IEnumerable<(string Path, byte[] Bytes)> Cut(Random random)
    {
        var names = new Dictionary<string, Content>(_sure);
        foreach (var deed in _unsure.Take(random.Next(_unsure.Count + 1))) Change(names, deed, deed.Call == "create" ? _made[deed] : null);
        var contents = names.Values.Distinct().ToDictionary(c => c, c => c.Cut(random));
        return names.Select(n => (n.Key, contents[n.Value]));
    }

    private readonly Dictionary<Deed, Content> _made = new(ReferenceEqualityComparer.Instance);

    private void Name(Deed deed, Content? made)
    {
        if (made is not null) _made[deed] = made;
        Change(_names, deed, made);
        _unsure.Add(deed);
    }

    private static void Change(Dictionary<string, Content> names, Deed deed, Content? made)
    {
        switch (deed.Call)
        {
            case "create": names[deed.Path] = made!; break;
            case "unlink": names.Remove(deed.Path); break;
            case "rename" when names.Remove(deed.Path, out var moved): names[deed.Other!] = moved; break;
            case "link" when names.TryGetValue(deed.Path, out var shared): names[deed.Other!] = shared; break;
        }
    }

    /// <summary>What a file holds, whatever its names.</summary>
    private sealed class Content(byte[] synced)
    {
        private readonly List<Deed> _since = [];
        private byte[] _synced = synced;
        private byte[] _seen = synced;

        public byte[] Seen => _seen;

        public void Do(Deed deed)
        {
            _seen = After(_seen, deed, 0, deed.Bytes.Length);
            _since.Add(deed);
        }

        public void Sync()
        {
            _synced = _seen;
            _since.Clear();
        }

        public byte[] Cut(Random random)
        {
            var bytes = _synced;
            foreach (var deed in _since)
            {
                switch (random.Next(5))
                {
                    case 0 or 1: bytes = After(bytes, deed, 0, deed.Bytes.Length); break;
                    case 2 when deed.Call == "pwrite64":
                        for (var at = 0; at < deed.Bytes.Length; at += Sector)
                            if (random.Next(2) == 0) bytes = After(bytes, deed, at, Math.Min(Sector, deed.Bytes.Length - at));
                        break;
                }
            }

            return bytes;
        }

        private static byte[] After(byte[] before, Deed deed, int from, int count)
        {
            if (deed.Call == "ftruncate")
            {
                var cut = before;
                Array.Resize(ref cut, (int)deed.Offset);
                return cut;
            }

            var after = new byte[Math.Max(before.Length, deed.Offset + from + count)];
            before.CopyTo(after, 0);
            deed.Bytes.AsSpan(from, count).CopyTo(after.AsSpan((int)deed.Offset + from));
            return after;
        }
    }
}
