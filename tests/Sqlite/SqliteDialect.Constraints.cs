namespace Matrix.Tests.Sqlite;

public sealed partial class SqliteDialect
{
    public override string CheckForeignKeys(bool isOn) => $"PRAGMA foreign_keys = {(isOn ? "ON" : "OFF")}";

    public override string PlainConnection(string connectionString) => "Data Source=:memory:";

    // It has none, and so refuses the name.
    public override string DictionaryOrder => "unicode";

    public override string ExactOrder => "BINARY";
}
