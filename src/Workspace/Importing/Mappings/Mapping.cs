using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>A mapping: which files, and what their rows become. What each part means stands in <c>docs/importing.md</c>.</summary>
/// <param name="Name">Its name, by which it is chosen.</param>
/// <param name="Title">What it reads, in a line.</param>
/// <param name="Files">The files it reads.</param>
/// <param name="Tables">The tables in which words are looked up.</param>
/// <param name="Platform">The platform of a workspace that is new; absent where there has to be a workspace.</param>
/// <param name="Rules">What becomes of the rows, in order.</param>
internal sealed record Mapping(string Name, string Title, ImmutableArray<Slot> Files, ImmutableArray<Table> Tables, NewPlatform? Platform, ImmutableArray<MakeRule> Rules)
{
    /// <summary>The file it was read from.</summary>
    public string Source { get; init; } = "";
}

/// <summary>A file that a mapping reads, or several of one form.</summary>
/// <param name="Name">What the rules call it.</param>
/// <param name="Patterns">What its name looks like, <c>*</c> for any letters.</param>
/// <param name="Rows">Where the rows of a JSON file stand.</param>
/// <param name="Optional">Whether it may be missing.</param>
/// <param name="Added">Columns that are computed for every row.</param>
internal sealed record Slot(string Name, ImmutableArray<string> Patterns, string? Rows, bool Optional, ImmutableArray<AddedColumn> Added)
{
    /// <summary>Whether a file of that name is meant.</summary>
    public bool Takes(string file) => Patterns.Any(p => Regex.IsMatch(file, "^" + Regex.Escape(p).Replace(@"\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
}

/// <summary>A column that the mapping computes.</summary>
internal sealed record AddedColumn(string Name, Recipe Recipe);

/// <summary>A table of words: what is written in the source, and what it becomes.</summary>
/// <param name="Name">What recipes call it.</param>
/// <param name="Words">The words and what becomes of each; upper and lower case are alike.</param>
/// <param name="Rows">The rows that it is made of, in place of words.</param>
/// <param name="Assumed">Why its values are no facts; absent where they are.</param>
internal sealed record Table(string Name, ImmutableDictionary<string, TableWord> Words, TableRows? Rows, string? Assumed);

/// <summary>An entry of a table: as the mapping spells it, and what it becomes.</summary>
internal sealed record TableWord(string Spelling, string Value, bool Numeric);

/// <summary>A table made of rows: for each row that holds, a word and its value.</summary>
internal sealed record TableRows(string From, ImmutableArray<Condition> Where, Recipe Key, Recipe Value);

/// <summary>The platform that a new workspace gets.</summary>
internal sealed record NewPlatform(JsonObject Node, ImmutableDictionary<string, string> Assumed);

/// <summary>A condition on a column. Of what it says, all has to hold.</summary>
/// <param name="Column">The column.</param>
/// <param name="Words">It is one of these; the empty word is a blank.</param>
/// <param name="Not">It is none of these.</param>
/// <param name="Listed">It stands in that table.</param>
/// <param name="Matches">It is of that form.</param>
internal sealed record Condition(string Column, ImmutableArray<string> Words, ImmutableArray<string> Not, string? Listed, Regex? Matches);

/// <summary>What becomes of the rows of a file: things of one list.</summary>
/// <param name="Kind">The list.</param>
/// <param name="From">The file.</param>
/// <param name="Where">Which rows.</param>
/// <param name="Unfold">Each row counts once for each of these items, which are <c>$item</c>.</param>
/// <param name="OnePer">Rows alike in this make one thing; absent is the id, or where there is none the row.</param>
/// <param name="Onto">Whether it only adds to things that are there.</param>
/// <param name="Fields">How each field is made, by its name with dots.</param>
/// <param name="Line">Where it stands in the mapping.</param>
internal sealed record MakeRule(Kind Kind, string From, ImmutableArray<Condition> Where, Recipe? Unfold, Recipe? OnePer, bool Onto, ImmutableArray<MadeField> Fields, int Line);

/// <summary>A field and how it is made.</summary>
internal sealed record MadeField(string Path, Recipe Recipe);

/// <summary>How a value is made: where it comes from, and what is done with it, in the order of the fields below.</summary>
internal sealed record Recipe
{
    public required Origination From { get; init; }

    /// <summary>Cut apart at this text.</summary>
    public string? Split { get; init; }

    /// <summary>Of each text only what this finds: its first group, or all of it; else it is blank.</summary>
    public Regex? Match { get; init; }

    /// <summary>What stands for a blank, and why.</summary>
    public (string Text, string? Assumed)? Blank { get; init; }

    /// <summary>The table in which it is looked up.</summary>
    public string? Lookup { get; init; }

    /// <summary>What happens to a word that the table does not have.</summary>
    public Unlisted Unlisted { get; init; }

    /// <summary>What it is brought into the form of.</summary>
    public Form? Form { get; init; }

    /// <summary>How its days are written, where <see cref="Form"/> is a day or a quarter.</summary>
    public ImmutableArray<string> Dates { get; init; } = [];

    /// <summary>What the number is multiplied by.</summary>
    public decimal? Times { get; init; }

    /// <summary>What the number is divided by; 0 stands for the number of periods of the horizon.</summary>
    public decimal? Divide { get; init; }

    /// <summary>To how many decimals it is rounded, half away from zero.</summary>
    public int? Round { get; init; }

    /// <summary>What stands between several texts where one is wanted.</summary>
    public string Join { get; init; } = ", ";

    /// <summary>Why the value is assumed and no fact.</summary>
    public string? Assumed { get; init; }

    /// <summary>Where it stands in the mapping.</summary>
    public int Line { get; init; }
}

/// <summary>What happens to a word that is not in the table.</summary>
internal enum Unlisted
{
    /// <summary>The import stops and names it: no meaning is guessed.</summary>
    Error,

    /// <summary>The value is left out and the report counts it.</summary>
    Leave,

    /// <summary>It stays as it is.</summary>
    Keep,
}

/// <summary>A form that texts are brought into.</summary>
internal enum Form
{
    /// <summary>Small letters, digits and dashes.</summary>
    Slug,

    /// <summary>A number, perhaps with a currency's sign, commas between thousands and a point.</summary>
    Number,

    /// <summary>A number, with points between thousands and a comma.</summary>
    NumberWithComma,

    /// <summary>A day: 2027-01-31.</summary>
    Day,

    /// <summary>The quarter that a day lies in, as the platform's calendar labels it.</summary>
    Quarter,

    /// <summary>Small letters.</summary>
    Lower,
}

/// <summary>Where a value comes from.</summary>
internal abstract record Origination
{
    /// <summary>The first of these that is not blank.</summary>
    public sealed record First(ImmutableArray<Template> Of, bool Numeric = false) : Origination;

    /// <summary>Everything in the columns whose names look like this, <c>*</c> for any letters.</summary>
    public sealed record Columns(string Pattern, Regex Names) : Origination;

    /// <summary>A number over all rows of the thing.</summary>
    public sealed record Over(Aggregate Aggregate, Recipe? Each) : Origination;

    /// <summary>The largest or the smallest of several numbers.</summary>
    public sealed record Among(bool Largest, ImmutableArray<Recipe> Of) : Origination;

    /// <summary>One item for each row, each different one once, in order of the rows.</summary>
    public sealed record Items(Recipe Each) : Origination;

    /// <summary>Values by key: the rows of the thing that are alike in the key make one value.</summary>
    public sealed record ByKey(Recipe Key, Recipe Value) : Origination;

    /// <summary>Named fields.</summary>
    public sealed record Fields(ImmutableArray<MadeField> Of) : Origination;
}

/// <summary>What is reckoned over rows.</summary>
internal enum Aggregate
{
    Sum,
    Largest,
    Smallest,
    Count,
}
