using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>The split of capacity on one screen.</summary>
internal static class AllocationStudyText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, AllocationDocument document)
    {
        to.WriteLine("to come");
    }
}
