namespace Dais.App.Tests.Web.Accounts;

/// <summary>The time of the machine, moved: timers run as they do.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _by;

    public void Advance(TimeSpan by) => _by += by;
}
