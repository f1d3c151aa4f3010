using System.Text;

namespace Dais.App.Cli;

/// <summary>A writer that leaves out the blanks at the end of each line, which tables leave there.</summary>
internal sealed class TrimmedLines(TextWriter to) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => to.Encoding;

    public override void Write(char value)
    {
        if (value == '\n') WriteOut();
        else if (value != '\r') _line.Append(value);
    }

    public override void Write(string? value)
    {
        foreach (var c in value ?? "") Write(c);
    }

    public override void Flush()
    {
        to.Write(_line.ToString());
        _line.Clear();
        to.Flush();
    }

    private void WriteOut()
    {
        to.Write(_line.ToString().TrimEnd(' '));
        to.Write('\n');
        _line.Clear();
    }
}
