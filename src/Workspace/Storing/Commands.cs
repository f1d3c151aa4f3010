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

    /// <summary>The rows that a statement without parameters gives, however long it takes.</summary>
    public static async Task<List<T>> RowsAsync<T>(this DbConnection connection, DbTransaction transaction, string sql, Func<DbDataReader, T> row, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql, 0);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel).ConfigureAwait(false)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>Runs a statement without parameters, however long it takes.</summary>
    public static async Task RunAsync(this DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql, 0);
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>One parameter more.</summary>
    public static void With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}
