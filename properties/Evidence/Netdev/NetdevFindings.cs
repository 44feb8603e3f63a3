namespace Netback.Properties.Evidence.Netdev;

/// <summary>What is known about today's driver, most harmful first. Each known violation belongs to one of these; what follows from it for a host that ignores a stopped Tx queue is not
/// listed again.</summary>
public static class NetdevFindings
{
    public static IReadOnlyList<NetdevFinding> All { get; } =
    [
        new("an skb is leaked when a transmit races with a disconnect",
            ["TeardownWithinDrain@honest", "NothingLeftBehind@honest", "NothingLeftBehind@hostile", "NothingLeftBehind@reconnecting"],
            "`xenvif_start_xmit`, `xenvif_rx_queue_tail`, `xenvif_carrier_off`, `xenvif_kthread_guest_rx`",
            "`xenvif_start_xmit` looks at `VIF_STATUS_CONNECTED` and appends later, under `queue->rx_queue.lock`. In between, `xenvif_carrier_off` clears the bit, "
            + "`kthread_stop` ends the guest-Rx thread, and its last `xenvif_rx_queue_purge` finds an empty queue. Then the packet is appended and nobody is left to free it. "
            + "The grace period of the disconnect comes after that purge: it prevents a use after free, not the leak. A fatal Tx error ends the thread of queue 0 in the same way.",
            "One skb for each transmit in flight, with the pages of another guest if it came from there.",
            "In `xenvif_rx_queue_tail`, look at `VIF_STATUS_CONNECTED` and `vif->disabled` once more under `rx_queue.lock`, and refuse the packet if the vif is going away; "
            + "or purge once more after `synchronize_net`."),
        new("the carrier is turned on after a disconnect has turned it off",
            ["CarrierOffWhenDisconnected@honest", "NothingCarriedOver@reconnecting", "StallAccounting@reconnecting"],
            "`xenvif_queue_carrier_on`, `xenvif_carrier_off`",
            "A guest-Rx thread that has found `xenvif_rx_queue_ready` true goes on to `netif_carrier_on`. `xenvif_carrier_off` clears `VIF_STATUS_CONNECTED` and "
            + "calls `netif_carrier_off` under rtnl, and the thread holds `vif->lock`: nothing orders the two, and the later one wins.",
            "A disconnected vif shows a carrier until the next event that changes it; bonding and routing believe it. If the frontend connects again meanwhile, packets are let in before any "
            + "queue is ready.",
            "In `xenvif_queue_carrier_on`, test `VIF_STATUS_CONNECTED` under `vif->lock` before `netif_carrier_on`, and take `vif->lock` in `xenvif_carrier_off` around "
            + "clearing the bit and `netif_carrier_off`."),
        new("a disabled vif keeps its other guest-Rx threads running, and they spin and turn the carrier on",
            ["NoSpin@hostile", "CarrierOffWhenDisconnected@hostile"],
            "`xenvif_kthread_guest_rx`, `xenvif_have_rx_work`, `xenvif_fatal_tx_err`",
            "After `xenvif_fatal_tx_err`, `xenvif_have_rx_work` is true in every thread because of `vif->disabled`, but only the thread of queue 0 acts on it and ends. "
            + "The others, once something wakes them, busy-loop; one that becomes ready turns the carrier of the closed vif on. And nothing resets `vif->disabled`: when the frontend connects "
            + "again, the thread of queue 0 can end before `xenvif_carrier_on`, and nobody takes the vif down again. Without stall detection the carrier is then on, and every packet is dropped.",
            "A guest with several queues burns a host CPU for each queue after the first, until the vif is removed: one malformed Tx request is enough.",
            "In `xenvif_kthread_guest_rx`, let every thread leave its loop when `vif->disabled` is set, and restrict only `xenvif_carrier_off` to `queue->id == 0`. "
            + "In `connect`, refuse a vif that is disabled (`xenbus_dev_fatal`)."),
        new("a forged req_prod makes the guest-Rx thread fill slots that were never offered",
            ["HostileIndexContained@hostile"],
            "`xenvif_rx_ring_slots_available`, `RING_HAS_UNCONSUMED_REQUESTS`",
            "`prod - cons` is compared with the slots needed, unsigned, and nothing checks that it is not larger than the ring. With `req_prod` far ahead the thread takes stale "
            + "requests, all round the ring, as long as packets are queued.",
            "Unbounded work on behalf of a hostile guest. Since 2016 no array overflows any more; from 2015 on XenServer carried its own check.",
            "Treat `prod - rsp_prod_pvt > RING_SIZE` as a fatal error (`xenvif_fatal_tx_err`), or at least as no slots."),
        new("XDP headroom is not counted in the slots needed",
            ["NoRingOverrun@xdp"],
            "`xenvif_update_needed_slots`, `xenvif_rx_data_slot`, `xenvif_rx_next_skb`",
            "`rx_slots_needed` is counted in pages of the packet, plus one each for GSO and hash. With `vif->xdp_headroom` a slot holds less than a page, and the XDP extra "
            + "takes a slot of its own. A packet that was let through for one slot takes two.",
            "`rx.req_cons` passes `req_prod` of an honest guest: the responses go into slots that it has not offered.",
            "In `xenvif_update_needed_slots`, divide by `XEN_PAGE_SIZE - vif->xdp_headroom` and add one if there is headroom."),
        new("`req_event` is set for a packet that has gone, and the next packet waits",
            ["NoLostWakeup@honest", "SmallRingProgress@honest", "SmallRingProgress@packet-shapes"],
            "`xenvif_handle_rx_interrupt`, `xenvif_rx_ring_slots_available`, `xenvif_rx_queue_drop_expired`",
            "Since the late EOI the interrupt evaluates `xenvif_rx_ring_slots_available` too. It reads `rx_slots_needed` of a large head; the thread sends that head, or drops it as expired, and sets "
            + "`req_event` for what it needs next; the interrupt continues with the stale need and moves `req_event` past the request that the guest has just published, before the guest checks whether to send an event. "
            + "The thread sleeps with a packet at its head and the slot for it on offer.",
            "The packet waits for the guest's next event or for its expiry, up to `rx_drain_timeout_msecs` (10 s).",
            "Let `req_event` belong to the guest-Rx thread: the interrupt kicks it whenever a packet is queued or the queue is stalled, and does not look at the slots."),
        new("interrupt handler and thread send the EOI for each other's event",
            ["EoiMatchesEvent@honest"],
            "`xenvif_handle_rx_interrupt`, `xenvif_wait_for_rx_work`, `queue->eoi_pending`",
            "The handler sets `NETBK_RX_EOI`; the thread clears the bit before it sleeps; the handler, which finds no work, calls `xen_irq_lateeoi` although the bit is no longer set. A second "
            + "event arrives, and the thread's `xen_irq_lateeoi`, meant for the first, unmasks it.",
            "One event escapes the protection of XSA-332 against event storms; and a third can find the bit still set, with the warning \"Interrupt while EOI pending\".",
            "In `xenvif_handle_rx_interrupt`, call `xen_irq_lateeoi` only if `atomic_fetch_andnot` shows that the bit was still set."),
        new("a host that respects a stopped Tx queue loses a packet each time the queue fills",
            ["NoLossForObedientHost@honest", "NoUndueLoss@stack"],
            "`xenvif_rx_queue_tail`, `netif_tx_stop_queue`",
            "Since XSA-392 the Tx queue is stopped only by a packet that finds `rx_queue_len >= rx_queue_max`, and that packet is dropped. The one that filled the queue was accepted without a stop.",
            "At least one packet each time a slow guest lets the queue fill, counted as `tx_dropped`.",
            "In `xenvif_rx_queue_tail`, stop the Tx queue also after `__skb_queue_tail` if `rx_queue_len >= rx_queue_max` now. `netback what-if` evaluates exactly this change."),
        new("the carrier of a guest that posts nothing flaps, and comes on before it has posted anything",
            ["NoFlapping@honest", "NoFlapping@stack", "NoFeltFlapping@stack", "NoPrematureCarrierOn@honest"],
            "`xenvif_rx_queue_ready`, `xenvif_update_needed_slots`",
            "Since XSA-392 `xenvif_rx_queue_ready` compares the free slots with `rx_slots_needed`, which is 0 for an empty queue. So a stalled queue is ready as soon as its backlog has expired, "
            + "and at connect before the guest has offered a slot. The threads start before `xenvif_carrier_on` sets `VIF_STATUS_CONNECTED`: until it is set, `xenvif_start_xmit` drops what the "
            + "carrier lets in (`netback explore --revision xsa-424 --config connecting --property NoLossForObedientHost@honest`).",
            "With a dead guest: off after the stall timeout (60 s), on again when the backlog has expired (10 s at most), and so on. Linkwatch hides a flap only if the backlog expires before it looks.",
            "Remember the need that took the queue down and ask for that in `xenvif_rx_queue_ready`; at connect, ask for one slot, and set `VIF_STATUS_CONNECTED` before the threads start. While stalled, set `req_event` for it."),
        new("the first packet after an idle minute takes the carrier down",
            ["NoSpuriousCarrierOff@honest", "Isolation@honest", "Isolation@any-host", "Isolation@xdp"],
            "`xenvif_rx_queue_stalled`, `queue->last_rx_time`",
            "`last_rx_time` says when a packet was last delivered, not since when one has been waiting. After `rx_stall_timeout_msecs` without traffic the first packet that finds too few slots "
            + "makes the queue count as stalled for all that time.",
            "Carrier off and on for a guest that was only idle and is a moment behind: for all of its queues, even those that keep up.",
            "Note when the head first found too few slots, and measure the stall from there."),
        new("a guest that posts slot by slot is taken for an event storm",
            ["TimelyDelivery@event-back-off"],
            "`xenvif_handle_rx_interrupt`, `xenvif_rx_ring_slots_available`, `xen_irq_lateeoi`",
            "An event that brings some of the slots that the head lacks, and not all, finds no work, and is acknowledged with `XEN_EOI_FLAG_SPURIOUS`. The second in a row delays the next event by a "
            + "jiffy, and each further one by twice as much, up to a second, until one finds work.",
            "A packet waits for up to a second though its slots are there, unless another packet wakes the thread.",
            "In `xenvif_handle_rx_interrupt`, kick the thread whenever a packet is queued: its EOI is not flagged spurious."),
        new("nothing wakes the thread when a stall is due",
            ["StallIsDetected@honest"],
            "`xenvif_rx_queue_timeout`, `xenvif_wait_for_rx_work`",
            "The guest-Rx thread sleeps until the head expires, or for ever if the queue is empty. When the stall timeout is over nobody wakes it: a stall is noticed at the next packet, "
            + "event or expiry.",
            "With little traffic the carrier stays on in front of a dead guest.",
            "In `xenvif_rx_queue_timeout`, let the sleep end no later than the stall is due."),
    ];
}
