using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Dais.Engine.Modelling;

/// <summary>The things of one kind, in the order in which they were written, each found by its id.</summary>
/// <remarks>
/// Immutable: an edit makes a new catalog and returns this one when it changes nothing. Where an id stands twice, which
/// the model's rules report, the first one is found. Equal when the things and their order are.
/// </remarks>
public sealed class Catalog<T> : IReadOnlyList<T>, IEquatable<Catalog<T>>
    where T : class, IThing<T>
{
    private readonly ImmutableArray<T> _things;
    private readonly Dictionary<Id<T>, int> _places;

    private Catalog(ImmutableArray<T> things)
    {
        _things = things;
        _places = new Dictionary<Id<T>, int>(things.Length);
        for (var i = 0; i < things.Length; i++) _places.TryAdd(things[i].Id, i);
    }

    /// <summary>The catalog of nothing.</summary>
    public static Catalog<T> Empty { get; } = new([]);

    public int Count => _things.Length;

    public T this[int index] => _things[index];

    /// <summary>The thing of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T this[Id<T> id] => Find(id) ?? throw new KeyNotFoundException($"There is no {typeof(T).Name} \"{id}\".");

    /// <summary>The catalog of these things, in this order.</summary>
    public static Catalog<T> Of(IEnumerable<T> things)
    {
        ImmutableArray<T> list = [.. things];
        return list.IsEmpty ? Empty : new(list);
    }

    /// <summary>The thing of that id, or nothing.</summary>
    public T? Find(Id<T> id) => _places.TryGetValue(id, out var place) ? _things[place] : null;

    /// <summary>Whether there is a thing of that id.</summary>
    public bool Contains(Id<T> id) => _places.ContainsKey(id);

    /// <summary>Where the thing of that id stands, from 0; −1 where there is none.</summary>
    public int PlaceOf(Id<T> id) => _places.TryGetValue(id, out var place) ? place : -1;

    /// <summary>With <paramref name="thing"/> in the place of the one of its id, or at the end.</summary>
    public Catalog<T> With(T thing)
    {
        var place = PlaceOf(thing.Id);
        if (place < 0) return new(_things.Add(thing));
        return _things[place].Equals(thing) ? this : new(_things.SetItem(place, thing));
    }

    /// <summary>Without the thing of that id.</summary>
    public Catalog<T> Without(Id<T> id) => PlaceOf(id) is >= 0 and var place ? new(_things.RemoveAt(place)) : this;

    public bool Equals([NotNullWhen(true)] Catalog<T>? other) => other is not null && _things.SequenceEqual(other._things);

    public override bool Equals(object? obj) => Equals(obj as Catalog<T>);

    public override int GetHashCode() => HashCode.Combine(typeof(T), Count);

    public ImmutableArray<T>.Enumerator GetEnumerator() => _things.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)_things).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_things).GetEnumerator();
}
