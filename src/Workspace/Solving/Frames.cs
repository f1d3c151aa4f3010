using System.Buffers.Binary;

namespace Dais.Workspace.Solving;

/// <summary>
/// Messages over a pipe: four bytes with the length, most significant first, then that many bytes of UTF-8 JSON.
/// </summary>
/// <remarks>
/// The other side is not trusted: a length above <see cref="MostBytes"/> is refused before anything is read, and memory
/// grows with what has really come, not with what was announced.
/// </remarks>
public static class Frames
{
    /// <summary>The longest frame: a quarter of a gigabyte, some fifty times a workspace of 20,000 things.</summary>
    public const int MostBytes = 256 * 1024 * 1024;

    private const int Header = 4;
    private const int Chunk = 1024 * 1024;

    /// <summary>The next frame's bytes; nothing where the stream ends before one begins.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else than frames, or ends inside one.</exception>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new byte[Header];
        var read = await stream.ReadAtLeastAsync(header, Header, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
        if (read == 0) return null;
        if (read < Header) throw new InvalidDataException($"The stream ends {read} bytes into a frame.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length > MostBytes) throw new InvalidDataException($"A frame announces {length:#,0} bytes; at most {MostBytes:#,0} are taken.");
        return await BodyAsync(stream, (int)length, cancel).ConfigureAwait(false);
    }

    /// <summary>Writes one frame and flushes it.</summary>
    public static async ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> json, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await stream.WriteAsync(HeaderOf(json.Length), cancel).ConfigureAwait(false);
        await stream.WriteAsync(json, cancel).ConfigureAwait(false);
        await stream.FlushAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Writes one frame and flushes it.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> json)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(HeaderOf(json.Length));
        stream.Write(json);
        stream.Flush();
    }

    private static byte[] HeaderOf(int length)
    {
        if (length > MostBytes) throw new ArgumentOutOfRangeException(nameof(length), length, $"A frame holds at most {MostBytes:#,0} bytes.");
        var header = new byte[Header];
        BinaryPrimitives.WriteUInt32BigEndian(header, (uint)length);
        return header;
    }

    private static async ValueTask<byte[]> BodyAsync(Stream stream, int length, CancellationToken cancel)
    {
        var body = new byte[Math.Min(length, Chunk)];
        for (var have = 0; have < length;)
        {
            if (have == body.Length) Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
            var read = await stream.ReadAsync(body.AsMemory(have), cancel).ConfigureAwait(false);
            if (read == 0) throw new InvalidDataException($"The stream ends after {have:#,0} of a frame's {length:#,0} bytes.");
            have += read;
        }

        return body;
    }
}
