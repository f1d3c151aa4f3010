using System.Collections.Immutable;
using Dais.Workspace.Importing.Sources;

namespace Dais.Workspace.Importing.Making;

/// <summary>What a recipe made: texts that the list's field has yet to be made of.</summary>
internal abstract record Made
{
    /// <summary>Texts; none of them is a blank.</summary>
    public sealed record Texts(ImmutableArray<Leaf> Leaves) : Made
    {
        public static Texts None { get; } = new([]);
    }

    /// <summary>A list.</summary>
    public sealed record Many(ImmutableArray<Made> Items) : Made;

    /// <summary>Values under names, or by key.</summary>
    public sealed record Named(ImmutableArray<(string Name, Made Value)> Entries) : Made;
}

/// <summary>One text, why it is assumed if it is, and where it came from.</summary>
internal sealed record Leaf(string Text, ImmutableArray<string> Assumed, Origin? Origin, bool Numeric = false)
{
    /// <summary>The same with another text.</summary>
    public Leaf With(string text, bool numeric = false) => text == Text && numeric == Numeric ? this : this with { Text = text, Numeric = numeric };

    /// <summary>The same with one reason more.</summary>
    public Leaf Because(string? reason) => reason is null || Assumed.Contains(reason) ? this : this with { Assumed = Assumed.Add(reason) };
}

/// <summary>Where a value came from: a row, perhaps the first of several, and the column.</summary>
internal sealed record Origin(Row Row, string? Column, int Rows = 1)
{
    public override string ToString() => Row.Place + (Column is null ? "" : $", column \"{Column}\"") + (Rows > 1 ? $" and {Rows - 1} more {(Rows == 2 ? "row" : "rows")}" : "");
}
