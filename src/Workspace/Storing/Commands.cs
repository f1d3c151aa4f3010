using System.Data.Common;

namespace Dais.Workspace.Storing;

/// <summary>SQL by hand, in a session's transaction: for what is too large for a query builder.</summary>
internal static class Commands
{
    /// <summary>A command with its parameters.</summary>
    public static DbCommand Command(this Session session, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = sql;
        command.CommandTimeout = 600;
        foreach (var (name, value) in parameters) command.With(name, value);
        return command;
    }

    /// <summary>One parameter more.</summary>
    public static void With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}
