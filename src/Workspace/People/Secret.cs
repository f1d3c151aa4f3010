using System.Security.Cryptography;
using System.Text;

namespace Dais.Workspace.People;

/// <summary>A text of 256 random bits that opens something for who has it. The store keeps its hash alone.</summary>
public static class Secret
{
    /// <summary>What every token for programs begins with, so that scanners of leaked secrets know it.</summary>
    public const string TokenPrefix = "dais_";

    /// <summary>A new one: the prefix, then 64 letters and digits.</summary>
    public static string New(string prefix = "") => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of it. A slow hash is for what people think up; 256 random bits cannot be guessed.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A new id of 128 random bits: nobody finds another's by counting.</summary>
    internal static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
