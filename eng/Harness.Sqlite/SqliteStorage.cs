namespace Matrix.Harness.Sqlite;

/// <summary>Where SQLite keeps a database.</summary>
public enum SqliteStorage
{
    /// <summary>In the process's memory, gone with it. Several connections may share one, with locks of their own.</summary>
    /// <remarks>A writer shuts readers out from the moment it begins, which it does not in a file.</remarks>
    Memory,
    /// <summary>In a file, in a folder that only this user and this process use, deleted with the database.</summary>
    File,
}
