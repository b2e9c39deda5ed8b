namespace Matrix.Tests.Glue;

public abstract partial class Dialect
{
    /// <summary>The texts of a group, joined by commas.</summary>
    public abstract string JoinTexts(string column, string orderBy);
}
