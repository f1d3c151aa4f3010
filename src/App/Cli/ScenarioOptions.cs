using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace;
using Dais.Workspace.Planning;

namespace Dais.App.Cli;

/// <summary>The changes of a scenario as they are said on the command line, each in the shape that a scenario file has.</summary>
internal sealed class ScenarioOptions
{
    private readonly Option<string?> _file = Words.Text("--scenario", "FILE", "A scenario file: a name and changes. Changes said besides come after its own.");
    private readonly Option<string[]> _pin = Words.Texts("--pin", "ID=QUARTER", "Finishes an initiative in exactly that quarter. Each of these can be given several times.");
    private readonly Option<string[]> _forbid = Words.Texts("--forbid", "ID", "Keeps an initiative out; it lifts no must.");
    private readonly Option<string[]> _force = Words.Texts("--force", "ID", "Has an initiative in, whenever that is best.");
    private readonly Option<string[]> _drop = Words.Texts("--drop", "ID", "Gives an initiative up, even where it was a must, started or promised.");
    private readonly Option<string[]> _capacity = Words.Texts("--capacity", "TEAM=±EW", "Gives a team more or less for initiatives in each quarter, or a list with one number for each: identity=0,0,4,4.");
    private readonly Option<string[]> _share = Words.Texts("--share", "BUCKET=SHARE", "Another target share of a bucket; its floor and ceiling move along.");
    private readonly Option<string[]> _value = Words.Texts("--value", "ID=±MONEY", "Makes an initiative (to customers) or a use case (as growth) worth that much more or less a year.");
    private readonly Option<string[]> _effort = Words.Texts("--effort", "ID=FACTOR", "Multiplies the effort of an initiative on every team.");

    /// <summary>Adds them all to the verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _file, _pin, _forbid, _force, _drop, _capacity, _share, _value, _effort }) verb.Add(option);
    }

    /// <summary>The scenario file, where there is one.</summary>
    public string? File(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>The changes said besides, in the order of the options as the help lists them.</summary>
    public List<SaidChange> Said(ParseResult parsed, Opened workspace) =>
    [
        .. Each(parsed, _pin, (id, quarter) => new() { ["pin"] = id, ["finish"] = quarter }),
        .. Alone(parsed, _forbid, "forbid"),
        .. Alone(parsed, _force, "force"),
        .. Alone(parsed, _drop, "drop"),
        .. Each(parsed, _capacity, Capacity),
        .. Each(parsed, _share, (id, share) => new() { ["bucket"] = id, ["share"] = Number("--share", id, share) }),
        .. Each(parsed, _value, (id, money) => workspace.Portfolio!.UseCases.Any(u => u.Id.Value == id)
            ? new() { ["useCase"] = id, ["growth"] = Number("--value", id, money) }
            : new() { ["value"] = id, ["customer"] = Number("--value", id, money) }),
        .. Each(parsed, _effort, (id, factor) => new() { ["effort"] = id, ["times"] = Number("--effort", id, factor) }),
    ];

    private static IEnumerable<SaidChange> Alone(ParseResult parsed, Option<string[]> option, string sort) =>
        (parsed.GetValue(option) ?? []).Select(id => new SaidChange($"{option.Name} {id}", new() { [sort] = id }));

    private static IEnumerable<SaidChange> Each(ParseResult parsed, Option<string[]> option, Func<string, string, JsonObject> make)
    {
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            var at = text.LastIndexOf('=');
            if (at <= 0 || at == text.Length - 1) throw new UsageException($"{option.Name} is \"{text}\"; allowed is {option.HelpName}. Maybe the equals sign is missing, or what stands beside it.");
            yield return new($"{option.Name} {text}", make(text[..at], text[(at + 1)..]));
        }
    }

    private static JsonObject Capacity(string team, string text)
    {
        var numbers = text.Split(',').Select(t => Number("--capacity", team, t)).ToList();
        if (numbers.Exists(n => n < 0) && numbers.Exists(n => n > 0)) throw new UsageException($"--capacity {team}={text} is more in one quarter and less in another. Maybe two options are meant, each with zeros where the other has its numbers.");
        var less = numbers.Exists(n => n < 0);
        var each = numbers.Select(n => (JsonNode)JsonValue.Create(Math.Abs(n))).ToArray();
        return new() { ["capacity"] = team, [less ? "less" : "add"] = each.Length == 1 ? each[0] : new JsonArray(each) };
    }

    private static double Number(string option, string id, string text)
    {
        var percent = text.EndsWith('%');
        if (double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return percent ? number / 100 : number;
        throw new UsageException($"{option} {id}={text}: \"{text}\" is not a number. Maybe it has a comma for a point, or a unit.");
    }
}
