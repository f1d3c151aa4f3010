namespace Dais.Workspace.Wire;

/// <summary>The forms that a workspace has.</summary>
internal enum Form
{
    /// <summary>None of them.</summary>
    Unknown,

    /// <summary>One JSON file.</summary>
    Json,

    /// <summary>A folder with a file for each list.</summary>
    Folder,

    /// <summary>A workbook with a sheet for each list.</summary>
    Xlsx,

    /// <summary>The embedded store.</summary>
    Store,
}

/// <summary>Tells the form from the path.</summary>
internal static class Forms
{
    /// <summary>The form of what is there, or of what is to be written there.</summary>
    public static Form Of(string path)
    {
        if (Directory.Exists(path) || path.EndsWith('/') || path.EndsWith('\\')) return Form.Folder;
        if (Storing.StoreFile.Is(path, out _, out _)) return Form.Store;
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JSON" => Form.Json,
            ".XLSX" => Form.Xlsx,
            "" when !File.Exists(path) => Form.Folder,
            _ => Form.Unknown,
        };
    }
}
