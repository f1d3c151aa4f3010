namespace Dais.App.Web.Accounts.Codes;

/// <summary>How badly a QR code can be read, by the four rules of the standard; less is better.</summary>
internal static class QrPenalty
{
    public static int Of(QrSquare square)
    {
        var size = square.Size;
        var (penalty, dark) = (0, 0);
        for (var a = 0; a < size; a++)
        {
            penalty += Line(size, b => square[b, a]) + Line(size, b => square[a, b]);
            for (var b = 0; b < size; b++)
            {
                if (square[b, a]) dark++;
                if (a + 1 < size && b + 1 < size && square[b, a] == square[b + 1, a] && square[b, a] == square[b, a + 1] && square[b, a] == square[b + 1, a + 1]) penalty += 3;
            }
        }

        var off = Math.Abs((dark * 20) - (size * size * 10));
        return penalty + (((off + (size * size) - 1) / (size * size)) - 1) * 10;
    }

    // Runs of five and more of one colour, and what looks like a finder.
    private static int Line(int size, Func<int, bool> at)
    {
        var (penalty, run, seen) = (0, 0, 0);
        for (var i = 0; i < size; i++)
        {
            run = i > 0 && at(i) == at(i - 1) ? run + 1 : 1;
            if (run == 5) penalty += 3;
            else if (run > 5) penalty++;
            seen = ((seen << 1) | (at(i) ? 1 : 0)) & 0x7FF;
            if (i >= 10 && seen is 0b10111010000 or 0b00001011101) penalty += 40;
        }

        return penalty;
    }
}
