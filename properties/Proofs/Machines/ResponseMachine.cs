using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// The response half of the ring: the Rx thread that publishes and decides whether to send an event, and a guest that keeps to the protocol: it
/// takes what is there, asks for an event at the next response, and sleeps if it has looked again and there is nothing new.
/// </summary>
/// <remarks>Indices as in <see cref="RequestMachine"/>.</remarks>
public sealed class ResponseMachine
{
    public ResponseMachine()
    {
        Machine = new("responses", "the response half of the ring and the wake-ups of the guest, from connecting to disconnecting.");
        Size = Machine.Constant("size", Sort.Whole, "slots of the ring");
        var start = Start = Machine.Constant("start", Sort.Whole, "where the indices start");
        Pub = Machine.Variable("pub", Sort.Whole, "rsp_prod: responses up to here are published", start);
        Old = Machine.Variable("old", Sort.Whole, "rsp_prod before the last publication", start);
        Taken = Machine.Variable("taken", Sort.Whole, "rsp_cons of the guest: responses up to here have been taken", start);
        Event = Machine.Variable("event", Sort.Whole, "rsp_event: the guest wants an event when rsp_prod passes this", start + 1);
        Rx = Machine.Position("rx", "where the Rx thread stands", "rx-runs", "rx-published");
        Notify = Machine.Variable("notify", Sort.Bool, "whether the thread has found that the guest asked for an event", false);
        Guest = Machine.Position("guest", "where the guest stands", "guest-runs", "guest-took-all", "guest-asked", "guest-sleeps");
        Sent = Machine.Variable("sent", Sort.Bool, "whether an event is on its way to the guest", false);
        Owed = Machine.Variable("owed", Sort.Bool, "whether a publication passed the response for which the guest had asked for an event, and none has come since, nor has it asked anew", false);
        var slots = Slots = new Variable("slots", Sort.Whole, "how many responses");
        Machine.Assume("ring", "The ring has slots, and not more than an index can tell apart.", (Size > 0) & (Size <= 1L << 31));
        Machine.Step("rx-publishes", "rx", "publishes responses", [slots], Rx.At("rx-runs") & (slots > 0) & (slots <= Size - (Pub - Taken)),
            (Old, Pub), (Pub, Pub + slots), (Rx, Rx.Place("rx-published")), (Owed, Owed | RequestMachine.MustNotify(Pub, Pub + slots, Event)));
        Machine.Step("rx-reads-event", "rx", "reads rsp_event, and sees whether the guest asked for an event", Rx.At("rx-published"),
            (Notify, Notify | RequestMachine.MustNotify(Old, Pub, Event)), (Rx, Rx.Place("rx-runs")));
        Machine.Step("rx-notifies", "rx", "sends an event to the guest", Rx.At("rx-runs") & Notify, (Notify, false), (Sent, true), (Owed, false));
        Machine.Step("guest-takes-some", "guest", "takes some of the responses", [slots], Guest.At("guest-runs") & (slots > 0) & (slots < Pub - Taken), (Taken, Taken + slots));
        Machine.Step("guest-takes-all", "guest", "takes all responses that are there", Guest.At("guest-runs"), (Taken, Pub), (Guest, Guest.Place("guest-took-all")));
        Machine.Step("guest-asks", "guest", "asks for an event at the next response", Guest.At("guest-took-all"),
            (Event, Taken + 1), (Guest, Guest.Place("guest-asked")), (Owed, false));
        Machine.Step("guest-goes-on", "guest", "does something else: it does not look again, and does not sleep", Guest.At("guest-asked"), (Guest, Guest.Place("guest-runs")));
        Machine.Step("guest-looks-again", "guest", "reads rsp_prod again, and sleeps if there is nothing new", Guest.At("guest-asked"),
            (Guest, Term.If(Pub.Is(Taken), Guest.Place("guest-sleeps"), Guest.Place("guest-runs"))));
        Machine.Step("guest-wakes", "guest", "gets the event", Sent, (Sent, false), (Guest, Term.If(Guest.At("guest-sleeps"), Guest.Place("guest-runs"), Guest)));
    }

    public AbstractMachine Machine { get; }
    public Variable Size { get; }
    public Variable Start { get; }
    public Variable Pub { get; }
    public Variable Old { get; }
    public Variable Taken { get; }
    public Variable Event { get; }
    public Variable Rx { get; }
    public Variable Notify { get; }
    public Variable Guest { get; }
    public Variable Sent { get; }
    public Variable Owed { get; }
    public Variable Slots { get; }
}
