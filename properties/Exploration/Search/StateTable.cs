using System.Runtime.CompilerServices;

namespace Netback.Properties.Exploration;

/// <summary>
/// All states found, each with where it was found from. They are spread over several shards by their hash; the number of a state says which (its
/// remainder).
/// </summary>
internal sealed class StateTable(int words)
{
    /// <summary>How many shards.</summary>
    public const int Shards = 1 << Shard.ShardBits;

    private readonly Shard[] shards = [.. Enumerable.Range(0, Shards).Select(_ => new Shard(words))];

    public int Count => shards.Sum(s => s.Count);

    public long Bytes => shards.Sum(s => s.Bytes);

    /// <summary>States in each shard.</summary>
    public int[] Sizes => [.. shards.Select(s => s.Count)];

    /// <summary>The row of a state.</summary>
    public ReadOnlySpan<ulong> this[int number] => shards[number % Shards][number / Shards];

    /// <summary>The rows of all states.</summary>
    public IEnumerable<ulong[]> Rows()
    {
        for (int s = 0; s < Shards; s++)
            for (int n = 0; n < shards[s].Count; n++) yield return shards[s][n].ToArray();
    }

    /// <summary>Number of the shard of a row of this hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShardOf(ulong hash) => (int)(hash % Shards);

    public Shard ShardAt(int shard) => shards[shard];

    /// <summary>The state that a state was found from, or -1, and by which choice.</summary>
    public (int Parent, ushort Choice) From(int number) => shards[number % Shards].From(number / Shards);

    /// <summary>The choices that lead to a state on the way on which it was found.</summary>
    public List<Choice> PathTo(int state)
    {
        var path = new List<Choice>();
        while (From(state) is { Parent: >= 0 } from)
        {
            path.Add(Expander.Unpack(from.Choice));
            state = from.Parent;
        }
        path.Reverse();
        return path;
    }

    /// <summary>Adds a row unless it is there.</summary>
    /// <returns>Its number.</returns>
    public int Add(ReadOnlySpan<ulong> row, int parent, ushort choice)
    {
        TryAdd(row, Shard.Hash(row), parent, choice, out int number);
        return number;
    }

    /// <returns>Whether it was not there.</returns>
    /// <inheritdoc cref="Add"/>
    public bool TryAdd(ReadOnlySpan<ulong> row, ulong hash, int parent, ushort choice, out int number)
    {
        int shard = ShardOf(hash);
        var (place, isNew) = shards[shard].Add(row, hash, parent, choice);
        number = place * Shards + shard;
        return isNew;
    }

    /// <summary>The number of a row, or less than 0 if it is not there.</summary>
    public int Find(ReadOnlySpan<ulong> row, ulong hash) => shards[ShardOf(hash)].Find(row, hash) * Shards + ShardOf(hash);

    /// <summary>The same states in rows that are laid out anew. With these their hashes change: all get new numbers, level by level.</summary>
    /// <param name="turn">Turns a row.</param>
    /// <param name="wordsAfter">Words of a row then.</param>
    /// <param name="levels">Sizes of the shards at the end of each level; renewed.</param>
    /// <param name="numberOf">Tells the new number of an old one.</param>
    public StateTable Relay(RuleBook.Turn turn, int wordsAfter, List<int[]> levels, out Func<int, int> numberOf)
    {
        var table = new StateTable(wordsAfter);
        for (int s = 0; s < Shards; s++) table.shards[s].MakeRoom(shards[s].Count);
        int[][] numbers = [.. shards.Select(s => new int[s.Count])];
        ulong[] after = new ulong[wordsAfter];
        var sizes = new List<int[]> { new int[Shards] };
        levels.Add(Sizes);
        for (int level = 1; level < levels.Count; level++)
        {
            for (int s = 0; s < Shards; s++)
            {
                for (int n = levels[level - 1][s]; n < levels[level][s]; n++)
                {
                    turn(shards[s][n], after);
                    var (parent, choice) = shards[s].From(n);
                    numbers[s][n] = table.Add(after, parent < 0 ? -1 : numbers[parent % Shards][parent / Shards], choice);
                }
            }
            sizes.Add(table.Sizes);
        }
        sizes.RemoveAt(sizes.Count - 1);
        levels.Clear();
        levels.AddRange(sizes);
        numberOf = n => numbers[n % Shards][n / Shards];
        return table;
    }
}
