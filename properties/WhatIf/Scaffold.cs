using System.Reflection;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>A project of one's own to begin with: one class with the rule to change, and a test.</summary>
internal static class Scaffold
{
    private const int MaxName = 60;

    /// <summary>Says whether a revision may be called so.</summary>
    /// <param name="name">The name.</param>
    /// <param name="where">What complaints begin with.</param>
    /// <exception cref="InputException">It may not.</exception>
    public static void ExpectName(string name, string where)
    {
        if (name is not { Length: > 0 and <= MaxName } || !char.IsAsciiLetterLower(name[0]) || name[^1] == '-' || name.Contains("--", StringComparison.Ordinal)
            || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            throw new InputException($"{where} must be small letters, digits and single dashes, such as stop-at-the-limit, at most {MaxName}; not {InputException.Quote(name ?? "")}");
    }

    /// <summary>Writes the project into a new folder.</summary>
    /// <exception cref="InputException">The name is taken, or the folder is not empty or cannot be written.</exception>
    public static IReadOnlyList<string> Write(string name, Revision @base, string folder)
    {
        ExpectName(name, "the name of a revision");
        if (Drivers.Find(name) is not null) throw new InputException($"{name}: is the name of a revision of the history");
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new InputException($"{folder}: is there already, and not empty");
        string type = Pascal(name);
        if (IsTaken(type, @base)) throw new InputException($"{name}: the class would be called {type}, as something that it uses is; choose another name");
        (string Name, string Text)[] files = [($"{name}.csproj", Project()), ($"{type}.cs", Class(name, type, @base)), ($"{type}Tests.cs", Tests(type, @base))];
        foreach (var (file, text) in files)
            OutputFile.Write(Path.Combine(folder, file), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
        return [.. files.Select(f => Path.Combine(folder, f.Name))];
    }

    /// <summary>Whether a class of that name has a member of its own name, or hides a type that its code names.</summary>
    private static bool IsTaken(string type, Revision @base) =>
        @base.GetType().GetMember(type, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy).Length > 0
        || new[] { typeof(Revision), typeof(Machine), typeof(Scaffold) }.SelectMany(t => t.Assembly.GetExportedTypes()).Any(t => t.Name == type);

    /// <summary>The libraries are those of the netback that builds it; as it stands they are those of the netback that has made it.</summary>
    private static string Project() =>
        $"""
        <Project>
          <!-- On its own, wherever it lies. -->
          <PropertyGroup>
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
            <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <NetbackDir Condition="'$(NetbackDir)' == ''">{System.Security.SecurityElement.Escape(Build.Libraries)}</NetbackDir>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="Netback.Driver" HintPath="$(NetbackDir)/Netback.Driver.dll" Private="false" />
            <Reference Include="Netback.Machine" HintPath="$(NetbackDir)/Netback.Machine.dll" Private="false" />
            <Reference Include="netback" HintPath="$(NetbackDir)/netback.dll" Private="false" />
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
        </Project>

        """;

    private static string Class(string name, string type, Revision @base)
    {
        var (rule, body) = RuleOf(@base);
        return $$"""
            using Netback;
            using Netback.Revisions;

            namespace WhatIf;

            /// <summary>{{@base.Name}} with a rule changed. Members that can be overridden are those of {{@base.GetType().Name}} and of what it is derived from:
            /// <code>
            {{Others(@base)}}
            /// </code>
            /// Limits and times are members too, which properties go by: {{string.Join(", ", Marks.Names)}}.
            /// What another CPU can see is awaited, and each await is a point where another context may run. State of its own goes into a PerQueue:
            /// <c>private readonly PerQueue&lt;int&gt; skipped = new("skipped", 0);</c>, used as <c>skipped[q].Value++</c>.</summary>
            public class {{type}} : {{@base.GetType().Name}}
            {
                public override string Name => "{{name}}";

            {{rule}}
            {{body}}
            }

            """;
    }

    private static string Tests(string type, Revision @base)
    {
        int slots = @base is ByteLimit and not HeadNeed ? Parameters.Default.MaxPacketSlots : 1;
        return $$"""
            using Netback.Properties.Scenarios;
            using Netback.Properties.WhatIf;

            namespace WhatIf;

            public static class {{type}}Tests
            {
                [Test]
                public static void PacketWithASlot_IsDelivered() =>
                    Check.Holds(new {{type}}(), "SmallRingProgress@honest", Step.Post(0, {{slots}}), Step.Xmit(0, 60), Step.Advance(1));
            }

            """;
    }

    /// <summary>A rule to begin with: what is done with a packet that meets a queue near its limit.</summary>
    private static (string Head, string Body) RuleOf(Revision @base) => @base switch
    {
        Xsa392 => ("    // The rule as it is: a packet that finds the queue full stops the Tx queue and is dropped. Change it here.",
            """
                protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
                {
                    if (!await base.TryAppend(q, packet)) return false;
                    return true;
                }
            """),
        ByteLimit => ("    // The rule as it is: above this many bytes the Tx queue is stopped. Change it here.",
            "    protected override bool IsAboveLimit(GuestRxQueue q) => base.IsAboveLimit(q);"),
        _ => ("    // The rule as it is: the slots that a packet may need. Change it here.",
            "    protected override uint NeedOf(GuestRxQueue q, Packet packet) => base.NeedOf(q, packet);"),
    };

    /// <summary>The rules with a name, where they stand, and what they say.</summary>
    private static string Others(Revision @base)
    {
        var lines = new SortedDictionary<Rule, string>();
        for (var type = @base.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var member in type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                foreach (var rule in member.GetCustomAttributes<RuleAttribute>(inherit: false))
                    lines.TryAdd(rule.Rule, $"/// {rule.Rule.ToString().ToLowerInvariant(),-10}{member.Name,-16} {System.Security.SecurityElement.Escape(rule.Words)}");
        return string.Join('\n', lines.Values);
    }

    private static string Pascal(string name) => string.Concat(name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
