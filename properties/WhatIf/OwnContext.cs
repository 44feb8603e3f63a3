using System.Reflection;
using System.Runtime.Loader;

namespace Netback.Properties.WhatIf;

/// <summary>Where an assembly of one's own is loaded: it shares the driver, the machine and the suite with this program, so that its revision
/// is a revision here too. What else it needs lies beside it.</summary>
/// <param name="folder">Where the assembly is.</param>
internal sealed class OwnContext(string folder) : AssemblyLoadContext("what-if", isCollectible: false)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Loaded(assemblyName) is { } shared) return shared;
        string file = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    private static Assembly? Loaded(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(new AssemblyName(name.Name!));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
