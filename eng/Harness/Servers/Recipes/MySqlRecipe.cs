namespace Matrix.Harness.Servers.Recipes;

/// <summary>A private MySQL.</summary>
public sealed class MySqlRecipe : MySqlFamilyRecipe
{
    /// <inheritdoc/>
    public override string Engine => "mysql";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InitialiseArguments { get; } =
        ["--no-defaults", "--initialize-insecure", "--innodb-redo-log-capacity=16777216", "--auto-generate-certs=OFF", "--secure-file-priv=NULL"];

    // Its second protocol would want a port and a socket of its own.
    /// <inheritdoc/>
    public override IEnumerable<string> Arguments => base.Arguments.Append("--mysqlx=OFF");

    private protected override string SqlMode =>
        "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private protected override string IsolationVariable => "transaction_isolation";

    private protected override string Collation => "utf8mb4_0900_ai_ci";

    private protected override IEnumerable<ServerSetting> OwnSettings =>
    [
        Set("innodb_redo_log_capacity", "16777216"),
        // O_DIRECT is not for tmpfs.
        Set("innodb_flush_method", "fsync"),
        // Setting it up and taking it down costs a second.
        Set("innodb_use_native_aio", "OFF"),
        Set("auto_generate_certs", "OFF"),
        Set("secure_file_priv", "NULL"),
    ];
}
