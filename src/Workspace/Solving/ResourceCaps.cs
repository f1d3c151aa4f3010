using System.Runtime.InteropServices;

namespace Dais.Workspace.Solving;

/// <summary>What the solver's process may take from the machine. Linux only; elsewhere nothing is capped.</summary>
internal static partial class ResourceCaps
{
    private const int LimitData = 2;
    private const int LimitCore = 4;

    /// <summary>
    /// What a solve may allocate unless somebody says otherwise: 4 GiB, which is four times what the largest stated size
    /// (2,000 initiatives) may take, but at most three quarters of the machine's memory, so that the rest of it lives on.
    /// </summary>
    public static long DefaultMemory => Math.Min(4L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3);

    /// <summary>Caps this process for good: memory, no core file, first to go when the machine runs out, niceness where asked.</summary>
    /// <remarks>
    /// RLIMIT_DATA counts private writable memory, and so what is really in use; RLIMIT_AS would count the address space
    /// that the runtime's heap reserves in advance and never touches.
    /// </remarks>
    public static void Apply(long memory, int? nice)
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = SetLimit(LimitCore, new Limit(0, 0));
        _ = SetLimit(LimitData, new Limit((ulong)memory, (ulong)memory));
        if (nice is { } steps) _ = Nice(steps);
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "500");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container may forbid it; the caps above hold all the same.
        }
    }

    /// <summary>Ends this process at once, without waiting for the solver's threads.</summary>
    public static void EndNow(int code)
    {
        if (OperatingSystem.IsLinux()) Exit(code);
        Environment.Exit(code);
    }

    /// <summary>
    /// From now on whatever native code prints to standard output goes to standard error, so that it cannot mix with
    /// the frames. The stream of the frames has to be open already.
    /// </summary>
    public static void KeepOutputClean()
    {
        if (OperatingSystem.IsLinux()) _ = Duplicate(2, 1);
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", EntryPoint = "nice", SetLastError = true)]
    private static partial int Nice(int steps);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit(ulong soft, ulong hard)
    {
        public readonly ulong Soft = soft;
        public readonly ulong Hard = hard;
    }
}
