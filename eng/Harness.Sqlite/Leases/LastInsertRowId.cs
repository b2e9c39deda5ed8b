using System.Runtime.InteropServices;
using SQLitePCL;

namespace Matrix.Harness.Sqlite.Leases;

/// <summary>Sets what <c>last_insert_rowid()</c> answers, which no rollback and no statement does. The driver's package leaves that function of SQLite's out.</summary>
internal static class LastInsertRowId
{
    private static readonly SetFunction? Set = Find();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void SetFunction(IntPtr connection, long rowId);

    /// <summary>Sets it to 0, as on a new connection.</summary>
    /// <returns><see langword="false"/> where it is not 0 and cannot be set: the connection is not to be used again.</returns>
    public static bool TryReset(sqlite3 connection)
    {
        if (raw.sqlite3_last_insert_rowid(connection) == 0)
            return true;
        Set?.Invoke(connection.DangerousGetHandle(), 0);
        return Set is not null;
    }

    private static SetFunction? Find() =>
        NativeLibrary.TryLoad(raw.GetNativeLibraryName(), typeof(raw).Assembly, null, out var library) && NativeLibrary.TryGetExport(library, "sqlite3_set_last_insert_rowid", out var address)
            ? Marshal.GetDelegateForFunctionPointer<SetFunction>(address)
            : null;
}
