using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>Edits of signals that wait on the disk until they may be written: prepared while others write, taken up in the order in which they came.</summary>
/// <remarks>Its file has no name as soon as it is open, so that it is gone with the process, however that ends.</remarks>
internal sealed class SignalSpool : IDisposable
{
    private readonly FileStream _file;
    private readonly BinaryWriter _to;
    private int _parts;

    public SignalSpool()
    {
        var path = Path.Combine(Path.GetTempPath(), "dais-import-" + Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16, Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        _to = new BinaryWriter(_file);
    }

    /// <summary>How many edits wait.</summary>
    public long Count { get; private set; }

    /// <summary>Puts a part behind the others; no signal is in it twice.</summary>
    public void Add(IReadOnlyCollection<SignalEdit> part)
    {
        if (part.Count == 0) return;
        _to.Write(part.Count);
        foreach (var edit in part)
        {
            _to.Write(edit.Key.Kind);
            _to.Write(edit.Key.Id);
            _to.Write(edit.Position);
            Write(edit.Json);
            _to.Write(edit.Before is not null);
            if (edit.Before is not { } before) continue;
            _to.Write(before.Number);
            _to.Write(before.Item.Version);
            _to.Write(before.Item.Position);
            _to.Write(before.Item.Json);
        }

        Count += part.Count;
        _parts++;
    }

    /// <summary>The parts in their order.</summary>
    public IEnumerable<List<SignalEdit>> Parts()
    {
        _to.Flush();
        _file.Position = 0;
        var from = new BinaryReader(_file);
        for (var part = 0; part < _parts; part++)
        {
            var edits = new List<SignalEdit>();
            for (var left = from.ReadInt32(); left > 0; left--) edits.Add(Read(from));
            yield return edits;
        }
    }

    public void Dispose() => _to.Dispose();

    private static SignalEdit Read(BinaryReader from)
    {
        var key = new ThingKey(from.ReadString(), from.ReadString());
        var position = from.ReadInt64();
        var json = from.ReadBoolean() ? from.ReadString() : null;
        return new(key, from.ReadBoolean() ? new StoredSignal(key, from.ReadInt64(), new(from.ReadInt64(), from.ReadInt64(), from.ReadString())) : null, json, position);
    }

    private void Write(string? text)
    {
        _to.Write(text is not null);
        if (text is not null) _to.Write(text);
    }
}
