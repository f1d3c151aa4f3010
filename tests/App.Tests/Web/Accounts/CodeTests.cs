using System.Globalization;
using CsCheck;
using Dais.App.Web.Accounts.Codes;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>The codes of the second factor, against the standards and against a reader that we did not write.</summary>
public sealed class CodeTests
{
    /// <summary>The vectors of RFC 6238, appendix B, cut to six digits: "12345678901234567890" in base 32.</summary>
    [Theory]
    [InlineData("1970-01-01T00:00:59Z", "287082")]
    [InlineData("2005-03-18T01:58:29Z", "081804")]
    [InlineData("2005-03-18T01:58:31Z", "050471")]
    [InlineData("2009-02-13T23:31:30Z", "005924")]
    [InlineData("2033-05-18T03:33:20Z", "279037")]
    [InlineData("2603-10-11T11:33:20Z", "353130")]
    public void Codes_are_those_of_the_standard(string moment, string code)
    {
        const string key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        var now = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
        Assert.Equal(code, Totp.Code(key, Totp.Step(now)));
        for (var steps = now.Year == 1970 ? 0 : -3; steps <= 3; steps++) Assert.Equal(Math.Abs(steps) <= 1 ? Totp.Step(now) : null, Totp.Match(key, $" {code[..3]} {code[3..]} ", now.AddSeconds(30 * steps)));
    }

    [Fact]
    public void A_picture_says_its_text_at_every_size() => Gen.Char[' ', '~'].Array[0, 520].Select(c => new string(c)).Sample(text => Assert.Equal(text, Read(QrSquare.Of(text))), iter: 120);

    [Fact]
    public void A_text_that_is_too_long_is_refused() => Assert.Throws<ArgumentException>(() => QrSquare.Of(new string('x', 521)));

    [Fact]
    public void The_longest_address_of_an_account_fits() =>
        Assert.NotNull(QrSquare.Of(Totp.Address(new string('x', 64) + "@" + new string('y', 189), new string('A', 32))));

    private static string Read(QrSquare square)
    {
        var matrix = new BitMatrix(square.Size);
        for (var y = 0; y < square.Size; y++)
        {
            for (var x = 0; x < square.Size; x++) matrix[x, y] = square[x, y];
        }

        return new ZXing.QrCode.Internal.Decoder().decode(matrix, null).Text;
    }
}
