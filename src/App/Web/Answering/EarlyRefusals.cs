using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Dais.App.Web.Answering;

/// <summary>Gives words to what Kestrel refuses before there is a request: a line or a header that cannot be read, or that is too long.</summary>
/// <remarks>
/// Kestrel answers those with a status, no body, and the end of the connection, and nothing of ours runs. So this stands
/// between Kestrel and the connection: where what Kestrel hands over is a whole answer of that kind, it gets a body.
/// </remarks>
internal static class EarlyRefusals
{
    private static readonly byte[] Start = "HTTP/1.1 "u8.ToArray();

    public static void Word(ListenOptions listen) => listen.Use(next => connection =>
    {
        connection.Transport = new Pair(connection.Transport.Input, new Wording(connection.Transport.Output));
        return next(connection);
    });

    /// <summary>The answer with a body, where <paramref name="written"/> is a whole refusal without one.</summary>
    internal static byte[]? Worded(ReadOnlySpan<byte> written)
    {
        if (written.Length < 32 || !written.StartsWith(Start) || written[9] is not ((byte)'4' or (byte)'5') || !written.EndsWith("\r\n\r\n"u8)) return null;
        if (written.IndexOf("\r\nContent-Length: 0\r\n"u8) < 0 || written.IndexOf("\r\nConnection: close\r\n"u8) < 0) return null;
        if (!int.TryParse(written.Slice(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)) return null;
        var body = JsonSerializer.SerializeToUtf8Bytes(Problems.Of(status) with { Where = "the request itself" }, ProblemJson.Default.Problem);
        var head = Encoding.Latin1.GetString(written[..^2]).Replace("\r\nContent-Length: 0\r\n", $"\r\nContent-Length: {body.Length}\r\nContent-Type: {Problem.MediaType}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n", StringComparison.Ordinal);
        return [.. Encoding.Latin1.GetBytes(head), .. "\r\n"u8, .. body];
    }

    private sealed record Pair(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Wording(PipeWriter inner) : PipeWriter
    {
        private Memory<byte> _lent;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _lent = inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            if (bytes > 0 && Worded(_lent.Span[..bytes]) is { } worded)
            {
                if (_lent.Length < worded.Length) _lent = inner.GetMemory(worded.Length);
                worded.CopyTo(_lent);
                bytes = worded.Length;
            }

            inner.Advance(bytes);
            _lent = _lent[bytes..];
        }

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);
    }
}
