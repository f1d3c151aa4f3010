namespace Dais.Tests;

/// <summary>Runs a program under <c>strace</c>, which kills it at a system call, makes a call fail, or records what it wrote.</summary>
/// <param name="Words">The options of strace.</param>
internal sealed record Strace(params IReadOnlyList<string> Words)
{
    /// <summary>Where Debian's package puts it.</summary>
    public const string Program = "/usr/bin/strace";

    // All by which something gets onto a disk, or off it.
    private const string Recorded = "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,pwritev,pwritev2,writev,fallocate,copy_file_range";

    /// <summary>Why it cannot be used; nothing where it can.</summary>
    public static string? Missing { get; } = File.Exists(Program) ? null : "strace is not installed. Maybe: apt-get install strace";

    /// <summary>Ends the program, as by <c>kill -9</c>, at the <paramref name="time"/>-th such call of a thread, before anything of it is done.</summary>
    public static Strace KillAt(string call, int time) => new("-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", $"inject={call}:signal=SIGKILL:when={time}");

    /// <summary>Makes those calls fail: <c>ENOSPC</c>, <c>EIO</c>.</summary>
    public static Strace Fail(string call, string error, int first, int last) => new("-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", $"inject={call}:error={error}:when={first}..{last}");

    // The fast way to trace passes by what is injected: it is for recordings alone.
    /// <summary>Records every write with its bytes.</summary>
    public static Strace Record(string to) => new("-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", "100000000", "-o", to, "-e", "trace=" + Recorded);
}
