namespace Matrix.Tests.Eng;

/// <summary>The working copy that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Matrix.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Matrix.sln is to be found above {from}. Run these tests from a working copy.");
    }
}
