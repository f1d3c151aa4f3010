using Dais.Engine.Planning;
using Dais.Workspace.People;

namespace Dais.App.Web.Pages.Working;

/// <summary>The words of pages for what has no name of its own.</summary>
internal static class Named
{
    /// <summary>A role.</summary>
    public static string Role(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Capacity that is in no bucket.</summary>
    public static string Kind(CapacityKind kind) => Text.AllocationText.Name(kind);

    /// <summary>A moment as people read it: the minute, in UTC.</summary>
    public static string Moment(string stamp) => stamp.Length >= 16 ? $"{stamp[..10]} {stamp[11..16]} UTC" : stamp;
}
