namespace Dais.Workspace.Wire;

/// <summary>How much is read of a file before it is refused: whatever is opened may come from anybody.</summary>
internal static class Limits
{
    /// <summary>The largest CSV file, in bytes.</summary>
    public const int CsvBytes = 100 * 1024 * 1024;

    /// <summary>The largest workbook as a file, in bytes.</summary>
    public const int XlsxBytes = 20 * 1024 * 1024;

    /// <summary>The most parts of a workbook.</summary>
    public const int XlsxParts = 200;

    /// <summary>The most bytes of a workbook once unpacked.</summary>
    public const long XlsxUnpacked = 100L * 1024 * 1024;

    /// <summary>How many times smaller a part of a workbook may be packed than it is, from a megabyte on.</summary>
    public const int XlsxRatio = 100;

    /// <summary>The most filled cells of a workspace.</summary>
    public const int Cells = 1_000_000;

    /// <summary>The most characters in one cell of a workbook.</summary>
    public const int CellChars = 32_767;

    /// <summary>The most characters of all cells together, each shared text counted as often as it is shown.</summary>
    public const long ResolvedChars = 50_000_000;

    /// <summary>The most columns of a sheet.</summary>
    public const int Columns = 16_384;
}
