using System.Collections.Immutable;
using System.Globalization;

namespace Dais.Workspace.Wire;

/// <summary>What a value in a file may look like; the table of kinds is made of these.</summary>
public abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>What is allowed, in words: "a number of at least 0".</summary>
    public abstract string Allowed { get; }

    /// <summary>A text that is not empty, unless it may be.</summary>
    public sealed record Text(bool MayBeEmpty = true) : Shape
    {
        public override string Allowed => MayBeEmpty ? "a text" : "a text that is not empty";
    }

    /// <summary>A finite number from <paramref name="Min"/> to <paramref name="Max"/>; above Min only, where it says so; whole, where it says so.</summary>
    public sealed record Number(double Min = -Number.Most, double Max = Number.Most, bool Above = false, bool Whole = false) : Shape
    {
        /// <summary>The largest number that is taken for anything, either way from 0.</summary>
        public const double Most = 1e15;

        public override string Allowed => (Whole ? "a whole number" : "a number") + (Min > -Most, Max < Most) switch
        {
            (true, true) => Above ? $" above {Show(Min)} and at most {Show(Max)}" : $" from {Show(Min)} to {Show(Max)}",
            (true, false) => Above ? $" above {Show(Min)}" : $" of at least {Show(Min)}",
            _ => "",
        };

        /// <summary>Whether the number is allowed.</summary>
        public bool Holds(double value) =>
            double.IsFinite(value) && (Above ? value > Min : value >= Min) && value <= Max && (!Whole || value == Math.Floor(value));

        private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Yes or no.</summary>
    public sealed record Flag : Shape
    {
        public override string Allowed => "true or false";
    }

    /// <summary>A day: <c>2027-01-31</c>.</summary>
    public sealed record Day : Shape
    {
        public override string Allowed => "a day such as 2027-01-31";
    }

    /// <summary>The label of a quarter, in the style of the calendar's first one unless it is that one itself.</summary>
    public sealed record Quarter(bool First = false) : Shape
    {
        public override string Allowed => "a quarter such as 2027-Q1";
    }

    /// <summary>One of a few words.</summary>
    public sealed record Word(ImmutableArray<string> Words) : Shape
    {
        public override string Allowed => "one of " + string.Join(", ", Words);
    }

    /// <summary>The id of a thing of that kind (the list's name).</summary>
    public sealed record Ref(string Kind) : Shape
    {
        public override string Allowed => $"an id of {Kind}";
    }

    /// <summary>One number for every period, or a list with one for each.</summary>
    public sealed record Periodic(Number Each) : Shape
    {
        public override string Allowed => $"{Each.Allowed}, or a list with one for each period";
    }

    /// <summary>Named fields. Where there is a shorthand, its bare value may stand for an object with that field alone.</summary>
    public sealed record Parts(ImmutableArray<Field> Fields, string? Shorthand = null, Choice? Choice = null, Compact? Compact = null) : Shape
    {
        public override string Allowed => Shorthand is null
            ? "an object with " + Names
            : $"{ShorthandField!.Shape.Allowed}, or an object with {Names}";

        /// <summary>The field that the shorthand stands for.</summary>
        public Field? ShorthandField { get; } = Shorthand is null ? null : Fields.Single(f => f.Name == Shorthand);

        /// <summary>The field of that name, or nothing.</summary>
        public Field? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);

        /// <summary>Where p10, p50 and p90 among the fields are points that rise: the field that says as much as p50 alone.</summary>
        public string? Middle { get; init; }

        private string Names => string.Join(", ", Fields.Select(f => f.Name));
    }

    /// <summary>A list.</summary>
    public sealed record Many(Shape Each) : Shape
    {
        public override string Allowed => $"a list, each {Each.Allowed}";
    }

    /// <summary>Values by key; the keys are ids of a kind, or free texts where <paramref name="Keys"/> is absent.</summary>
    /// <param name="Keys">The kind whose ids the keys are.</param>
    /// <param name="Each">The shape of the values.</param>
    /// <param name="EmptyMeans">Whether a map of nothing says something else than no map.</param>
    public sealed record Map(string? Keys, Shape Each, bool EmptyMeans = false) : Shape
    {
        public override string Allowed => $"an object of {(Keys is null ? "names" : "ids of " + Keys)}, each with {Each.Allowed}";
    }

    /// <summary>Anything at all: carried as it is.</summary>
    public sealed record Anything : Shape
    {
        public override string Allowed => "anything";
    }
}

/// <summary>That of some fields exactly one is there.</summary>
public sealed record Choice(ImmutableArray<string> Fields);

/// <summary>How an object is written as one item of a joined list: <c>subject@number</c>, <c>alone</c>, or <c>field:id</c>.</summary>
/// <param name="Subject">The field before the <c>@</c>.</param>
/// <param name="Number">The field behind it.</param>
/// <param name="Alone">The field that an item without <c>@</c> stands for.</param>
public sealed record Compact(string? Subject = null, string? Number = null, string? Alone = null)
{
    /// <summary>Written as <c>field:id</c>.</summary>
    public bool Tagged => Subject is null;
}

/// <summary>One field of an object.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">What it may hold.</param>
/// <param name="Doc">What it means, with its unit.</param>
/// <param name="Required">Whether it has to be there.</param>
/// <param name="Default">The JSON of what absent means by the rules; a value that equals it is left out.</param>
/// <param name="With">A field that has to be there where this one is.</param>
public sealed record Field(string Name, Shape Shape, string Doc, bool Required = false, string? Default = null, string? With = null)
{
    /// <summary>Whether it is no part of a portfolio: it goes along with the document.</summary>
    public bool Carried { get; init; }

    /// <summary>Whether only those see it who were given sight of sensitive fields: revenue by account, private notes.</summary>
    public bool Sensitive { get; init; }
}

/// <summary>One list of the workspace.</summary>
/// <param name="Name">The list's name, which is also the name of its file and its sheet.</param>
/// <param name="Doc">What stands in it.</param>
/// <param name="Item">What each thing looks like; absent for a list that is carried as it is.</param>
public sealed record Kind(string Name, string Doc, Shape.Parts? Item)
{
    /// <summary>Whether its things are read, not only carried.</summary>
    public bool Typed => Item is not null && !Carried;

    /// <summary>Whether its things have ids.</summary>
    public bool HasId { get; } = Item is null || Item.Find("id") is not null;

    /// <summary>Whether it has a form, yet is no part of a portfolio: it goes along with the document.</summary>
    public bool Carried { get; init; }

    /// <summary>Whether one object may stand in the place of the list.</summary>
    public bool MayBeObject { get; init; }
}
