using System.Reflection;
using System.Runtime.InteropServices;

namespace Dais.Engine.Solving;

/// <summary>The C interface of HiGHS (MIT licence), whose library comes with the solver package.</summary>
internal static partial class HighsNative
{
    internal const int Ok = 0;
    internal const int Error = -1;
    internal const int Integer = 1;
    internal const int Maximise = -1;
    internal const int RowWise = 2;

    internal const int StatusOptimal = 7;
    internal const int StatusInfeasible = 8;
    internal const int StatusUnboundedOrInfeasible = 9;
    internal const int StatusUnbounded = 10;
    internal const int StatusObjectiveBound = 11;

    internal const int CallbackImproving = 4;
    internal const int CallbackMipLogging = 5;
    internal const int CallbackMipInterrupt = 6;

    private const string Library = "highs";

    static HighsNative() => NativeLibrary.SetDllImportResolver(typeof(HighsNative).Assembly, Find);

    private static IntPtr Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return IntPtr.Zero;
        foreach (var candidate in (ReadOnlySpan<string>)["libhighs.so.1", "libhighs.1.dylib", "highs.dll", "highs"])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle)) return handle;
        }

        return IntPtr.Zero;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void Callback(int type, IntPtr message, IntPtr dataOut, IntPtr dataIn, IntPtr user);

    [LibraryImport(Library, EntryPoint = "Highs_create")]
    internal static partial IntPtr Create();

    [LibraryImport(Library, EntryPoint = "Highs_destroy")]
    internal static partial void Destroy(IntPtr highs);

    [LibraryImport(Library, EntryPoint = "Highs_run")]
    internal static partial int Run(IntPtr highs);

    [LibraryImport(Library, EntryPoint = "Highs_passMip")]
    internal static unsafe partial int PassMip(
        IntPtr highs, int columns, int rows, int coefficients, int format, int sense, double offset, double* worth, double* lower,
        double* upper, double* rowLower, double* rowUpper, int* start, int* index, double* value, int* whole);

    [LibraryImport(Library, EntryPoint = "Highs_setBoolOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetBool(IntPtr highs, string option, int value);

    [LibraryImport(Library, EntryPoint = "Highs_setIntOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetInt(IntPtr highs, string option, int value);

    [LibraryImport(Library, EntryPoint = "Highs_setDoubleOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetDouble(IntPtr highs, string option, double value);

    [LibraryImport(Library, EntryPoint = "Highs_setStringOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetString(IntPtr highs, string option, string value);

    [LibraryImport(Library, EntryPoint = "Highs_getModelStatus")]
    internal static partial int ModelStatus(IntPtr highs);

    [LibraryImport(Library, EntryPoint = "Highs_getDoubleInfoValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GetDouble(IntPtr highs, string info, out double value);

    [LibraryImport(Library, EntryPoint = "Highs_getInt64InfoValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GetLong(IntPtr highs, string info, out long value);

    [LibraryImport(Library, EntryPoint = "Highs_getIntInfoValue", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GetInt(IntPtr highs, string info, out int value);

    [LibraryImport(Library, EntryPoint = "Highs_getSolution")]
    internal static unsafe partial int GetSolution(IntPtr highs, double* columns, double* columnDuals, double* rows, double* rowDuals);

    [LibraryImport(Library, EntryPoint = "Highs_setSparseSolution")]
    internal static unsafe partial int SetSparseSolution(IntPtr highs, int entries, int* index, double* value);

    [LibraryImport(Library, EntryPoint = "Highs_getRunTime")]
    internal static partial double RunTime(IntPtr highs);

    [LibraryImport(Library, EntryPoint = "Highs_changeColBounds")]
    internal static partial int ChangeBounds(IntPtr highs, int column, double lower, double upper);

    [LibraryImport(Library, EntryPoint = "Highs_addRow")]
    internal static unsafe partial int AddRow(IntPtr highs, double lower, double upper, int entries, int* index, double* value);

    [LibraryImport(Library, EntryPoint = "Highs_deleteRowsByRange")]
    internal static partial int DeleteRows(IntPtr highs, int from, int to);

    [LibraryImport(Library, EntryPoint = "Highs_getBasis")]
    internal static unsafe partial int GetBasis(IntPtr highs, int* columns, int* rows);

    [LibraryImport(Library, EntryPoint = "Highs_setBasis")]
    internal static unsafe partial int SetBasis(IntPtr highs, int* columns, int* rows);

    [LibraryImport(Library, EntryPoint = "Highs_setCallback")]
    internal static partial int SetCallback(IntPtr highs, IntPtr callback, IntPtr user);

    [LibraryImport(Library, EntryPoint = "Highs_startCallback")]
    internal static partial int StartCallback(IntPtr highs, int type);

    [LibraryImport(Library, EntryPoint = "Highs_getCallbackDataOutItem", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial IntPtr DataOut(IntPtr dataOut, string item);

    [LibraryImport(Library, EntryPoint = "Highs_resetGlobalScheduler")]
    internal static partial void ResetScheduler(int blocking);
}
