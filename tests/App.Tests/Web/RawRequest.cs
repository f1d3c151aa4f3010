using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Dais.App.Tests.Web;

/// <summary>An answer as it came over the wire; absent status where none came.</summary>
internal sealed record RawAnswer(int? Status, string Head, string Body);

/// <summary>Sends bytes that no client library would send.</summary>
internal static class RawRequest
{
    /// <summary>Sends, and reads one answer, or until <paramref name="patience"/> is over.</summary>
    /// <param name="address">The server.</param>
    /// <param name="bytes">The request.</param>
    /// <param name="bodiless">Whether the answer has no body.</param>
    /// <param name="patience">How long is waited for it; ten seconds unless said.</param>
    /// <param name="ends">Whether the sender says that nothing more comes.</param>
    public static async Task<RawAnswer> SendAsync(Uri address, byte[] bytes, bool bodiless = false, TimeSpan? patience = null, bool ends = false)
    {
        using var client = new TcpClient { NoDelay = true };
        using var cancel = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(10));
        await client.ConnectAsync(address.Host, address.Port);
        var stream = client.GetStream();
        var read = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, cancel.Token);
            if (ends) client.Client.Shutdown(SocketShutdown.Send);
            var buffer = new byte[64 * 1024];
            while (!IsWhole(read.GetBuffer().AsSpan(0, (int)read.Length), bodiless) && await stream.ReadAsync(buffer, cancel.Token) is > 0 and var n) read.Write(buffer, 0, n);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // What came by then is what came.
        }

        return Parse(Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length));
    }

    private static bool IsWhole(ReadOnlySpan<byte> read, bool bodiless)
    {
        var end = read.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = Encoding.Latin1.GetString(read[..end]);
        if (bodiless || head.StartsWith("HTTP/1.1 204", StringComparison.Ordinal) || head.StartsWith("HTTP/1.1 304", StringComparison.Ordinal)) return true;
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal)) return read.EndsWith("\r\n0\r\n\r\n"u8);
        return Length(head) is { } length && read.Length - end - 4 >= length;
    }

    private static RawAnswer Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0 || !text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)) return new(null, text, "");
        return new(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text[..end], text[(end + 4)..]);
    }

    private static int? Length(string head)
    {
        const string Name = "\r\nContent-Length: ";
        var at = head.IndexOf(Name, StringComparison.Ordinal);
        return at < 0 ? null : int.Parse(head[(at + Name.Length)..].Split("\r\n")[0], CultureInfo.InvariantCulture);
    }
}
