using System.Data.Common;

namespace Matrix.Tests.Glue;

public abstract partial class Dialect
{
    /// <summary>A query that runs for some time at least, and for long where somebody can end it.</summary>
    /// <param name="connection">The connection that will run it.</param>
    /// <param name="atLeast">How long it takes when nobody ends it.</param>
    public abstract string LongQuery(DbConnection connection, TimeSpan atLeast);

    /// <summary>Whether a connection is in the midst of <see cref="LongQuery"/>.</summary>
    /// <param name="observer">Another connection, to ask on.</param>
    /// <param name="running">The connection that is asked about.</param>
    public abstract Task<bool> RunsLongQueryAsync(SqlSession observer, DbConnection running);

    /// <summary>Changes a setting of the connection from its default.</summary>
    public abstract string ChangeSetting { get; }

    /// <summary>Reads that setting.</summary>
    public abstract string ReadSetting { get; }

    /// <summary>What <see cref="ReadSetting"/> gives while the change lasts.</summary>
    public abstract string ChangedSetting { get; }

    /// <summary>The place of one of very many values of a statement.</summary>
    public virtual string Parameter(int index) => $"@p{index}";

    /// <summary>A connection string for the same database whose pool holds one connection.</summary>
    /// <param name="connectionString">The database's.</param>
    /// <param name="patience">How many seconds to wait for it; to make it, too.</param>
    public abstract string PoolOfOne(string connectionString, int patience);

    /// <summary>Closes what a connection's pool holds.</summary>
    public abstract void ForgetPool(DbConnection connection);
}
