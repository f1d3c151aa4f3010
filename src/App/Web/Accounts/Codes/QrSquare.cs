using System.Text;

namespace Dais.App.Web.Accounts.Codes;

/// <summary>A QR code (ISO/IEC 18004, model 2) for a text: bytes, the lowest error correction, the smallest size that holds it.</summary>
/// <remarks>
/// Read from a clean screen, a code needs little correction, and larger modules are read more easily than corrected ones.
/// At most 520 bytes. The mask is the one of the eight with the least penalty.
/// Source of the tables and of the order of steps: the standard, as Project Nayuki's QR Code generator (MIT) explains it.
/// </remarks>
internal sealed class QrSquare
{
    /// <summary>For each version from 1: how many correcting bytes a block has, and how many blocks there are.</summary>
    private static readonly (int Correcting, int Blocks)[] Versions = [(7, 1), (10, 1), (15, 1), (20, 1), (26, 1), (18, 2), (20, 2), (24, 2), (30, 2), (18, 4), (20, 4), (24, 4), (26, 4), (30, 4), (22, 6)];

    private readonly bool[,] _dark;
    private readonly bool[,] _fixed;

    private QrSquare(int version)
    {
        Size = (version * 4) + 17;
        (_dark, _fixed) = (new bool[Size, Size], new bool[Size, Size]);
        Frame(version);
    }

    /// <summary>How many modules it is wide and high, without the quiet zone of four around it.</summary>
    public int Size { get; }

    /// <summary>Whether the module is dark.</summary>
    public bool this[int x, int y] => _dark[y, x];

    /// <summary>Makes the code.</summary>
    /// <exception cref="ArgumentException">The text is too long.</exception>
    public static QrSquare Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = 1;
        while (version <= Versions.Length && HeadBits(version) + (bytes.Length * 8) > Capacity(version) * 8) version++;
        if (version > Versions.Length) throw new ArgumentException($"The text is {bytes.Length} bytes long; at most 520 are allowed.", nameof(text));
        var square = new QrSquare(version);
        square.Place(QrBytes.Corrected(QrBytes.Of(bytes, HeadBits(version), Capacity(version)), RawBytes(version), Versions[version - 1]));
        square.Mask();
        return square;
    }

    private static int HeadBits(int version) => version < 10 ? 12 : 20;

    private static int Capacity(int version) => RawBytes(version) - (Versions[version - 1].Correcting * Versions[version - 1].Blocks);

    private static int RawBytes(int version)
    {
        var bits = (((16 * version) + 128) * version) + 64;
        if (version >= 2)
        {
            var marks = (version / 7) + 2;
            bits -= (((25 * marks) - 10) * marks) - 55;
            if (version >= 7) bits -= 36;
        }

        return bits / 8;
    }

    private void Set(int x, int y, bool dark) => (_dark[y, x], _fixed[y, x]) = (dark, true);

    /// <summary>What is the same for every text: timing, finders, alignment, version.</summary>
    private void Frame(int version)
    {
        for (var i = 0; i < Size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }

        foreach (var (x, y) in new[] { (3, 3), (Size - 4, 3), (3, Size - 4) }) Rings(x, y, 4);
        var at = Alignments(version);
        foreach (var (x, y) in from x in at from y in at select (x, y))
        {
            if ((x, y) != (6, 6) && (x, y) != (6, Size - 7) && (x, y) != (Size - 7, 6)) Rings(x, y, 2);
        }

        Format(0);
        if (version >= 7) Version(version);
    }

    private void Rings(int x, int y, int reach)
    {
        for (var (dy, side) = (-reach, (reach * 2) + 1); dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                var ring = Math.Max(Math.Abs(dx), Math.Abs(dy));
                if (x + dx >= 0 && x + dx < Size && y + dy >= 0 && y + dy < Size) Set(x + dx, y + dy, side == 9 ? ring is not (2 or 4) : ring != 1);
            }
        }
    }

    private int[] Alignments(int version)
    {
        if (version == 1) return [];
        var marks = (version / 7) + 2;
        var step = ((version * 8) + (marks * 3) + 5) / ((marks * 4) - 4) * 2;
        var at = new int[marks];
        at[0] = 6;
        for (var (i, place) = (marks - 1, Size - 7); i >= 1; i--, place -= step) at[i] = place;
        return at;
    }

    private void Format(int mask)
    {
        var data = (1 << 3) | mask;
        var rest = data;
        for (var i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        var bits = ((data << 10) | rest) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var dark = ((bits >> i) & 1) != 0;
            if (i < 6) Set(8, i, dark);
            else if (i < 8) Set(8, i + 1, dark);
            else if (i == 8) Set(7, 8, dark);
            else Set(14 - i, 8, dark);
            if (i < 8) Set(Size - 1 - i, 8, dark);
            else Set(8, Size - 15 + i, dark);
        }

        Set(8, Size - 8, true);
    }

    private void Version(int version)
    {
        var rest = version;
        for (var i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        var bits = (version << 12) | rest;
        for (var i = 0; i < 18; i++)
        {
            var (a, b, dark) = (Size - 11 + (i % 3), i / 3, ((bits >> i) & 1) != 0);
            Set(a, b, dark);
            Set(b, a, dark);
        }
    }

    /// <summary>Lays the bits in columns of two, from the right, up and down in turn.</summary>
    private void Place(byte[] bytes)
    {
        var bit = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6) right = 5;
            for (var step = 0; step < Size; step++)
            {
                var y = ((right + 1) & 2) == 0 ? Size - 1 - step : step;
                for (var x = right; x >= right - 1; x--)
                {
                    if (_fixed[y, x] || bit >= bytes.Length * 8) continue;
                    _dark[y, x] = ((bytes[bit / 8] >> (7 - (bit % 8))) & 1) != 0;
                    bit++;
                }
            }
        }
    }

    private void Mask()
    {
        var best = Enumerable.Range(0, 8).MinBy(mask =>
        {
            Apply(mask);
            var penalty = QrPenalty.Of(this);
            Apply(mask);
            return penalty;
        });
        Apply(best);
    }

    private void Apply(int mask)
    {
        Format(mask);
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++) _dark[y, x] ^= !_fixed[y, x] && Flips(mask, x, y);
        }
    }

    private static bool Flips(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };
}
