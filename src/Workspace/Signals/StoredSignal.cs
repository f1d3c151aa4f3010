using Dais.Workspace.Storing;

namespace Dais.Workspace.Signals;

/// <summary>A signal as the tables have it.</summary>
/// <param name="Key">Its list and id.</param>
/// <param name="Number">By which it is searched; a later one has a higher.</param>
/// <param name="Item">Version, place and JSON.</param>
internal sealed record StoredSignal(ThingKey Key, long Number, Item Item);

/// <summary>A signal as it is to be.</summary>
/// <param name="Key">Its list and id.</param>
/// <param name="Before">What stands there; absent where it is new.</param>
/// <param name="Json">Its JSON on one line; absent where it is to go.</param>
/// <param name="Position">Its place in its list.</param>
internal sealed record SignalEdit(ThingKey Key, StoredSignal? Before, string? Json, long Position);
