using System.Text;
using CsCheck;
using Dais.Engine.Solving;

namespace Dais.Engine.Tests.Solving;

/// <summary>A linear model as data, so that it can be generated, built anew and shown.</summary>
internal sealed record ModelCase(List<ModelCase.Column> Columns, List<ModelCase.Row> Rows)
{
    internal sealed record Column(double Lower, double Upper, double Worth, bool Whole);

    internal sealed record Row(double Lower, double Upper, (int Column, double Factor)[] Terms);

    private const double None = double.PositiveInfinity;

    internal LinearModel Model()
    {
        var model = new LinearModel();
        foreach (var c in Columns)
        {
            var column = c.Whole ? model.Binary(c.Worth) : model.Continuous(c.Lower, c.Upper, c.Worth);
            model.Bound(column, c.Lower, c.Upper);
        }

        foreach (var row in Rows)
        {
            (Dais.Engine.Solving.Column, double)[] terms = [.. row.Terms.Select(t => (new Dais.Engine.Solving.Column(t.Column), t.Factor))];
            if (row.Lower == row.Upper) model.Equal(row.Upper, terms);
            else if (row.Upper < None) model.AtMost(row.Upper, terms);
            else model.AtLeast(row.Lower, terms);
        }

        return model;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var c = 0; c < Columns.Count; c++) text.AppendLine($"{Columns[c].Lower} <= x{c} <= {Columns[c].Upper}{(Columns[c].Whole ? ", whole" : "")}, worth {Columns[c].Worth:R}");
        foreach (var row in Rows) text.AppendLine($"{row.Lower} <= {string.Join(" + ", row.Terms.Select(t => $"{t.Factor:R} x{t.Column}"))} <= {row.Upper:R}");
        return text.ToString();
    }

    /// <summary>Models that ask for a closure within a few budgets, written in many ways: everything that is recognised.</summary>
    internal static Gen<ModelCase> Closures(int most, int budgets) => Gen.Select(
        Gen.Int[1, most], Gen.Int[1, most], Gen.Int[1, budgets], Gen.Int[0, int.MaxValue], (bases, payers, limits, seed) => Make(bases, payers, limits, new(seed)));

    /// <summary>The same with one more row of any kind: mostly not recognised.</summary>
    internal static Gen<ModelCase> Disturbed(int most, int budgets) => Gen.Select(Closures(most, budgets), Gen.Int[0, int.MaxValue], (model, seed) => Disturb(model, new(seed)));

    private static ModelCase Make(int bases, int payers, int budgets, Random chance)
    {
        var (decimals, shares, odd) = (chance.Next(4), chance.Next(3) == 0, chance.Next(2) == 0);
        double Number(int from, int to) => decimals switch
        {
            0 or 1 => chance.Next(from, to),
            2 => Math.Round(from + (chance.NextDouble() * (to - from)), 2),
            _ => from + (chance.NextDouble() * (to - from)),
        };
        var columns = new List<Column>();
        var rows = new List<Row>();
        for (var x = 0; x < bases; x++) columns.Add(Base(odd, chance, odd && chance.Next(4) == 0 ? Number(-10, 10) : 0));
        for (var y = 0; y < payers; y++) columns.Add(shares ? new(0, odd ? chance.Next(1, 5) : 1, Number(1, 50), false) : new(0, 1, Number(1, 50), true));
        for (var x = 1; x < bases; x++)
        {
            for (var k = chance.Next(3); k > 0; k--) rows.Add(Need(x, chance.Next(x), odd, chance));
        }

        for (var y = bases; y < columns.Count; y++) Needs(y, [.. Enumerable.Range(0, chance.Next(1, 5)).Select(_ => chance.Next(bases)).Distinct()], columns, rows, odd && chance.Next(3) == 0);
        for (var b = 0; b < budgets; b++)
        {
            (int, double Factor)[] terms = [.. Enumerable.Range(0, bases).Where(_ => chance.Next(5) > 0).Select(x => (x, Math.Round(Math.Abs(Number(1, 20)), 2)))];
            rows.Add(new(-None, Math.Round(terms.Sum(t => t.Factor) * (0.2 + (0.6 * chance.NextDouble())), 2), terms));
        }

        return new(columns, rows);
    }

    private static Column Base(bool odd, Random chance, double worth) => (odd ? chance.Next(30) : 2) switch
    {
        0 => new(1, 1, worth, true),
        1 => new(0, 0, worth, true),
        _ => new(0, 1, worth, true),
    };

    /// <summary>x needs z.</summary>
    private static Row Need(int x, int z, bool odd, Random chance) => (odd ? chance.Next(20) : 19) switch
    {
        0 => new(0, 0, [(x, 1), (z, -1)]),
        < 7 => new(0, None, [(x, -2), (z, 2)]),
        < 10 => new(-None, 0, [(x, 1), (z, -3)]),
        _ => new(-None, 0, [(x, 1), (z, -1)]),
    };

    /// <summary>y needs every one of <paramref name="needs"/>, row by row or in one row.</summary>
    private static void Needs(int y, int[] needs, List<Column> columns, List<Row> rows, bool together)
    {
        if (together && columns[y].Whole) rows.Add(new(-None, 0, [(y, needs.Length), .. needs.Select(x => (x, -1.0))]));
        else rows.AddRange(needs.Select(x => new Row(-None, 0, [(y, 1), (x, -columns[y].Upper)])));
    }

    private static ModelCase Disturb(ModelCase model, Random chance)
    {
        var places = Enumerable.Range(0, model.Columns.Count).Where(_ => chance.Next(3) == 0).ToArray();
        (int, double)[] terms = [.. places.Select(c => (c, (double)chance.Next(-3, 4)))];
        var limit = chance.Next(-2, 3);
        var row = chance.Next(3) switch
        {
            0 => new Row(limit, None, terms),
            1 => new Row(-None, limit, terms),
            _ => new Row(0, 0, terms),
        };
        return model with { Rows = [.. model.Rows, row] };
    }
}
