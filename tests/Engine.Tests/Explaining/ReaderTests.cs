using System.Collections;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Flipping;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Explaining;

/// <summary>What a reader may not see must not be in a card, wherever one looks.</summary>
public sealed class ReaderTests
{
    private const string Canary = "CANARY";

    private static readonly Id<StakeholderGroup> Mine = Id<StakeholderGroup>.Of("mine"), Theirs = Id<StakeholderGroup>.Of("theirs");

    private static Initiative Named(string id, string name, string bucket, double ew, double customer) =>
        A.Initiative(id, ew, customer) with { Name = name, Bucket = Id<Bucket>.Of(bucket) };

    private static Portfolio World => A.Portfolio(periods: 3) with
    {
        Teams = A.Teams(("t", 10)),
        Groups = Catalog<StakeholderGroup>.Of([new(Mine, "Mine"), new(Theirs, "Theirs " + Canary)]),
        Buckets = Catalog<Bucket>.Of([new(Id<Bucket>.Of("b1"), "My bucket", Mine), new(Id<Bucket>.Of("b2"), Canary + " bucket", Theirs)]),
        Initiatives = A.Initiatives(
            Named("wish", "My wish", "b1", 8, 5),
            Named("base", "What my wish stands on", "b2", 2, 0),
            Named("CANARY-1", Canary + " one", "b2", 10, 30),
            Named("CANARY-2", Canary + " two", "b2", 10, 28),
            Named("CANARY-3", Canary + " three", "b2", 10, 26)) is var all ? all.With(all[A.Id("wish")] with { After = [A.Id("base")] }) : all,
        UseCases = Catalog<UseCase>.Of([new(Id<UseCase>.Of("CANARY-u"), Canary + " use", null, [], Theirs, [new Need.OfInitiative(A.Id("CANARY-1"))], new(new Amount(9)))]),
        Requests = Catalog<Request>.Of(
        [
            new(Id<Request>.Of("r1"), "Please the wish") { Group = Mine, Links = [new Link.ToInitiative(A.Id("wish"))] },
            new(Id<Request>.Of("CANARY-r"), Canary + " asks for the wish too") { Group = Theirs, Text = Canary, Links = [new Link.ToInitiative(A.Id("wish"))] },
            new(Id<Request>.Of("r2"), "The " + Canary + " one, please") { Group = Mine },
        ]),
        Evidence = Catalog<Evidence>.Of([new(Id<Evidence>.Of("e")) { Quote = Canary, Links = [new Link.ToInitiative(A.Id("wish"))] }]),
    };

    [Fact]
    public void A_group_sees_its_own_and_what_that_stands_on_and_nothing_else()
    {
        var reader = Reader.Of(World, Mine);
        Assert.Equal(["wish", "base"], World.Initiatives.Where(i => reader.Sees(i.Id)).Select(i => i.Id.Value));
        Assert.Equal("work of another group, 10 ew", reader.Shown.Initiatives[A.Id("CANARY-1")].Name);
        Assert.True(World.Initiatives.All(i => Reader.Everything(World).Sees(i.Id)));
    }

    [Theory]
    [InlineData("wish")]
    [InlineData("r1")]
    public void No_name_id_or_date_of_the_work_of_others_is_in_a_card(string id)
    {
        var (all, mine) = (Card(id, Reader.Everything(World)), Card(id, Reader.Of(World, Mine)));
        Assert.Contains(Canary, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, mine, StringComparison.Ordinal);
        Assert.Contains("work of another group, ", mine, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_moves_are_one_line_with_the_sum_of_their_effort_and_no_dates()
    {
        var card = Made("wish", Reader.Of(World, Mine));
        var hidden = Assert.Single(card.Displaced, m => m.Work.Id is null);
        Assert.Equal((null, null, null), (hidden.Kind, hidden.Before, hidden.After));
        Assert.All(card.Changes, c => Assert.All(c.Touched.Concat(c.Moves), m => Assert.True(m.Work.Id is "wish" or "base" || m is { Kind: null, Before: null, After: null })));
    }

    [Fact]
    public void Likely_matches_are_of_what_the_reader_may_see()
    {
        var world = World with { Initiatives = World.Initiatives.With(World.Initiatives[A.Id("wish")] with { Name = "The canary of mine" }) };
        var plan = A.Plan(world);
        var card = CardMaking.Unlinked(world, Subject.Find(world, "r2"), plan, Reader.Of(world, Mine));
        Assert.Equal((Standing.Unlinked, "wish"), (card.Standing, Assert.Single(card.Matches).Id));
    }

    private static WhyNotCard Made(string id, Reader reader)
    {
        var plan = A.Plan(World);
        var subject = Subject.Find(World, id, plan);
        var report = Flips.Find(World, plan, subject.Wanted!, subject.Group, new SolveLimits { Seconds = 60 }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(5, report.Answers.Length);
        return CardMaking.Of(World, subject, report, reader);
    }

    private static string Card(string id, Reader reader) => string.Join('\n', Texts(Made(id, reader)));

    /// <summary>Every text, id and date in a card, however deep.</summary>
    private static IEnumerable<string> Texts(object? value) => value switch
    {
        null => [],
        string text => [text],
        Period period => [period.ToString()],
        IEnumerable many => many.Cast<object?>().SelectMany(Texts),
        _ when value.GetType().Namespace?.StartsWith("Dais.Engine.Explaining", StringComparison.Ordinal) == true && !value.GetType().IsEnum =>
            value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Texts(p.GetValue(value))),
        _ => [value.ToString() ?? ""],
    };
}
