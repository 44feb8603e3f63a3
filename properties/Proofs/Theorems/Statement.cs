using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>A theorem for all revisions that it is about.</summary>
/// <param name="Name">In kebab case, as on the command line.</param>
/// <param name="Words">What it says, for readers who have not seen a machine.</param>
/// <param name="Assumes">What it takes for granted, of host, guest, CPUs and sizes.</param>
/// <param name="For">The theorem about a revision, or null where it says nothing.</param>
public sealed record Statement(string Name, string Words, string Assumes, Func<Revision, Theorem?> For);
