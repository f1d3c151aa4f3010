using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing.Sources;

namespace Dais.Workspace.Importing.Mappings;

/// <summary>Which file is which: by its name, or by the columns that the mapping needs of it.</summary>
/// <param name="Files">The files of each slot.</param>
/// <param name="Unplaced">Files of a folder that the mapping has no place for.</param>
internal sealed record Assignment(ImmutableDictionary<string, ImmutableArray<SourceFile>> Files, ImmutableArray<SourceFile> Unplaced)
{
    /// <summary>Puts every file where it belongs; a file that belongs nowhere and was named itself, and a place without a file, are errors.</summary>
    public static Assignment? Of(Mapping mapping, ImmutableArray<InputFile> given, ICollection<Finding> findings)
    {
        var (files, unplaced, before) = (new Dictionary<string, ImmutableArray<SourceFile>>(), ImmutableArray.CreateBuilder<SourceFile>(), findings.Count);
        foreach (var file in given)
        {
            var slot = SlotOf(mapping, file);
            if (slot is null && file.Asked)
                findings.Add(Finding.Error(Rule.Reference, "", $"The mapping \"{mapping.Name}\" has no place for this file; it reads {string.Join(", ", mapping.Files.Select(f => f.Patterns.IsEmpty ? f.Name : string.Join(" or ", f.Patterns)))}.", "Maybe another mapping is meant, or the file has another name than when it was exported.") with { Source = file.Name });
            if (file.As(slot?.Rows, slot is null ? [] : findings) is not { } read) continue;
            if (slot is not null) Columns(mapping, slot, read, findings);
            if (slot is null) unplaced.Add(read);
            else files[slot.Name] = files.GetValueOrDefault(slot.Name, []).Add(read);
        }

        foreach (var missing in mapping.Files.Where(f => !f.Optional && !files.ContainsKey(f.Name)))
        {
            if (findings.Count == before) findings.Add(Finding.Error(Rule.Required, "", $"The mapping \"{mapping.Name}\" needs the file \"{missing.Name}\"{(missing.Patterns.IsEmpty ? "" : $", such as {missing.Patterns[0]}")}, and none of the files given is it.", $"Maybe it has to be given too: {given.Length} {(given.Length == 1 ? "file was" : "files were")}."));
        }

        return findings.Count == before || !findings.Skip(before).Any(f => f.IsError) ? new Assignment(files.ToImmutableDictionary(), unplaced.DrainToImmutable()) : null;
    }

    /// <summary>The mapping whose files these are: each required one is there, and each file that was named has a place.</summary>
    public static Mapping? Recognise(ImmutableArray<Mapping> mappings, ImmutableArray<InputFile> given, ICollection<Finding> findings)
    {
        var fitting = mappings.Where(m => Fits(m, given)).ToList();
        if (fitting is [var only]) return only;
        if (fitting.Count == 0 && mappings.Where(m => given.Any(f => f.Asked) && given.All(f => SlotOf(m, f) is { } slot && HasColumns(m, slot, f))).ToList() is [var lacking]) return lacking;
        var names = string.Join(", ", (fitting.Count == 0 ? mappings : [.. fitting]).Select(m => m.Name));
        findings.Add(Finding.Error(
            Rule.Reference,
            "",
            fitting.Count == 0 ? $"None of the presets ({names}) knows {(given.Length == 1 ? "this file" : "these files")}: {string.Join(", ", given.Select(f => f.Name).Take(6))}." : $"Several presets know these files: {names}.",
            fitting.Count == 0 ? "Maybe a mapping of your own says what the columns mean: --map MAP.yaml; docs/importing.md shows how." : $"Maybe say which: --preset {fitting[0].Name}."));
        return null;
    }

    private static bool Fits(Mapping mapping, ImmutableArray<InputFile> given)
    {
        var places = given.Select(f => (File: f, Slot: SlotOf(mapping, f))).ToList();
        return places.TrueForAll(p => p.Slot is not null || !p.File.Asked)
            && mapping.Files.All(f => f.Optional || places.Exists(p => p.Slot == f))
            && places.TrueForAll(p => p.Slot is not { } slot || HasColumns(mapping, slot, p.File));
    }

    // By name first; a file of another name belongs where the columns that are needed are all there.
    private static Slot? SlotOf(Mapping mapping, InputFile file) =>
        mapping.Files.FirstOrDefault(s => s.Takes(file.Name)) ?? mapping.Files.FirstOrDefault(s => HasColumns(mapping, s, file) && Needs.Of(mapping, s).Any());

    private static bool HasColumns(Mapping mapping, Slot slot, InputFile file)
    {
        var read = file.As(slot.Rows, []);
        return read is not null && Needs.Of(mapping, slot).All(read.Has);
    }

    private static void Columns(Mapping mapping, Slot slot, SourceFile file, ICollection<Finding> findings)
    {
        var nearest = new Nearest();
        foreach (var column in Needs.Of(mapping, slot).Where(c => !file.Has(c)))
        {
            findings.Add(Finding.Error(
                Rule.Reference,
                "",
                $"There is no column \"{column}\" in it, which the mapping \"{mapping.Name}\" reads.",
                nearest.Maybe(column, file.Columns) ?? $"Maybe the mapping is for another export, or has to say {{{column}?}} because it may be missing; there are: {string.Join(", ", file.Columns.Take(12))}{(file.Columns.Length > 12 ? ", …" : "")}.") with { Source = file.Name });
        }
    }
}
