using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Dais.App.Web.Accounts.Keys;

/// <summary>The operator's key: what the store keeps secret is encrypted with it, and it is never in the store.</summary>
/// <remarks>A copy of the store, such as a backup, tells nothing secret to who has not the key.</remarks>
public sealed class MasterKey
{
    /// <summary>The variable that it is read from, and the one that names a file with it.</summary>
    public const string Variable = "DAIS_MASTER_KEY", FileVariable = "DAIS_MASTER_KEY_FILE";

    private const int Size = 32, NonceSize = 12, TagSize = 16;

    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Size, info: "dais data protection"u8.ToArray());
        Name = Convert.ToHexStringLower(SHA256.HashData(_key).AsSpan(0, 6));
    }

    /// <summary>What tells it from other keys, and tells nothing of it.</summary>
    public string Name { get; }

    /// <summary>Reads it from the surroundings.</summary>
    /// <param name="variable">The variables of the process.</param>
    /// <exception cref="CannotServeException">There is none, or it is not of the right length.</exception>
    public static MasterKey Read(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable(FileVariable) is { Length: > 0 } path)
        {
            try
            {
                return Of(File.ReadAllText(path).Trim(), $"The file that {FileVariable} names");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CannotServeException($"{FileVariable} names a file that cannot be read: {e.Message} Maybe its path is mistyped, or the server's user may not read it.");
            }
        }

        if (variable(Variable) is { Length: > 0 } text) return Of(text.Trim(), Variable);
        throw new CannotServeException($"A server for a team needs a key that is not in its store, and there is none. Maybe make one with \"openssl rand -base64 32 > dais.key\", keep a copy where the backups are not, and set {FileVariable} to the file, or {Variable} to its text. For one person on this machine --local needs none.");
    }

    /// <summary>The key of that text.</summary>
    /// <param name="text">32 bytes in base 64.</param>
    /// <param name="where">Where it stands.</param>
    /// <exception cref="CannotServeException">It is none.</exception>
    public static MasterKey Of(string text, string where)
    {
        var bytes = new byte[64];
        if (Convert.TryFromBase64String(text, bytes, out var count) && count == Size) return new(bytes[..Size]);
        throw new CannotServeException($"{where} does not hold a key: {Size} bytes in base 64 are asked for. Maybe make one with \"openssl rand -base64 32\".");
    }

    /// <summary>Encrypts an element.</summary>
    public XElement Encrypt(XElement plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        var (nonce, tag, text) = (RandomNumberGenerator.GetBytes(NonceSize), new byte[TagSize], Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting)));
        var cipher = new byte[text.Length];
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(nonce, text, cipher, tag);
        return new("encrypted", new XAttribute("key", Name), Convert.ToBase64String([.. nonce, .. tag, .. cipher]));
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> made.</summary>
    /// <exception cref="CryptographicException">Another key made it, or it was changed.</exception>
    public XElement Decrypt(XElement encrypted)
    {
        ArgumentNullException.ThrowIfNull(encrypted);
        var bytes = Convert.FromBase64String(encrypted.Value);
        var text = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        aes.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}
