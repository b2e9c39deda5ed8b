namespace Matrix.Harness.Servers.Recipes;

/// <summary>A private MariaDB.</summary>
public sealed class MariaDbRecipe : MySqlFamilyRecipe
{
    /// <inheritdoc/>
    public override string Engine => "mariadb";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InitialiseArguments { get; } =
        ["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", "--innodb-log-file-size=16777216"];

    private protected override string SqlMode => "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION";

    // Its versions before 11.1 know it by this name only.
    private protected override string IsolationVariable => "tx_isolation";

    // 11.8's default; 10.11 has it too, and its own default is latin1.
    private protected override string Collation => "utf8mb4_uca1400_ai_ci";

    private protected override IEnumerable<ServerSetting> OwnSettings => [Set("innodb_log_file_size", "16777216")];
}
