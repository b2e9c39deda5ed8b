namespace Matrix.Tests.Glue;

public abstract partial class Dialect
{
    /// <summary>Has the connection check foreign keys from here on, or no more.</summary>
    public abstract string CheckForeignKeys(bool isOn);

    /// <summary>What an application would connect by that sets nothing: to a database in memory where that is possible, else to the lease's.</summary>
    public virtual string PlainConnection(string connectionString) => connectionString;

    /// <summary>A collation that sorts as a dictionary does.</summary>
    public abstract string DictionaryOrder { get; }

    /// <summary>A collation by which texts are equal only when every character is.</summary>
    public abstract string ExactOrder { get; }
}
