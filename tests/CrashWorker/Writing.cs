using System.Globalization;
using System.Text;
using Dais.Workspace;
using Dais.Workspace.People;
using Dais.Workspace.Storing;
using Dais.Workspace.Wire;

namespace Dais.CrashWorker;

/// <summary>Changes a workspace, one revision after the other, and says each that was answered.</summary>
internal static class Writing
{
    public const string Workspace = "w";

    /// <summary>Goes on until it is done or the store's place fails; what may be tried again is tried again.</summary>
    public static async Task RunAsync(StoreAddress address, int count, Action<string> say)
    {
        var store = await Store.OpenAsync(address, TimeProvider.System).ConfigureAwait(false);
        await using var _ = store.ConfigureAwait(false);
        for (var i = 0; i < count;)
        {
            try
            {
                var state = i == 0 ? await FirstAsync(store).ConfigureAwait(false) : await ReplaceWorkspace.RunAsync(store, Caller.Local, Workspace, Model(i)).ConfigureAwait(false);
                say(string.Create(CultureInfo.InvariantCulture, $"ack {state.Revision}"));
                i++;
            }
            catch (StoreException) when (store.Failed is not null)
            {
                // The disk works again from here on; it is not believed nevertheless.
                foreach (var (name, again) in new (string, Func<Task>)[] { ("write", () => ReplaceWorkspace.RunAsync(store, Caller.Local, Workspace, Model(i + 1))), ("reach", () => ReachStore.RunAsync(store)) })
                {
                    try
                    {
                        await again().ConfigureAwait(false);
                        say("then done " + name);
                    }
                    catch (StoreException e)
                    {
                        say($"then refused {name}: {e.What}");
                    }
                }

                throw;
            }
            catch (BusyException e)
            {
                say("refused BusyException " + e.Message);
                await Task.Delay(20).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The model at a step: another one each time, of a size that goes up and down.</summary>
    public static Document Model(int step) => Document.Of(JsonText.Read(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
        { "dais": 1, "platform": { "id": "p", "name": "Step {{step}}", "discountRate": 0, "periods": { "first": "2027-Q1", "count": 4 } },
          "teams": [ { "id": "t", "capacity": {{step + 1}} } ],
          "initiatives": [ {{string.Join(", ", Enumerable.Range(0, 1 + (step % 5)).Select(i => $$"""{ "id": "i{{i}}", "name": "{{new string('n', 40 * (step % 3))}}", "effort": { "t": {{i + step + 1}} } }"""))}} ] }
        """)), "model", new List<Engine.Modelling.Finding>()), new List<Engine.Modelling.Finding>())!;

    private static async Task<WorkspaceState> FirstAsync(Store store)
    {
        try
        {
            return await CreateWorkspace.RunAsync(store, Caller.Local, new(Workspace, "W") { Document = Model(0) }).ConfigureAwait(false);
        }
        catch (ConflictException)
        {
            return await ReplaceWorkspace.RunAsync(store, Caller.Local, Workspace, Model(Environment.ProcessId)).ConfigureAwait(false);
        }
    }
}
