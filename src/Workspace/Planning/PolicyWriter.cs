using System.Text.Json;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes a policy in the shape of a policy file; limits too, where they are given.</summary>
public static class PolicyWriter
{
    /// <summary>Writes it as one value.</summary>
    public static void Write(Utf8JsonWriter json, Policy policy, Calendar calendar, SolveLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(policy);
        json.WriteStartObject();
        json.WriteString("lens", WireText.Word(policy.Lens));
        json.WriteStartObject("weights");
        json.WriteNumber("customer", policy.Weights.Customer);
        json.WriteNumber("platform", policy.Weights.Platform);
        json.WriteEndObject();
        json.WriteString("timing", WireText.Word(policy.Timing));
        json.WriteNumber("tail", policy.Tail);
        json.WriteBoolean("allocation", policy.Allocation);
        json.Each("pins", policy.Pins, p =>
        {
            json.WriteString("initiative", p.Initiative.Value);
            json.WriteString("finish", calendar.Label(p.Finish));
        });
        json.Texts("bans", policy.Bans.Select(b => b.Value));
        json.WriteBoolean("release", policy.Release);
        if (policy.MaxMoves is { } moves) json.WriteNumber("maxMoves", moves);
        else json.WriteNull("maxMoves");
        if (limits is not null) WriteLimits(json, limits);
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, SolveLimits limits)
    {
        json.WriteNumber("seconds", limits.Seconds);
        json.WriteNumber("gap", limits.Gap);
        if (limits.Work is { } work) json.WriteNumber("work", work);
        json.WriteNumber("seed", limits.Seed);
        json.WriteBoolean("breakTies", limits.BreakTies);
    }
}
