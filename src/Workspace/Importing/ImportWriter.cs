using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Modelling;
using Dais.Workspace.Planning;

namespace Dais.Workspace.Importing;

/// <summary>The report of an import as JSON: all of it, nothing cut.</summary>
public static class ImportWriter
{
    /// <summary>The report.</summary>
    public static byte[] Print(ImportReport report, string into, bool written) => WireText.Object(json =>
    {
        json.WriteString("mapping", report.Mapping);
        json.WriteString("into", into);
        json.WriteBoolean("sound", report.Sound);
        json.WriteBoolean("written", written && report.ChangesAnything);
        json.Each("files", report.Files, f => File(json, f));
        json.Each("leftOut", report.LeftOut, l => Counted(json, ("file", l.File), ("what", l.What), ("example", l.Example), l.Count));
        json.Each("normalised", report.Normalised, n => Counted(json, ("column", n.Column), ("from", n.From), ("to", n.To), n.Count));
        json.Each("assumed", report.Assumed, a =>
        {
            json.WriteString("at", a.At);
            if (a.Value is { } value) json.WriteNumber("value", value);
            json.WriteString("why", a.Why);
        });
        json.Each("changes", report.Changes, c => Changes(json, c));
        json.Each("findings", report.Findings, finding =>
        {
            json.WriteString("severity", finding.IsError ? "error" : "warning");
            json.WriteString("rule", finding.Rule);
            json.WriteString("source", finding.Source);
            json.WriteString("at", finding.At);
            json.WriteString("sentence", finding.Sentence);
            json.WriteString("maybe", finding.Maybe);
        });
    });

    /// <summary>The mappings that come with Dais.</summary>
    public static byte[] Print(ImmutableArray<Preset> presets) => WireText.Object(json => json.Each("presets", presets, p =>
    {
        json.WriteString("name", p.Name);
        json.WriteString("title", p.Title);
        Texts(json, "files", p.Files);
    }));

    private static void File(Utf8JsonWriter json, FileReport file)
    {
        json.WriteString("file", file.File);
        json.WriteString("as", file.Slot);
        json.WriteString("form", file.Form);
        json.WriteNumber("rows", file.Rows);
        json.WriteNumber("mapped", file.Mapped);
        json.Each("skipped", file.Skipped, s => Counted(json, ("reason", s.Reason), ("example", s.Example), null, s.Count));
        json.Each("elsewhere", file.Elsewhere, e => Counted(json, ("list", e.List), ("reason", e.Reason), ("example", e.Example), e.Count));
        json.Each("unread", file.Unread, u => Counted(json, ("column", u.Column), null, null, u.Filled));
    }

    private static void Changes(Utf8JsonWriter json, ListChanges list)
    {
        json.WriteString("list", list.List);
        Texts(json, "added", list.Added);
        json.Each("changed", list.Changed, thing =>
        {
            json.WriteString("id", thing.Id);
            json.Each("fields", thing.Fields, f =>
            {
                json.WriteString("field", f.Field);
                Raw(json, "before", f.Before);
                Raw(json, "after", f.After);
            });
        });
        json.WriteNumber("unchanged", list.Unchanged);
        json.WriteNumber("kept", list.Kept);
    }

    private static void Counted(Utf8JsonWriter json, (string Name, string Value)? first, (string Name, string Value)? second, (string Name, string Value)? third, int count)
    {
        foreach (var text in new[] { first, second, third })
        {
            if (text is { } there) json.WriteString(there.Name, there.Value);
        }

        json.WriteNumber("count", count);
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Raw(Utf8JsonWriter json, string name, string? value)
    {
        json.WritePropertyName(name);
        if (value is null) json.WriteNullValue();
        else json.WriteRawValue(value);
    }
}
