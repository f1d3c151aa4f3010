using System.Runtime.CompilerServices;

namespace Dais.App.Tests;

/// <summary>Holds a text that people see against the approved one, which stands in a file beside the test.</summary>
internal static class Approved
{
    /// <summary>Compares with <c>FOLDER/NAME.approved.txt</c>; what differs is written beside it as <c>NAME.received.txt</c>.</summary>
    public static void Is(string name, string text, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(test)!, "approved");
        var (approved, received) = (Path.Combine(folder, name + ".approved.txt"), Path.Combine(folder, name + ".received.txt"));
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(received, text);
        Assert.Fail($"{name} differs from what is approved, first at line {FirstDifference(expected, text)}. What came is in {received}; if it is right, it takes the place of {Path.GetFileName(approved)}.\n{text}");
    }

    private static int FirstDifference(string a, string b) =>
        a.Split('\n').Zip(b.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
}
