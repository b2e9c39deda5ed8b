namespace Matrix.Harness.Files;

/// <summary>Reads files that may be anything: a device without an end, or a file that was never one of Matrix's.</summary>
public static class BoundedFile
{
    /// <summary>Reads a whole file, and no more than a file of its kind holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">The most bytes that such a file has.</param>
    /// <returns>Its content.</returns>
    /// <exception cref="IOException">It cannot be read, or it is longer. The message says which.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it, or it is a folder.</exception>
    public static byte[] Read(string path, int longest)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        // A device says that it is empty, so its length is not believed.
        var buffer = new byte[Math.Min(longest + 1, 1 << 16)];
        while (file.Read(buffer) is var count and > 0)
        {
            content.Write(buffer.AsSpan(0, count));
            if (content.Length > longest)
                throw new IOException($"It is longer than {Size(longest)}, which no such file of Matrix is.");
        }

        return content.ToArray();
    }

    private static string Size(int bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";
}
