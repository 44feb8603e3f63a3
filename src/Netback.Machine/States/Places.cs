namespace Netback.States;

/// <summary>All places that contexts of one machine have been found in.</summary>
internal sealed class Places
{
    private readonly Encoding encoding;
    private readonly List<Place> places = [];
    private readonly Dictionary<Key, int> numbers = [];

    public Places(Encoding encoding)
    {
        this.encoding = encoding;
        for (int i = 0; i < 2; i++) places.Add(new() { Number = i, Codes = [], Caller = null, At = null, Slots = [] });
    }

    public int Count => places.Count;

    public Place this[int number] => places[number];

    /// <summary>The place of a context, read from its frames.</summary>
    public int Of(Context context)
    {
        if (context.IsStarting) return Place.Starting;
        if (context.Leaf is not { } leaf) return Place.Idle;
        encoding.IsOfLocals = true;
        try
        {
            return Of(leaf, (context.What!, context.Guard, context.Access));
        }
        finally
        {
            encoding.IsOfLocals = false;
        }
    }

    /// <summary>Puts a context where a place is.</summary>
    public void Restore(Context context, int number)
    {
        var place = places[number];
        context.IsStarting = number == Place.Starting;
        context.Leaf = number > Place.Starting ? TemplateOf(place) : null;
        context.What = number == Place.Starting ? "starts" : place.At?.What;
        (context.Guard, context.Access) = (place.At?.Guard, place.At?.Access ?? default);
    }

    /// <summary>Where a context is after another one has made a step.</summary>
    public int Shifted(int number, in Shift shift)
    {
        if (number <= Place.Starting || shift == Shift.None) return number;
        var place = places[number];
        if (place.After.TryGetValue(shift, out int known)) return known;
        long[] codes = [.. place.Codes];
        var locals = place.Type.LocalsAt((int)codes[1]);
        for (int i = 0; i < locals.Count; i++) codes[2 + i] = locals[i].Codec.Shifted(codes[2 + i], shift, encoding);
        int caller = place.Caller is { } c ? Shifted(c.Number, shift) : Place.Idle;
        return place.After[shift] = Intern(codes, caller, place.At);
    }

    /// <summary>The place with locals further back that are as far back as a state can tell.</summary>
    public int Further(int number, int by)
    {
        if (number <= Place.Starting) return number;
        var place = places[number];
        long[] codes = [.. place.Codes];
        var locals = place.Type.LocalsAt((int)codes[1]);
        for (int i = 0; i < locals.Count; i++) codes[2 + i] = locals[i].Codec.Further(codes[2 + i], by, encoding);
        int above = place.Caller?.Number ?? Place.Idle, caller = Further(above, by);
        return caller == above && codes.AsSpan().SequenceEqual(place.Codes) ? number : Intern(codes, caller, place.At);
    }

    /// <summary>Which locals differ of two places that differ in nothing else: moments and deadlines, indices, or both where it is something that follows from them.</summary>
    public (bool OfTime, bool OfRings) Differences(int one, int other)
    {
        if (one == other) return default;
        var (a, b) = (places[one], places[other]);
        var (time, rings) = Differences(a.Caller?.Number ?? Place.Idle, b.Caller?.Number ?? Place.Idle);
        var locals = a.Type.LocalsAt((int)a.Codes[1]);
        for (int i = 0; i < locals.Count; i++)
        {
            if (a.Codes[2 + i] == b.Codes[2 + i]) continue;
            time |= !locals[i].Codec.MovesWithRing;
            rings |= !locals[i].Codec.MovesWithTime;
        }
        return (time, rings);
    }

    /// <summary>Whether two places differ in nothing but the values of locals.</summary>
    public bool AreAlike(int one, int other)
    {
        if (one == other) return true;
        if (one <= Place.Starting || other <= Place.Starting) return false;
        var (a, b) = (places[one], places[other]);
        return a.Codes[0] == b.Codes[0] && a.Codes[1] == b.Codes[1] && a.At?.What == b.At?.What && a.At?.Guard == b.At?.Guard
            && AreAlike(a.Caller?.Number ?? Place.Idle, b.Caller?.Number ?? Place.Idle);
    }

    public List<string> MethodsOf(int number)
    {
        var methods = new List<string>();
        for (var place = number > Place.Starting ? places[number] : null; place is not null; place = place.Caller)
            methods.Insert(0, place.At is null ? $"{place.Type.Method}@{place.Codes[1] + 1}" : place.Type.Method);
        return methods;
    }

    public List<string> LocalsOf(int number)
    {
        var shown = new List<string>();
        for (var place = number > Place.Starting ? places[number] : null; place is not null; place = place.Caller)
        {
            var locals = place.Type.LocalsAt((int)place.Codes[1]);
            for (int i = locals.Count - 1; i >= 0; i--)
            {
                long code = place.Codes[2 + i];
                if (locals[i].SourceName is { } name && (locals[i].Path[^1].FieldType.IsValueType || !encoding.IsConstant(code)))
                    shown.Insert(0, $"{name} = {locals[i].Codec.Show(code, encoding)}");
            }
        }
        return shown;
    }

    private int Of(Frame frame, (string, Guard?, Access)? at)
    {
        int caller = frame.Parent is { } parent ? Of(parent, null) : Place.Idle;
        object machine = frame.Boxed;
        int state = frame.Type.StateOf(machine);
        var locals = frame.Type.LocalsAt(state);
        var codes = new long[2 + locals.Count];
        (codes[0], codes[1]) = (frame.Type.Number, state);
        for (int i = 0; i < locals.Count; i++)
        {
            try
            {
                codes[2 + i] = locals[i].Codec.EncodeBoxed(locals[i].Get(machine), encoding);
            }
            catch (NotSupportedException e)
            {
                throw new NotSupportedException($"{frame.Type.Method}: the local {locals[i].Name}: {e.Message}", e);
            }
        }
        return Intern(codes, caller, at);
    }

    private int Intern(long[] codes, int caller, (string What, Guard? Guard, Access Access)? at)
    {
        var key = new Key(codes, caller, at is { } a ? encoding.NumberOf(a.What) : -1);
        if (numbers.TryGetValue(key, out int number)) return number;
        number = places.Count;
        var above = caller == Place.Idle ? null : places[caller];
        places.Add(new()
        {
            Number = number, Codes = codes, Caller = above, At = at,
            Slots = [.. codes.Skip(2).Select(Encoding.SlotOf).Where(s => s >= 0), .. above?.Slots ?? []],
        });
        return numbers[key] = number;
    }

    private Frame TemplateOf(Place place)
    {
        if (place.Template is { } template) return template;
        var frame = place.Type.Create();
        object machine = place.Type.CreateEmpty();
        encoding.Rewind();
        place.Type.Write(machine, (int)place.Codes[1], place.Codes.AsSpan(2), encoding);
        frame.Boxed = machine;
        frame.IsTemplate = true;
        if (place.Caller is { } caller) frame.Parent = TemplateOf(caller);
        return place.Template = frame;
    }

    private readonly struct Key(long[] codes, int caller, long what) : IEquatable<Key>
    {
        private readonly long[] codes = codes;
        private readonly int caller = caller;
        private readonly long what = what;

        public bool Equals(Key other) => caller == other.caller && what == other.what && codes.AsSpan().SequenceEqual(other.codes);

        public override bool Equals(object? other) => other is Key key && Equals(key);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(caller);
            hash.Add(what);
            foreach (long code in codes) hash.Add(code);
            return hash.ToHashCode();
        }
    }
}
