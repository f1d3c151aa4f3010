using System.Buffers;
using System.Text.Json;

namespace Dais.App.Web.Answering;

/// <summary>A body of JSON as it is read, held against one rule: no escape in it stands for U+0000 or for one half of a surrogate pair.</summary>
/// <remarks>
/// Backslashes stand nowhere in JSON but in texts, so that the bytes can be looked at without being read as JSON. What
/// is no JSON at all is left to who reads it.
/// </remarks>
internal sealed class KeptTexts(Stream body) : Stream
{
    private static readonly SearchValues<byte> Marked = SearchValues.Create("\\\n"u8);

    private long _line;
    private bool _escaped, _paired;
    private int _digits = -1, _unit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = body.Read(buffer, offset, count);
        Look(buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        Look(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Look(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (!_escaped && !_paired && _digits < 0)
            {
                var next = bytes[at..].IndexOfAny(Marked);
                if (next < 0) return;
                at += next;
            }

            Take(bytes[at]);
        }
    }

    private void Take(byte sign)
    {
        if (sign == (byte)'\n') _line++;
        if (_digits >= 0)
        {
            _digits = char.IsAsciiHexDigit((char)sign) ? _digits + 1 : -1;
            _unit = (_unit << 4) | ((sign & 0xF) + (sign > '9' ? 9 : 0));
            if (_digits == 4) Unit();
        }
        else if (_escaped)
        {
            _escaped = false;
            if (sign == (byte)'u') (_digits, _unit) = (0, 0);
            else if (_paired) throw RefusedBodyException.Unkept(_line);
        }
        else if (sign == (byte)'\\')
        {
            _escaped = true;
        }
        else if (_paired)
        {
            throw RefusedBodyException.Unkept(_line);
        }
    }

    private void Unit()
    {
        _digits = -1;
        var unit = (char)_unit;
        if (unit == '\0' || char.IsLowSurrogate(unit) != _paired) throw RefusedBodyException.Unkept(_line);
        _paired = char.IsHighSurrogate(unit);
    }
}
