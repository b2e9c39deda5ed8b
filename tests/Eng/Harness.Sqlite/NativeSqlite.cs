using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Matrix.Tests.Eng.Harness.Sqlite;

/// <summary>A database in memory of a SQLite that is not the driver's: of the native library that a package brings.</summary>
internal sealed class NativeSqlite : IDisposable
{
    private const int Ok = 0, Row = 100, Done = 101;

    private readonly nint library;
    private readonly nint database;

    private NativeSqlite(string path)
    {
        library = NativeLibrary.Load(path);
        Check(Function<OpenFunction>("sqlite3_open")(":memory:", out database), Ok);
    }

    private delegate int OpenFunction([MarshalAs(UnmanagedType.LPUTF8Str)] string name, out nint database);

    private delegate int PrepareFunction(nint database, [MarshalAs(UnmanagedType.LPUTF8Str)] string sql, int bytes, out nint statement, nint tail);

    private delegate int CodeFunction(nint handle);

    private delegate nint TextFunction(nint handle);

    private delegate nint ColumnFunction(nint statement, int column);

    private delegate nint VersionFunction();

    public string Version => Text(Function<VersionFunction>("sqlite3_libversion")());

    /// <summary>Loads the library of a package that the project downloads. Skips the test where the package has none for this system.</summary>
    public static NativeSqlite Of(string package, string version)
    {
        var root = typeof(NativeSqlite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NuGetPackageRoot").Value!;
        var folder = Path.Combine(root, package, version);
        Assert.True(Directory.Exists(folder), $"{folder} is not there, though this project downloads it. Run dotnet restore.");
        var libc = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : "";
        var runtime = $"linux{libc}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        var path = Path.Combine(folder, "runtimes", runtime, "native", "libe_sqlite3.so");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(path), $"{package} {version} has no library for {RuntimeInformation.RuntimeIdentifier}.");
        return new(path);
    }

    /// <summary>Runs one statement and reads the first column of its rows.</summary>
    /// <exception cref="SqliteException">It refuses.</exception>
    public IReadOnlyList<string> Column(string sql)
    {
        Check(Function<PrepareFunction>("sqlite3_prepare_v2")(database, sql, -1, out var statement, 0), Ok);
        var rows = new List<string>();
        try
        {
            while (Check(Function<CodeFunction>("sqlite3_step")(statement), Row, Done) == Row)
                rows.Add(Text(Function<ColumnFunction>("sqlite3_column_text")(statement, 0)));
            return rows;
        }
        finally
        {
            Function<CodeFunction>("sqlite3_finalize")(statement);
        }
    }

    public void Dispose() => Function<CodeFunction>("sqlite3_close")(database);

    private int Check(int code, params int[] expected) => expected.Contains(code)
        ? code
        : throw new SqliteException(
            Text(Function<TextFunction>("sqlite3_errmsg")(database)), code, Function<CodeFunction>("sqlite3_extended_errcode")(database));

    private T Function<T>(string name) => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    private static string Text(nint utf8) => Marshal.PtrToStringUTF8(utf8)!;
}
