using Xunit;

[assembly: AssemblyFixture(typeof(Dais.Tests.PostgresServers))]

namespace Dais.Tests;

/// <summary>Ends the servers that tests have started when the last test is over.</summary>
/// <remarks>
/// Not when the process ends: a server on a busy machine takes its seconds to stop, and the runner, which waits for the
/// process no longer than ten, then speaks of foreground threads, ends it by force and leaves the server running.
/// </remarks>
public sealed class PostgresServers : IDisposable
{
    public void Dispose() => PostgresServer.EndAll();
}
