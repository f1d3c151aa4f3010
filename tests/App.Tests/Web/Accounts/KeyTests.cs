using Dais.App.Web;
using Dais.App.Web.Accounts.Keys;
using Dais.Tests;

namespace Dais.App.Tests.Web.Accounts;

/// <summary>The keys behind cookies and forms: in the store, and worth nothing without the operator's key.</summary>
public sealed class KeyTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_second_replica_knows_the_sessions_and_the_forms_of_the_first(DatabaseEngine engine)
    {
        await using var team = await Team.StartAsync(engine);
        using var visitor = team.Visitor();
        await visitor.SignInAsync(Team.OwnersEmail, Team.OwnersPassword);
        var page = await visitor.OpenAsync("/account");
        await using var second = await Serving.StartAsync(team.Options);
        using var moved = new Visitor(second.Address);
        foreach (var (name, value) in visitor.Cookies) moved.Cookies[name] = value;
        Assert.Contains("Every other browser is signed out.", (await moved.SendAsync(page, [], "/account/sessions/end-others")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain((await Workspace.People.ProtectionKeys.ReadAsync(team.At.Store)).AsEnumerable(), xml => xml.Contains("<value>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_operators_key_is_told_before_anything_is_served()
    {
        await using var team = await Team.StartAsync();
        var other = MasterKey.Of(Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]), "test");
        var refused = Assert.Throws<CannotServeException>(() => WebHost.Build(team.Options with { MasterKey = other }));
        Assert.Contains(other.Name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_a_team_is_not_served_and_the_way_to_make_one_is_told()
    {
        using var folder = new TemporaryFolder();
        foreach (var (text, said) in new[] { (null, "there is none. Maybe make one with \"openssl rand -base64 32 > dais.key\""), ("short", "32 bytes in base 64"), ("AAAA", "32 bytes in base 64") })
        {
            await using var output = new StringWriter();
            await using var error = new StringWriter();
            var around = new App.Cli.Surroundings { Out = output, Error = error, Solver = Run.Solver, Variable = name => name == MasterKey.Variable ? text : null };
            Assert.Equal(2, await App.Cli.CommandLine.RunAsync(["serve", "--data", folder["store"]], around, TestContext.Current.CancellationToken));
            Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
            Assert.False(Directory.Exists(folder["store"]));
        }
    }

    [Fact]
    public void What_a_key_encrypts_it_decrypts_and_no_change_goes_unseen()
    {
        var plain = new System.Xml.Linq.XElement("key", "secret");
        var encrypted = Team.Key.Encrypt(plain);
        Assert.Equal(plain.ToString(), Team.Key.Decrypt(encrypted).ToString());
        Assert.NotEqual(encrypted.Value, Team.Key.Encrypt(plain).Value);
        var bytes = Convert.FromBase64String(encrypted.Value);
        bytes[^1] ^= 1;
        encrypted.Value = Convert.ToBase64String(bytes);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => Team.Key.Decrypt(encrypted));
    }
}
