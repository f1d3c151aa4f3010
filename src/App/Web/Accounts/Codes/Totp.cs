using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dais.App.Web.Accounts.Codes;

/// <summary>The six digits of a second factor (RFC 6238): a new code every 30 seconds, from a key that a phone has too.</summary>
/// <remarks>Clocks may differ by a step either way. Whoever checks a code remembers its step: each is good once.</remarks>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <summary>The address that a phone reads from the picture.</summary>
    public static string Address(string account, string key) =>
        $"otpauth://totp/Dais:{Uri.EscapeDataString(account)}?secret={key}&issuer=Dais&algorithm=SHA1&digits=6&period=30";

    /// <summary>The step of time that a moment is in.</summary>
    public static long Step(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)Length.TotalSeconds;

    /// <summary>The code of a step.</summary>
    public static string Code(string key, long step)
    {
        Span<byte> moment = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, step);
#pragma warning disable CA5350 // Phones know SHA-1 alone; as a keyed hash it is sound.
        var hash = HMACSHA1.HashData(Bytes(key), moment);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code it is, near that moment; nothing where it is none's.</summary>
    public static long? Match(string key, string code, DateTimeOffset now)
    {
        var given = Encoding.UTF8.GetBytes(string.Concat(code.Where(c => !char.IsWhiteSpace(c))));
        long? found = null;
        for (var (step, last) = (Step(now) - 1, Step(now) + 1); step <= last; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Code(key, step)))) found = step;
        }

        return found;
    }

    private static byte[] Bytes(string key)
    {
        var (bits, count, bytes) = (0, 0, new List<byte>());
        foreach (var letter in key)
        {
            (bits, count) = (((bits << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF, count + 5);
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }

        return [.. bytes];
    }
}
