namespace Matrix.Tests.MySql;

public sealed partial class MySqlDialect
{
    public override string CheckForeignKeys(bool isOn) => $"SET foreign_key_checks = {(isOn ? 1 : 0)}";

    public override string DictionaryOrder => IsMariaDb ? "utf8mb4_uca1400_as_cs" : "utf8mb4_0900_as_cs";

    public override string ExactOrder => "utf8mb4_bin";
}
