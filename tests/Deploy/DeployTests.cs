using System.Diagnostics;
using k8s;
using k8s.Models;
using Netback.Properties.Results;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Deploy;

/// <summary>The recipes in <c>deploy</c>, as far as one machine can carry them out.</summary>
public sealed class DeployTests : IDisposable
{
    private const int Shards = 8;

    private static readonly string Folder = Path.Combine(Repository.Root, "deploy");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The types of the API are generated from its schema; a key that they do not have is refused.</summary>
    [Fact]
    public void Manifests_AreAsTheKubernetesApiWantsThem()
    {
        var (claim, shards, merge) = (Objects("verify.yaml").OfType<V1PersistentVolumeClaim>().Single(), JobOf("verify.yaml"), JobOf("merge.yaml"));
        Assert.Equal(("Indexed", Shards, Shards), (shards.Spec.CompletionMode, shards.Spec.Completions, shards.Spec.Parallelism));
        Assert.All([shards, merge], job =>
        {
            Assert.Equal("batch/v1", job.ApiVersion);
            // A pod failure policy, and a Job of its own kind, go with no other.
            Assert.Equal("Never", job.Spec.Template.Spec.RestartPolicy);
            Assert.Equal(claim.Metadata.Name, Assert.Single(job.Spec.Template.Spec.Volumes).PersistentVolumeClaim.ClaimName);
            Assert.Equal("/results", Assert.Single(Container(job).VolumeMounts).MountPath);
        });
        Assert.Equal(Container(shards).Name, Assert.Single(shards.Spec.PodFailurePolicy.Rules).OnExitCodes.ContainerName);
        string text = File.ReadAllText(Path.Combine(Folder, "kubernetes", "verify.yaml"));
        Assert.Throws<YamlDotNet.Core.YamlException>(() => KubernetesYaml.LoadAllFromString(text.Replace("completionMode", "completionMod", StringComparison.Ordinal), strict: true));
    }

    /// <summary>What the pods do, with the index that Kubernetes gives them.</summary>
    [Fact]
    public void Pods_TakeEachShardOnce()
    {
        var container = Container(JobOf("verify.yaml"));
        var said = Enumerable.Range(0, Shards).Select(index => Echoed(container.Command[0], [container.Command[1], container.Args[0]], ("JOB_COMPLETION_INDEX", $"{index}"))).ToList();
        Assert.Equal(Enumerable.Range(1, Shards).Select(k => $"verify --cases 20000 --results /results/shard-{k} --shard {k}/{Shards}"), said);
        var merge = Container(JobOf("merge.yaml"));
        Assert.Equal("merge /results/shard-* --results /results/all", Echoed(merge.Command[0], [merge.Command[1], merge.Args[0]]));
    }

    [Fact]
    public void SlurmTask_IsTheShardOfItsNumber()
    {
        string script = Path.Combine(Folder, "slurm", "netback.sbatch");
        Assert.Equal("verify --cases 100 --results /scratch/a b/shard-3 --shard 3/16",
            Echoed(script, ["verify", "--cases", "100"], ("RESULTS", "/scratch/a b"), ("SLURM_ARRAY_TASK_ID", "3"), ("SLURM_ARRAY_TASK_COUNT", "16"), ("SLURM_CPUS_PER_TASK", "1")));
        Assert.Contains("RESULTS: is not set", Run(script, ["verify"]).Error, StringComparison.Ordinal);
    }

    /// <summary>The matrix has each shard once, and all say of how many.</summary>
    [Fact]
    public void Workflow_HasAllShards()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", "shards.yml"));
        var workflow = new YamlDotNet.Serialization.DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(text);
        var jobs = (Dictionary<object, object>)workflow["jobs"];
        var strategy = (Dictionary<object, object>)((Dictionary<object, object>)jobs["shard"])["strategy"];
        var matrix = (List<object>)((Dictionary<object, object>)strategy["matrix"])["shard"];
        Assert.Equal(Enumerable.Range(1, Shards).Select(k => $"{k}"), matrix);
        Assert.Contains($"--shard \"$SHARD/{Shards}\"", text, StringComparison.Ordinal);
    }

    /// <summary>All of it: two processes, and their results joined.</summary>
    [ProgramFact("parallel")]
    public void ParallelShards_PrintWhatOneCommandPrints_AndAreDoneOnlyOnce()
    {
        string[] command = ["mutants", "--mutant", "byte-limit+never-stops", "--mutant", "slot-estimate+keeps-last-need", "--mutant", "byte-limit+never-wakes-tx"];
        string here = Path.Combine(folder.Path, "a b"), script = Path.Combine(Folder, "parallel.sh");
        var environment = ("NETBACK", $"dotnet {Path.Combine(AppContext.BaseDirectory, "netback.dll")}");
        var joined = Run(script, ["2", here, .. command], environment);
        Assert.Equal((0, CliRun.Of(command).Output), (joined.ExitCode, joined.Output));
        Assert.Equal(3, Enumerable.Range(1, 2).Sum(k => File.ReadAllLines(Path.Combine(here, $"shard-{k}", KeptSearches.Timings)).Length));
        Assert.Equal(joined.Output, Run(script, ["2", here, .. command], environment).Output);
        Assert.Equal(3, Enumerable.Range(1, 2).Sum(k => File.ReadAllLines(Path.Combine(here, $"shard-{k}", KeptSearches.Timings)).Length));
        Assert.Equal(2, Run(script, ["2", here]).ExitCode);
    }

    private static List<object> Objects(string file) => KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Folder, "kubernetes", file)), strict: true);

    private static V1Job JobOf(string file) => Objects(file).OfType<V1Job>().Single();

    private static V1Container Container(V1Job job) => Assert.Single(job.Spec.Template.Spec.Containers);

    /// <summary>The arguments that a command hands to netback, which is a program here that prints them.</summary>
    private string Echoed(string command, string[] arguments, params (string, string)[] environment)
    {
        string netback = folder.File("netback", "#!/bin/sh\necho \"$@\"\n");
        Assert.Equal(0, Run("chmod", ["+x", netback]).ExitCode);
        var run = Run(command, arguments, [.. environment, ("PATH", $"{Path.GetDirectoryName(netback)}:{Environment.GetEnvironmentVariable("PATH")}")]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output.TrimEnd('\n');
    }

    private static CliRun Run(string command, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
