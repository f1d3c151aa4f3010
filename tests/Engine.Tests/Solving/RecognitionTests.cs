using Dais.Engine.Solving;
using Dais.Engine.Solving.Closures;

namespace Dais.Engine.Tests.Solving;

/// <summary>Which rows are read as needs, budgets and decisions, by hand. Each model has y worth 5 above x, and a budget.</summary>
public sealed class RecognitionTests
{
    private readonly LinearModel _model = new();
    private readonly Column _x;
    private readonly Column _y;
    private readonly Column _z;

    public RecognitionTests()
    {
        (_x, _z, _y) = (_model.Binary(), _model.Binary(), _model.Binary(5));
        var (other, third) = (_model.Binary(1), _model.Binary(1));
        _model.AtMost(4, (_x, 3), (_z, 3), (other, 2), (third, 3));
    }

    private ClosureProblem? Problem => Recognition.Of(_model);

    private double Optimum => MixedInteger.Solve(_model, new(), new() { FewestColumns = 0 }).Objective;

    [Fact]
    public void A_row_of_one_below_another_is_a_need()
    {
        _model.Below(_y, _x);
        Assert.NotNull(Problem);
        Assert.Equal(5, Optimum);
    }

    [Fact]
    public void So_it_is_with_the_signs_turned_and_any_factor()
    {
        _model.AtLeast(0, (_x, 7), (_y, -7));
        _model.AtMost(0, (_y, 2), (_z, -9));
        Assert.NotNull(Problem);
        Assert.Equal(1, Optimum);
    }

    [Fact]
    public void Two_that_are_equal_need_each_other()
    {
        _model.Equal(0, (_y, 1), (_x, -1));
        Assert.Equal(5, Optimum);
        Assert.DoesNotContain(Recognition.Of(_model)!.Cost[0], cost => cost == 0);
    }

    [Fact]
    public void One_row_may_state_many_needs_of_one()
    {
        _model.AtMost(0, (_y, 2), (_x, -1), (_z, -1));
        Assert.NotNull(Problem);
        Assert.Equal(1, Optimum);
    }

    [Fact]
    public void One_row_may_state_the_need_of_many_for_one()
    {
        var second = _model.Binary(6);
        _model.AtMost(0, (_y, 1), (second, 1), (_x, -2));
        Assert.NotNull(Problem);
        Assert.Equal(11, Optimum);
    }

    [Fact]
    public void Any_one_of_several_is_no_need()
    {
        _model.AtMost(0, (_y, 1), (_x, -1), (_z, -1));
        Assert.Null(Problem);
    }

    [Fact]
    public void A_share_that_is_bounded_by_what_it_needs_is_an_item()
    {
        var share = _model.Continuous(0, 4, 2);
        _model.AtMost(0, (share, 1), (_x, -4));
        Assert.NotNull(Problem);
        Assert.Equal(13, Optimum);
    }

    [Fact]
    public void A_share_that_may_stop_halfway_is_not()
    {
        var share = _model.Continuous(0, 4, 2);
        _model.AtMost(0, (share, 1), (_x, -3));
        Assert.Null(Problem);
    }

    [Fact]
    public void A_share_in_a_budget_is_not()
    {
        var share = _model.Continuous(0, 1, 2);
        _model.AtMost(3, (share, 2), (_x, 3));
        Assert.Null(Problem);
    }

    [Fact]
    public void Whole_columns_beyond_1_are_not()
    {
        _model.Bound(_x, 0, 2);
        Assert.Null(Problem);
    }

    [Fact]
    public void Six_budgets_are_few_and_seven_are_not()
    {
        for (var b = 0; b < 5; b++) _model.AtMost(4, (_x, 3), (_z, 2 + b));
        Assert.Equal(6, Problem!.Budget.Length);
        _model.AtMost(4, (_x, 2), (_z, 3));
        Assert.Null(Problem);
    }

    [Fact]
    public void Without_a_budget_the_general_solver_is_as_good()
    {
        var model = new LinearModel();
        model.Below(model.Binary(1), model.Binary(-2));
        Assert.Null(Recognition.Of(model));
    }

    [Fact]
    public void Rows_that_say_nothing_do_no_harm()
    {
        _model.Below(_y, _x);
        _model.AtMost(3, (_x, 1), (_y, 1), (_z, 1));
        _model.AtLeast(-1, (_x, 1), (_y, -1));
        Assert.Single(Problem!.Budget);
    }

    [Fact]
    public void What_does_not_fit_at_all_is_out()
    {
        _model.Below(_y, _x);
        _model.AtMost(2, (_x, 3), (_z, 5));
        Assert.Single(Problem!.Budget);
        Assert.Equal(1 + 5 - 5, Optimum);
    }

    [Fact]
    public void What_must_be_is_in_and_takes_its_part_of_the_budget()
    {
        _model.AtLeast(1, (_z, 1));
        _model.Below(_y, _x);
        Assert.Equal(1, Problem!.Budget[0]);
        Assert.Equal(0, Optimum);
    }

    [Fact]
    public void What_must_be_and_must_not_be_is_a_contradiction()
    {
        _model.Below(_y, _x);
        _model.Fix(_y, 1);
        _model.Fix(_x, 0);
        Assert.True(Problem!.Contradiction);
    }

    [Fact]
    public void A_column_twice_in_a_row_is_left_to_the_general_solver()
    {
        _model.AtMost(0, (_y, 1), (_y, 1), (_x, -2));
        Assert.Null(Problem);
    }

    [Fact]
    public void Costs_of_more_than_six_decimals_are_left_to_the_general_solver()
    {
        _model.AtMost(1, (_x, Math.PI), (_z, Math.E - 2));
        Assert.Null(Problem);
    }
}
