namespace Dais.App.Web.Accounts.Codes;

/// <summary>The bytes that a QR code carries: the text with its head, and what corrects errors in it (Reed and Solomon, over GF(256) with 0x11D).</summary>
internal static class QrBytes
{
    /// <summary>Mode and length, the text, an end, and filling up to the capacity.</summary>
    public static byte[] Of(byte[] text, int headBits, int capacity)
    {
        var bits = new List<bool>();
        Append(0b0100, 4);
        Append(text.Length, headBits - 4);
        foreach (var b in text) Append(b, 8);
        Append(0, Math.Min(4, (capacity * 8) - bits.Count));
        Append(0, (8 - (bits.Count % 8)) % 8);
        for (var fill = 0xEC; bits.Count < capacity * 8; fill ^= 0xEC ^ 0x11) Append(fill, 8);
        var result = new byte[capacity];
        for (var i = 0; i < bits.Count; i++) result[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        return result;

        void Append(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--) bits.Add(((value >> i) & 1) != 0);
        }
    }

    /// <summary>Splits them into blocks, corrects each, and deals them out in turn.</summary>
    public static byte[] Corrected(byte[] data, int raw, (int Correcting, int Blocks) version)
    {
        var (correcting, blocks) = version;
        var (shorter, length) = (blocks - (raw % blocks), raw / blocks);
        var divisor = Divisor(correcting);
        var all = new List<(byte[] Data, byte[] Check)>();
        for (var (i, from) = (0, 0); i < blocks; i++)
        {
            var block = data[from..(from + length - correcting + (i < shorter ? 0 : 1))];
            from += block.Length;
            all.Add((block, Remainder(block, divisor)));
        }

        var longest = all[^1].Data.Length;
        return
        [
            .. Enumerable.Range(0, longest).SelectMany(at => all.Where(b => at < b.Data.Length).Select(b => b.Data[at])),
            .. Enumerable.Range(0, correcting).SelectMany(at => all.Select(b => b.Check[at])),
        ];
    }

    private static byte[] Divisor(int degree)
    {
        var result = new byte[degree];
        result[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                result[j] = Times(result[j], root);
                if (j + 1 < degree) result[j] ^= result[j + 1];
            }

            root = Times(root, 2);
        }

        return result;
    }

    private static byte[] Remainder(byte[] data, byte[] divisor)
    {
        var result = new byte[divisor.Length];
        foreach (var b in data)
        {
            var factor = (byte)(b ^ result[0]);
            for (var i = 0; i < result.Length; i++) result[i] = (byte)((i + 1 < result.Length ? result[i + 1] : 0) ^ Times(divisor[i], factor));
        }

        return result;
    }

    private static byte Times(byte x, byte y)
    {
        var z = 0;
        for (var i = 7; i >= 0; i--)
        {
            z = (z << 1) ^ ((z >> 7) * 0x11D);
            z ^= ((y >> i) & 1) * x;
        }

        return (byte)z;
    }
}
