using Dais.App.Web.Accounts.SigningIn;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dais.App.Web.Pages.Working;

/// <summary>What a page works with: the store, and who sits before it.</summary>
/// <remarks>
/// Pages call the operations that the API and the command line call, as the person who is signed in; each operation looks
/// up anew what that person may do, and whether the session has ended is asked each time, so a page that is open for
/// hours shows no more than one opened just now.
/// </remarks>
internal sealed class Desk(Store store, AuthenticationStateProvider who)
{
    /// <summary>The store.</summary>
    public Store Store => store;

    /// <summary>Who sits here.</summary>
    /// <exception cref="ForbiddenException">Nobody who is known, or no longer.</exception>
    public async Task<Caller> CallerAsync(CancellationToken cancel = default)
    {
        var user = (await who.GetAuthenticationStateAsync()).User;
        return user.Caller() is { } caller && await user.HoldsAsync(cancel) ? caller : throw new ForbiddenException("You are signed in no longer.", "me", "Maybe open the page anew and sign in.");
    }

    /// <summary>Who that is, and where they may go.</summary>
    public async Task<Me> MeAsync(CancellationToken cancel = default) => await WhoAmI.RunAsync(store, await CallerAsync(cancel), cancel);

    /// <summary>Enters a workspace.</summary>
    /// <exception cref="MissingException">There is no such workspace for them.</exception>
    public async Task<Place> EnterAsync(string workspace, CancellationToken cancel = default)
    {
        var me = await MeAsync(cancel);
        var mine = me.Workspaces.FirstOrDefault(w => w.Id == workspace) ?? throw new MissingException($"workspaces/{workspace}");
        return new(me, mine, await ReadWorkspace.RunAsync(store, await CallerAsync(cancel), workspace, cancel: cancel));
    }
}
