using System.Globalization;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;
using Dais.Workspace.Planning;
using Spectre.Console;

namespace Dais.App.Text;

/// <summary>What to find out first: which numbers it would be worth to know, and where another plan overtakes.</summary>
internal static class DoubtText
{
    private const int Most = 3;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole to, RobustnessDocument document)
    {
        var information = document.Study.Doubts;
        var money = document.Portfolio.Platform.Money;
        PlanText.Heading(to, "Find out first", $"worth of knowing before planning, in {money}; {Show.Count(information.Plans, "plan")}, {information.Draws:#,0} draws");
        var worth = information.Doubts.Where(d => d.Worth > information.Noise).Take(Most).ToList();
        foreach (var doubt in worth) PlanText.Bullet(to, Sentence(document.Portfolio, doubt));
        if (worth.Count < Most)
            PlanText.Bullet(to, Show.Safe($"{(worth.Count == 0 ? "Nothing" : "Nothing else")} is worth more than {Show.Money(information.Noise)}, which is what chance alone would seem to be worth here."));
        if (information.Better is { } better)
        {
            var flips = better.In.IsEmpty && better.Out.IsEmpty ? "it only has other dates" : "it " + RobustnessText.Flips(document.Portfolio, better.In, better.Out);
            PlanText.Bullet(to, Show.Safe($"A sturdier plan of those is worth {Show.Money(better.Gain, money)} more on average than this one, which reckons with middles alone: {flips}."));
        }
    }

    private static string Sentence(Portfolio portfolio, DoubtWorth doubt)
    {
        var assumed = doubt.IsAssumed ? ", assumed" : "";
        var switches = new[] { (doubt.Below, "below"), (doubt.Above, "above") }.Where(s => s.Item1 is not null)
            .Select(s => (Where: $"{s.Item2} {Number(s.Item1!.At)}", What: Flipped(portfolio, s.Item1)))
            .GroupBy(s => s.What, (what, where) => $"{string.Join(" and ", where.Select(w => w.Where))} {what}").ToList();
        var change = switches.Count == 0 ? "No single value of it changes the plan; together with others it does." : Capital(string.Join("; ", switches)) + ".";
        return $"[bold]{Show.Safe(Name(portfolio, doubt))}[/] ({Number(doubt.P10)} – {Number(doubt.P50)} – {Number(doubt.P90)} {Show.Safe(Unit(portfolio, doubt))}{assumed}): worth [bold]{Show.Safe(Show.Money(doubt.Worth))}[/]. {Show.Safe(change)}";
    }

    private static string Flipped(Portfolio portfolio, Switch at) => at.In.IsEmpty && at.Out.IsEmpty ? "the same choice with other dates is better" : $"another plan is better: {RobustnessText.Flips(portfolio, at.In, at.Out)}";

    private static string Name(Portfolio portfolio, DoubtWorth doubt) => doubt.Kind switch
    {
        DoubtKind.Effort => $"Work of {portfolio.Teams[doubt.Team!.Value].Name} on {portfolio.Initiatives[Id<Initiative>.Of(doubt.Id)].Name}",
        DoubtKind.UseCaseValue => $"Value of {portfolio.UseCases[Id<UseCase>.Of(doubt.Id)].Name}",
        DoubtKind.CustomerValue => $"Customer value of {portfolio.Initiatives[Id<Initiative>.Of(doubt.Id)].Name}",
        _ => $"Platform value of {portfolio.Initiatives[Id<Initiative>.Of(doubt.Id)].Name}",
    };

    private static string Unit(Portfolio portfolio, DoubtWorth doubt) => doubt.Kind == DoubtKind.Effort ? "ew" : portfolio.Platform.Money + " a year";

    private static string Number(double number) => Show.Money(Money.Of(number));

    private static string Capital(string sentence) => sentence.Length == 0 ? "" : char.ToUpper(sentence[0], CultureInfo.InvariantCulture) + sentence[1..];
}
