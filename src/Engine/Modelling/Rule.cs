namespace Dais.Engine.Modelling;

/// <summary>The numbers of the model's rules; what each one says in full stands in <c>docs/rules.md</c>.</summary>
public static class Rule
{
    /// <summary>A file can be read: well-formed, within the limits.</summary>
    public const string Readable = "§1";

    /// <summary>A field is one that is known.</summary>
    public const string KnownField = "§2";

    /// <summary>What is required is there.</summary>
    public const string Required = "§3";

    /// <summary>A value is of its type.</summary>
    public const string Type = "§4";

    /// <summary>A number is finite and within its range.</summary>
    public const string Range = "§5";

    /// <summary>A word, a day or a period is one that there is.</summary>
    public const string Word = "§6";

    /// <summary>Of several ways to say it, exactly one.</summary>
    public const string OneOf = "§7";

    /// <summary>An id, and a field, stands once.</summary>
    public const string Once = "§8";

    /// <summary>What is referred to exists.</summary>
    public const string Reference = "§9";

    /// <summary>The points of an estimate rise.</summary>
    public const string EstimateOrder = "§10";

    /// <summary>A list for each period has one value for each.</summary>
    public const string PerPeriodLength = "§11";

    /// <summary>Nothing comes after itself.</summary>
    public const string Cycle = "§12";

    /// <summary>Nothing excludes what it needs.</summary>
    public const string ExcludesNeeded = "§13";

    /// <summary>Nothing waits for what was dropped.</summary>
    public const string NeedsDropped = "§14";

    /// <summary>An initiative fits its window and the horizon.</summary>
    public const string Window = "§15";

    /// <summary>The teams it needs can do it at all.</summary>
    public const string Feasible = "§16";

    /// <summary>An initiative says what it takes.</summary>
    public const string Effort = "§17";

    /// <summary>A promise has a period inside the horizon.</summary>
    public const string Commitment = "§18";

    /// <summary>Started work says what remains.</summary>
    public const string Remaining = "§19";

    /// <summary>Reserves leave something: together at most the whole.</summary>
    public const string ReserveSum = "§20";

    /// <summary>A team states its reserves.</summary>
    public const string ReserveStated = "§21";

    /// <summary>A bucket's share lies between its floor and its ceiling.</summary>
    public const string BucketOrder = "§22";

    /// <summary>All floors can be met together.</summary>
    public const string Floors = "§23";

    /// <summary>Dependency shares sum to at most the whole.</summary>
    public const string UsageSum = "§24";

    /// <summary>Capabilities do not stand on each other in a circle.</summary>
    public const string CapabilityCycle = "§25";

    /// <summary>Every level needed can be reached, and every raise raises.</summary>
    public const string Levels = "§26";

    /// <summary>No value is counted twice.</summary>
    public const string CountedTwice = "§27";

    /// <summary>Every currency has a rate.</summary>
    public const string Currency = "§28";

    /// <summary>A value of the platform says what it is made of.</summary>
    public const string BareValue = "§29";

    /// <summary>What a use case adds is, in all, not a loss.</summary>
    public const string UseCaseValue = "§30";

    /// <summary>The shares of an initiative's value sum to at most the whole.</summary>
    public const string ValueTo = "§31";

    /// <summary>The discount rate is stated.</summary>
    public const string Discount = "§32";

    /// <summary>A distribution goes through three points.</summary>
    public const string Spread = "§33";
}
