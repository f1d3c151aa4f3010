using System.Globalization;

namespace Dais.Bench;

/// <summary>
/// The seconds that a run would take on a machine of its own: between two looks, the time that the busiest thread was
/// on a processor. Others' work on a shared machine does not count.
/// </summary>
/// <remarks>Reads what Linux says of this process's threads; where it says nothing, the clock stands still.</remarks>
internal sealed class QuietClock : TimeProvider
{
    private readonly Dictionary<string, long> _before = [];
    private long _elapsed;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    internal static QuietClock Start()
    {
        var clock = new QuietClock();
        clock.Look();
        new Thread(() =>
        {
            while (true)
            {
                Thread.Sleep(5);
                clock.Look();
            }
        })
        { IsBackground = true, Priority = ThreadPriority.AboveNormal }.Start();
        return clock;
    }

    private void Look()
    {
        long most = 0;
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            long spent;
            try
            {
                spent = long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                continue;
            }

            if (_before.TryGetValue(thread, out var before)) most = Math.Max(most, spent - before);
            _before[thread] = spent;
        }

        Interlocked.Add(ref _elapsed, most);
    }
}
