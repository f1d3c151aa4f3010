using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes a scenario as the file that <see cref="ScenarioReader"/> reads.</summary>
public static class ScenarioWriter
{
    /// <summary>The scenario as indented UTF-8 JSON with a final line feed.</summary>
    public static byte[] Print(Scenario scenario, Calendar calendar)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(calendar);
        return WireText.Print(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", scenario.Name);
            ScenarioText.Write(json, "changes", scenario.Changes, calendar);
            json.WriteEndObject();
        });
    }
}
