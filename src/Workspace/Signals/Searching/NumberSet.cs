using System.Buffers.Binary;
using System.Numerics;

namespace Dais.Workspace.Signals.Searching;

/// <summary>A set of numbers below 65,536, as it is stored: few as two bytes each, many as a bit each (Chambi and others, Roaring bitmaps, 2016).</summary>
/// <remarks>In memory it is always bits: 8 KB, so that sets meet in a thousand steps however full they are. A set changes.</remarks>
internal sealed class NumberSet
{
    /// <summary>How many numbers a set is out of.</summary>
    public const int Size = 1 << 16;

    /// <summary>Up to here two bytes a number take no more room than bits.</summary>
    private const int Few = Size / 16;

    private readonly ulong[] _bits = new ulong[Size / 64];

    /// <summary>How many are in it.</summary>
    public int Count => _bits.Sum(BitOperations.PopCount);

    public void Add(int number) => _bits[number >> 6] |= 1UL << number;

    public void Remove(int number) => _bits[number >> 6] &= ~(1UL << number);

    /// <summary>Takes in a stored set.</summary>
    /// <param name="stored">Its bytes.</param>
    public void Add(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < Size / 8)
        {
            for (var i = 0; i < stored.Length; i += 2) Add(BinaryPrimitives.ReadUInt16LittleEndian(stored[i..]));
            return;
        }

        for (var i = 0; i < _bits.Length; i++) _bits[i] |= BinaryPrimitives.ReadUInt64LittleEndian(stored[(8 * i)..]);
    }

    /// <summary>How many are in a stored set.</summary>
    public static int CountOf(ReadOnlySpan<byte> stored)
    {
        if (stored.Length < Size / 8) return stored.Length / 2;
        var set = new NumberSet();
        set.Add(stored);
        return set.Count;
    }

    /// <summary>Keeps what is in both.</summary>
    public void Keep(NumberSet other)
    {
        for (var i = 0; i < _bits.Length; i++) _bits[i] &= other._bits[i];
    }

    /// <summary>The numbers from the largest down.</summary>
    public IEnumerable<int> Descending()
    {
        for (var i = _bits.Length - 1; i >= 0; i--)
        {
            for (var left = _bits[i]; left != 0;)
            {
                var high = 63 - BitOperations.LeadingZeroCount(left);
                left &= ~(1UL << high);
                yield return (i << 6) + high;
            }
        }
    }

    /// <summary>The set as bytes.</summary>
    public byte[] Store()
    {
        var count = Count;
        if (count < Few) return StoreFew([.. Descending().Reverse().Select(n => (ushort)n)]);
        var bytes = new byte[Size / 8];
        for (var i = 0; i < _bits.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), _bits[i]);
        return bytes;
    }

    /// <summary>The bytes of the set of these numbers, which ascend.</summary>
    public static byte[] Store(List<ushort> numbers)
    {
        if (numbers.Count < Few) return StoreFew(numbers);
        var set = new NumberSet();
        foreach (var number in numbers) set.Add(number);
        return set.Store();
    }

    private static byte[] StoreFew(List<ushort> numbers)
    {
        var bytes = new byte[2 * numbers.Count];
        for (var i = 0; i < numbers.Count; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), numbers[i]);
        return bytes;
    }
}
