using CsCheck;
using Dais.Workspace.Solving;

namespace Dais.Workspace.Tests.Solving;

public class FramesTests
{
    [Fact]
    public async Task What_is_written_is_read() => await Gen.Byte.Array[0, 5000].Array[0, 5].SampleAsync(async frames =>
    {
        using var pipe = new MemoryStream();
        foreach (var frame in frames) Frames.Write(pipe, frame);
        pipe.Position = 0;
        foreach (var frame in frames) Assert.Equal(frame, await Frames.ReadAsync(pipe, TestContext.Current.CancellationToken));
        Assert.Null(await Frames.ReadAsync(pipe, TestContext.Current.CancellationToken));
    });

    [Fact]
    public async Task Whatever_the_bytes_are_reading_ends_in_a_frame_or_a_sentence() => await Gen.Byte.Array[0, 200].SampleAsync(async bytes =>
    {
        using var pipe = new MemoryStream(bytes);
        try
        {
            while (await Frames.ReadAsync(pipe) is not null)
            {
                // The next one.
            }
        }
        catch (InvalidDataException e)
        {
            Assert.NotEmpty(e.Message);
        }
    });

    [Fact]
    public async Task A_frame_of_two_gigabytes_is_refused_before_memory_is_taken()
    {
        using var pipe = new MemoryStream([0x7F, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Frames.ReadAsync(pipe, TestContext.Current.CancellationToken));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    [Fact]
    public async Task An_announced_frame_takes_no_more_memory_than_has_come()
    {
        using var pipe = new MemoryStream([0x0F, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Frames.ReadAsync(pipe, TestContext.Current.CancellationToken));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 3_000_000);
    }
}
