using System.Text;

namespace Dais.Workspace.Storing;

/// <summary>The order of texts in both databases: by the bytes of their UTF-8, which is not quite that of .NET's own signs.</summary>
internal sealed class ByteOrder : IComparer<string>
{
    /// <summary>The one there is.</summary>
    public static ByteOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
