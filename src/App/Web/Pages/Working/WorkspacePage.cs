using Dais.Workspace;
using Microsoft.AspNetCore.Components;

namespace Dais.App.Web.Pages.Working;

/// <summary>A page about a workspace: it enters it, and shows in words where that is refused.</summary>
public abstract class WorkspacePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string? _entered;

    /// <summary>The workspace's id, from the address.</summary>
    [Parameter] public string Workspace { get; set; } = "";

    /// <summary>What the page works with.</summary>
    [Inject] internal Desk Desk { get; set; } = null!;

    /// <summary>Leads to other pages.</summary>
    [Inject] internal NavigationManager Navigation { get; set; } = null!;

    /// <summary>Where one stands; absent until entered.</summary>
    private protected Place? At { get; private set; }

    /// <summary>Why something was refused, last; the frame shows it.</summary>
    private protected RefusalException? Refused { get; set; }

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_entered == Workspace) return;
        _entered = Workspace;
        await RefreshAsync();
    }

    /// <summary>Enters the workspace anew, as it now is.</summary>
    protected async Task RefreshAsync() => await TryAsync(async () =>
    {
        At = await Desk.EnterAsync(Workspace, Leaving);
        await EnteredAsync();
    });

    /// <summary>Called whenever the workspace has been entered: what the page needs beside is read here.</summary>
    protected virtual Task EnteredAsync() => Task.CompletedTask;

    /// <summary>Does something that may be refused; a refusal is kept to be shown.</summary>
    /// <returns>Whether it was done.</returns>
    protected async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            Refused = null;
            await act();
            return true;
        }
        catch (RefusalException refusal)
        {
            Refused = refusal;
            return false;
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Ends what the page began.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the page began; a page that holds more overrides it.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
