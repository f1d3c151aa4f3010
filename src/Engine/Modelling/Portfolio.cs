using System.Collections.Immutable;

namespace Dais.Engine.Modelling;

/// <summary>
/// Everything the platform's people know: who is there, what is offered, what could be done, who can do it, what was
/// asked and what was done.
/// </summary>
/// <remarks>
/// Immutable: <c>with</c> and the edits below make a new one. A portfolio may still break rules of the model, such as a
/// dangling id; <see cref="ModelRules.Check"/> names every one that is broken, and planning and valuing want none.
/// </remarks>
public sealed record Portfolio(Platform Platform)
{
    /// <summary>Who works.</summary>
    public Catalog<Team> Teams { get; init; } = Catalog<Team>.Empty;

    /// <summary>How capacity is allocated.</summary>
    public Catalog<Bucket> Buckets { get; init; } = Catalog<Bucket>.Empty;

    /// <summary>Who has a stake.</summary>
    public Catalog<StakeholderGroup> Groups { get; init; } = Catalog<StakeholderGroup>.Empty;

    /// <summary>Who the end users are.</summary>
    public Catalog<Segment> Segments { get; init; } = Catalog<Segment>.Empty;

    /// <summary>Who pays.</summary>
    public Catalog<Account> Accounts { get; init; } = Catalog<Account>.Empty;

    /// <summary>What is offered.</summary>
    public Catalog<Product> Products { get; init; } = Catalog<Product>.Empty;

    /// <summary>What it stands on.</summary>
    public Catalog<Capability> Capabilities { get; init; } = Catalog<Capability>.Empty;

    /// <summary>What could be possible.</summary>
    public Catalog<UseCase> UseCases { get; init; } = Catalog<UseCase>.Empty;

    /// <summary>What could be done.</summary>
    public Catalog<Initiative> Initiatives { get; init; } = Catalog<Initiative>.Empty;

    /// <summary>What should move.</summary>
    public Catalog<Outcome> Outcomes { get; init; } = Catalog<Outcome>.Empty;

    /// <summary>What was asked.</summary>
    public Catalog<Request> Requests { get; init; } = Catalog<Request>.Empty;

    /// <summary>What was cited.</summary>
    public Catalog<Evidence> Evidence { get; init; } = Catalog<Evidence>.Empty;

    /// <summary>What each group would put first.</summary>
    public ImmutableArray<PriorityView> Views { get; init; } = [];

    /// <summary>What was done.</summary>
    public ImmutableArray<WorkLogEntry> Worklog { get; init; } = [];

    /// <summary>With that initiative in the place of the one of its id, or at the end.</summary>
    public Portfolio With(Initiative initiative) => Replace(Initiatives, Initiatives.With(initiative), c => this with { Initiatives = c });

    /// <summary>Without that initiative; what refers to it dangles.</summary>
    public Portfolio Without(Id<Initiative> id) => Replace(Initiatives, Initiatives.Without(id), c => this with { Initiatives = c });

    /// <summary>With that use case in the place of the one of its id, or at the end.</summary>
    public Portfolio With(UseCase useCase) => Replace(UseCases, UseCases.With(useCase), c => this with { UseCases = c });

    /// <summary>With that team in the place of the one of its id, or at the end.</summary>
    public Portfolio With(Team team) => Replace(Teams, Teams.With(team), c => this with { Teams = c });

    /// <summary>With that bucket in the place of the one of its id, or at the end.</summary>
    public Portfolio With(Bucket bucket) => Replace(Buckets, Buckets.With(bucket), c => this with { Buckets = c });

    /// <summary>With that request in the place of the one of its id, or at the end.</summary>
    public Portfolio With(Request request) => Replace(Requests, Requests.With(request), c => this with { Requests = c });

    private Portfolio Replace<T>(Catalog<T> before, Catalog<T> after, Func<Catalog<T>, Portfolio> edit)
        where T : class, IThing<T> => ReferenceEquals(before, after) ? this : edit(after);
}
