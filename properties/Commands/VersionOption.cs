using System.CommandLine;
using System.CommandLine.Invocation;

namespace Netback.Properties.Commands;

/// <summary><c>netback --version</c>. Not that of System.CommandLine: it speaks of the process, which need not be ours.</summary>
internal sealed class VersionOption : Option<bool>
{
    public VersionOption() : base("--version")
    {
        Description = "Show the version, and the commit that it was built from";
        Action = new Show();
    }

    private sealed class Show : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProductVersion.Line);
            return ExitCode.Expected;
        }
    }
}
