using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Jobs.Kinds;

namespace Dais.Workspace.Jobs;

/// <summary>Every kind of job by its name. A new kind is a file in <c>Jobs/Kinds</c> and a line here.</summary>
public static class JobKinds
{
    private static readonly ImmutableSortedDictionary<string, JobKind> Known = new JobKind[]
    {
        new AllocationJob(), new CheckJob(), new CompareJob(), new DependenciesJob(), new ExportJob(), new GroupsJob(), new HorizonJob(),
        new LensesJob(), new PlanJob(), new RobustnessJob(), new ValueJob(), new WhatIfJob(), new WhyNotJob(),
    }.ToImmutableSortedDictionary(k => k.Name, k => k, StringComparer.Ordinal);

    /// <summary>Their names, in alphabetical order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.Keys];

    /// <summary>The names of a kind's parameters.</summary>
    /// <exception cref="InvalidException">There is no such kind.</exception>
    public static ImmutableArray<string> FieldsOf(string kind) => Of(kind).Fields;

    /// <summary>The shape of a kind's result, as JSON Schema; it names some shapes by <c>#/components/schemas/</c>: plan, policy, scenario.</summary>
    /// <exception cref="InvalidException">There is no such kind.</exception>
    public static JsonObject AnswerOf(string kind) => Of(kind).Answer;

    /// <summary>The kind of that name.</summary>
    /// <exception cref="InvalidException">There is none.</exception>
    internal static JobKind Of(string name) => Known.GetValueOrDefault(name)
        ?? throw new InvalidException($"There is no kind of job \"{(name.Length > 60 ? name[..60] + "…" : name)}\".", "kind", new Nearest().Maybe(name, Names) ?? $"Maybe one of {string.Join(", ", Names)}.");
}
