namespace Netback.Properties.Scenarios;

/// <summary>Files that are written in one piece or not at all, also when several processes write the same one.</summary>
public static class OutputFile
{
    private const string Draft = ".draft";

    /// <summary>Bytes of the file that shows whether there can be one: an empty one fits on a disk that is full.</summary>
    private const int ProbeBytes = 4096;

    /// <summary>Writes a file and the folders above it.</summary>
    /// <param name="file">Which.</param>
    /// <param name="content">Writes what is in it.</param>
    /// <param name="toDisk">Whether it is on the disk before it takes the place of what was there, so that a power cut leaves one of both.</param>
    /// <exception cref="InputException">It cannot be written; what was there before still is.</exception>
    public static void Write(string file, Action<Stream> content, bool toDisk = false)
    {
        // Of its own: another process may be at the same file.
        string draft = $"{file}.{Path.GetRandomFileName()}{Draft}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            using (var stream = File.Create(draft))
            {
                content(stream);
                stream.Flush(toDisk);
            }
            File.Move(draft, file, overwrite: true);
        }
        catch (Exception e)
        {
            Remove(draft);
            if (IsOfTheFile(e)) throw new InputException($"{file}: cannot be written: {e.Message}", e);
            throw;
        }
    }

    /// <summary>Finds out whether files can be written below a folder, which need not exist yet and is not made.</summary>
    /// <exception cref="InputException">They cannot.</exception>
    public static void ExpectWritable(string folder)
    {
        ExpectName(folder);
        try
        {
            string? nearest = Path.GetFullPath(folder);
            while (nearest is not null && !Directory.Exists(nearest))
            {
                if (File.Exists(nearest)) throw new InputException($"{folder}: cannot be written: {nearest} is a file, not a folder");
                nearest = Path.GetDirectoryName(nearest);
            }
            string probe = Path.Combine(nearest!, $"{Path.GetRandomFileName()}{Draft}");
            try
            {
                File.WriteAllBytes(probe, new byte[ProbeBytes]);
            }
            finally
            {
                Remove(probe);
            }
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw new InputException($"{folder}: cannot be written: {e.Message}", e);
        }
    }

    /// <summary>An empty text, such as a variable of the shell that is not set, would be the current folder.</summary>
    /// <exception cref="InputException">It is one.</exception>
    public static void ExpectName(string folder)
    {
        if (folder.Length == 0) throw new InputException("an empty text names no folder");
    }

    /// <summary>Takes away what processes that were killed have left below a folder in which no other process is at work.</summary>
    public static void RemoveDrafts(string folder)
    {
        foreach (string draft in Directory.EnumerateFiles(folder, "*" + Draft, SearchOption.AllDirectories).ToList()) Remove(draft);
    }

    private static bool IsOfTheFile(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where nothing can be written nothing can be removed; and that is said already.
        }
    }
}
