namespace Dais.Engine.Planning;

/// <summary>The jobs of one team by the interval each has to lie in: whether they fit, without laying them out.</summary>
/// <remarks>
/// Work without a pace may be cut at will, so it fits exactly where no interval of periods holds more work that has to
/// lie inside it than capacity (Hall's condition for intervals). The check takes one step for each interval, however
/// many jobs there are.
/// </remarks>
internal sealed class IntervalDemand(int periods)
{
    private readonly double[] _ew = new double[periods * periods];
    private readonly double[] _inside = new double[periods];

    /// <summary>How many of the jobs have a pace; where one does, those that fit so may still not fit.</summary>
    internal int Paced { get; private set; }

    /// <summary>How many steps a check takes.</summary>
    internal int Steps => _ew.Length;

    internal void Add(Job job) => Count(job, 1);

    internal void Remove(Job job) => Count(job, -1);

    /// <summary>Whether all of them go into that much capacity, but for what rounding may miss.</summary>
    internal bool Fit(double[] spare)
    {
        Array.Clear(_inside);
        for (var first = periods - 1; first >= 0; first--)
        {
            var (work, room) = (0.0, 0.0);
            for (var last = first; last < periods; last++)
            {
                // _inside[last] is the work whose interval begins at first or later and ends at last.
                _inside[last] += _ew[(first * periods) + last];
                work += _inside[last];
                room += spare[last];
                if (work > room + Layout.Slack) return false;
            }
        }

        return true;
    }

    private void Count(Job job, int sign)
    {
        if (job.Pace < double.PositiveInfinity) Paced += sign;
        if (job.First <= job.Last) _ew[(job.First * periods) + job.Last] += sign * job.Ew;
    }
}
