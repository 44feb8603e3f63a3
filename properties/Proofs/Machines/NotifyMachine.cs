using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// The rule by which either end of the ring decides whether to send an event, in the words of 32 bits with which it reckons: <c>now - wanted &lt; now - before</c>,
/// unsigned. Each step is one decision, on any three words.
/// </summary>
public sealed class NotifyMachine
{
    public NotifyMachine()
    {
        Machine = new("notify", "whoever publishes messages decides whether to send an event; before, now and wanted are any words.");
        Right = Machine.Variable("right", Sort.Bool, "whether each decision so far was right", true);
        Before = new("before", Sort.Word, "the producer before the publication");
        Now = new("now", Sort.Word, "the producer after it: the messages (before, now] are new");
        Wanted = new("wanted", Sort.Word, "the message at which the other end wants an event");
        var isOneOfThem = Wanted.IsNot(Before) & (Wanted - Before <= Now - Before);
        Machine.Step("decides", "either end", "publishes, and decides whether to send an event", [Before, Now, Wanted], Term.All(),
            (Right, Right & RequestMachine.MustNotifyWords(Before, Now, Wanted).Is(isOneOfThem)));
    }

    public AbstractMachine Machine { get; }
    public Variable Right { get; }
    public Variable Before { get; }
    public Variable Now { get; }
    public Variable Wanted { get; }
}
