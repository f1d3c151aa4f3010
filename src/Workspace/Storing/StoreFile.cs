using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Dais.Engine.Modelling;
using Dais.Workspace.People;
using Dais.Workspace.Wire;
using Microsoft.EntityFrameworkCore;

namespace Dais.Workspace.Storing;

/// <summary>A <c>.dais</c> file as one of the forms of a workspace: <c>store.dais</c>, or <c>store.dais#retail</c> where it holds several.</summary>
internal static partial class StoreFile
{
    /// <summary>Whether the path is that of a store, and then the file and the workspace named behind it.</summary>
    public static bool Is(string path, out string file, out string? workspace)
    {
        var match = Spelling().Match(path);
        (file, workspace) = (match.Groups["file"].Value, match.Groups["id"] is { Success: true } id ? id.Value : null);
        return match.Success;
    }

    /// <summary>The workspace as it stands in the file; nothing, and an error among the findings, where it cannot be read.</summary>
    public static Document? Read(string path, ICollection<Finding> findings)
    {
        Is(path, out var file, out var named);
        try
        {
            return With(file, make: false, async store =>
            {
                var id = Choose(await IdsAsync(store).ConfigureAwait(false), file, named) ?? throw new InvalidException("The store holds no workspace yet.", file, "Maybe put one in: dais convert WORKSPACE " + file);
                return await store.ReadAsync(Caller.Local, id, Permission.View, async session => (await session.WholeAsync().ConfigureAwait(false)).Opened?.Document).ConfigureAwait(false);
            });
        }
        catch (RefusalException e)
        {
            findings.Add(Finding.Error(Rule.Readable, "", e.What, e.Maybe));
            return null;
        }
    }

    /// <summary>Works on the workspace in the file as a store.</summary>
    /// <exception cref="RefusalException">The file cannot be opened, or it is not said which workspace is meant.</exception>
    public static T On<T>(string path, Func<Store, string, Task<T>> work)
    {
        Is(path, out var file, out var named);
        return With(file, make: false, async store =>
        {
            var id = Choose(await IdsAsync(store).ConfigureAwait(false), file, named) ?? throw new InvalidException("The store holds no workspace yet.", file, "Maybe put one in: dais convert WORKSPACE " + file);
            return await work(store, id).ConfigureAwait(false);
        });
    }

    /// <summary>Puts the document into the file: in the place of the workspace that it names or holds, or as a new one.</summary>
    /// <returns>What hindered it; then the file is as it was.</returns>
    public static ImmutableArray<Finding> Write(Document document, string path)
    {
        Is(path, out var file, out var named);
        var existed = File.Exists(file);
        try
        {
            return With(file, make: true, async store =>
            {
                var ids = await IdsAsync(store).ConfigureAwait(false);
                var id = named is not null && !ids.Contains(named) ? null : Choose(ids, file, named);
                if (id is not null) await ReplaceWorkspace.RunAsync(store, Caller.Local, id, document).ConfigureAwait(false);
                else await CreateWorkspace.RunAsync(store, Caller.Local, Made(document, named)).ConfigureAwait(false);
                return ImmutableArray<Finding>.Empty;
            });
        }
        catch (RefusalException e)
        {
            if (!existed) File.Delete(file);
            return [Finding.Error(Rule.Readable, "", e.What, e.Maybe) with { Source = path }];
        }
    }

    private static NewWorkspace Made(Document document, string? named)
    {
        var platform = document.ToPortfolio().Platform;
        return new(named ?? (CreateWorkspace.Suggest(platform.Id.ToString()) is { Length: > 0 } id ? id : "platform"), platform.Name) { Document = document };
    }

    private static T With<T>(string file, bool make, Func<Store, Task<T>> work) => Task.Run(async () =>
    {
        var store = await Store.OpenAsync(new StoreAddress.File(file), TimeProvider.System, make).ConfigureAwait(false);
        await using (store.ConfigureAwait(false)) return await work(store).ConfigureAwait(false);
    }).GetAwaiter().GetResult();

    private static Task<List<string>> IdsAsync(Store store) =>
        store.InAsync(writes: false, (db, _, _) => db.Workspaces.Select(w => w.Id).OrderBy(id => id).ToListAsync());

    private static string? Choose(List<string> ids, string file, string? named) => (ids, named) switch
    {
        (_, not null) => ids.Contains(named) ? named : throw new InvalidException($"The store holds no workspace \"{named}\".", file, new Nearest().Maybe(named, ids) ?? $"Maybe one of these is meant: {string.Join(", ", ids)}."),
        ([], _) => null,
        ([var only], _) => only,
        _ => throw new InvalidException($"The store holds {ids.Count} workspaces.", file, $"Maybe name one: {file}#{ids[0]}"),
    };

    [GeneratedRegex(@"^(?<file>.*\.dais)(#(?<id>[^#/\\]+))?$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Spelling();
}
