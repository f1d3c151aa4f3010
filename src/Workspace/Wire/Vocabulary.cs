using System.Collections.Immutable;

namespace Dais.Workspace.Wire;

/// <summary>The shapes that the tables use again and again, under short names.</summary>
internal static class Vocabulary
{
    public static Shape.Text Id { get; } = new(MayBeEmpty: false);

    public static Shape.Text Word { get; } = new();

    public static Shape.Text Code { get; } = new(MayBeEmpty: false);

    // Beyond these a sum of a few is no number any more, and no unit is that small.
    public static Shape.Number Any { get; } = new(-Shape.Number.Most, Shape.Number.Most);

    public static Shape.Number Positive { get; } = new(0, Shape.Number.Most);

    public static Shape.Number AboveNothing { get; } = new(0, Shape.Number.Most, Above: true);

    public static Shape.Number Fraction { get; } = new(0, 1);

    public static Shape.Number Step { get; } = new(0, 100, Whole: true);

    public static Field Name { get; } = Maybe("name", Word, "What people call it; the id where nobody said.");

    public static Field Notes { get; } = Maybe("notes", Word, "Private notes; only who may see sensitive fields sees them.") with { Carried = true, Sensitive = true };

    public static Shape.Parts EstimateShape { get; } = new(
        [
            Maybe("p10", Positive, "In one case of ten it takes less."),
            Needed("p50", Positive, "As likely too high as too low; what plans reckon with."),
            Maybe("p90", Positive, "In one case of ten it takes more."),
        ],
        Shorthand: "p50") { Middle = "p50" };

    public static Shape.Parts Worth { get; } = new([
        Maybe("growth", AmountOf(Positive), "New revenue a year."),
        Maybe("retention", AmountOf(Positive), "Revenue kept a year."),
        Maybe("margin", AmountOf(Any), "Cost saved a year."),
        Maybe("users", Positive, "End users reached; never added to money."),
    ]);

    public static Shape.Many Uses { get; } = new(new Shape.Parts(
        [
            Needed("capability", To("capabilities"), "The capability used."),
            Maybe("share", Fraction, "The part of the value that is owed to it (M-01); absent is an equal split."),
        ],
        Compact: new("capability", "share", "capability")));

    public static Shape.Many Links { get; } = new(new Shape.Parts(
        [
            Maybe("initiative", To("initiatives"), "An initiative."),
            Maybe("useCase", To("useCases"), "A use case."),
            Maybe("capability", To("capabilities"), "A capability."),
        ],
        Choice: new(["initiative", "useCase", "capability"]),
        Compact: new()));

    public static Shape.Parts AmountOf(Shape.Number range) => new(
        [
            Maybe("amount", range, "Money units."),
            .. Points(range),
            Maybe("currency", Code, "The currency; absent is the base currency."),
        ],
        Shorthand: "amount",
        Choice: new(["amount", "p50"])) { Middle = "amount" };

    /// <summary>An amount of money in three points.</summary>
    public static ImmutableArray<Field> Points(Shape.Number range) =>
    [
        Maybe("p10", range, "In one case of ten it is less."),
        Maybe("p50", range, "As likely too high as too low; what plans reckon with."),
        Maybe("p90", range, "In one case of ten it is more."),
    ];

    public static Shape.Ref To(string kind) => new(kind);

    public static Shape.Many ManyOf(string kind) => new(To(kind));

    public static Shape.Word OneOf<T>()
        where T : struct, Enum => new(Words<T>.All);

    public static Field Needed(string name, Shape shape, string doc) => new(name, shape, doc, Required: true);

    public static Field Maybe(string name, Shape shape, string doc, string? @default = null, string? with = null) => new(name, shape, doc, Default: @default, With: with);
}
