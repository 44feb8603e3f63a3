; Theorem no-spurious-carrier-off: no queue has been taken for stalled that had not been blocked for the stall
; timeout.
; Machine stall: slots, the head's need and the clock of one queue, and when the Rx thread takes the queue for
; stalled.
; Refuted by a run of 4 steps: the values of .0 are those at the beginning, of .1 those after the first step,
; and so on.
; By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.
(set-option :produce-models true)
(set-logic ALL)

; ---- What is configured, once and for all ------------------------------------------------------------------
(declare-const timeout Int) ; jiffies: the stall timeout
(declare-const fixed Int) ; slots that count as enough, where that is the same for all packets
; A stall takes time, and some slots are enough.
(define-fun times () Bool
  (and (< 0 timeout) (< 0 fixed)))
(assert times)

; ---- What a step is ----------------------------------------------------------------------------------------
; now: the clock, in jiffies
; free: slots on offer
; waiting: whether a packet is queued
; need: slots that the head needs, if there is one
; judged: whether the thread has looked for slots for this head
; blocked: whether a packet really finds too few slots
; blocked-since: since when
; blocked-need: slots on account of which it does
; fresh: whether nothing has happened since the thread looked
; stalled: whether the queue counts as stalled
; last-rx: last_rx_time
; thinks: whether the driver thinks the queue blocked
; thinks-since: since when
; last-need: slots on account of which it does
; spurious: whether a queue has been taken for stalled that had not been blocked for the stall timeout
; slots: how many
; wants: slots that the new head needs
; more: whether another packet is queued
; The first state.
(define-fun initial ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool)) Bool
  (and
    (= now 0)
    (= free 0)
    (= waiting false)
    (= need 0)
    (= judged false)
    (= blocked false)
    (= blocked-since 0)
    (= blocked-need 0)
    (= fresh false)
    (= stalled true)
    (= last-rx 0)
    (= thinks false)
    (= thinks-since 0)
    (= last-need 0)
    (= spurious false)))
; guest: posts requests
(define-fun guest-posts ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    (< 0 slots)
    (= now.next now)
    (= free.next (+ free slots))
    (= waiting.next waiting)
    (= need.next (ite waiting need 0))
    (= judged.next judged)
    (= blocked.next (< (+ free slots) (ite waiting need blocked-need)))
    (= blocked-since.next (ite blocked blocked-since now))
    (=
      blocked-need.next
      (ite (< (+ free slots) (ite waiting need blocked-need)) (ite waiting need blocked-need) 0))
    (= fresh.next false)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; host: appends a packet to the empty queue
(define-fun host-appends ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    (not waiting)
    (< 0 wants)
    (= now.next now)
    (= free.next free)
    (= waiting.next true)
    (= need.next (ite true wants 0))
    (= judged.next false)
    (= blocked.next (< free (ite true wants blocked-need)))
    (= blocked-since.next (ite blocked blocked-since now))
    (= blocked-need.next (ite (< free (ite true wants blocked-need)) (ite true wants blocked-need) 0))
    (= fresh.next false)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; clock: time passes
(define-fun time-passes ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    (< 0 slots)
    (= now.next (+ now slots))
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= judged.next judged)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= fresh.next false)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: sends the head
(define-fun rx-sends ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    waiting
    judged
    (<= need free)
    (= more (< 0 wants))
    (<= 0 wants)
    (or true (not thinks))
    (= now.next now)
    (= free.next (- free need))
    (= waiting.next more)
    (= need.next (ite more wants 0))
    (= judged.next false)
    (= blocked.next (< (- free need) (ite more wants blocked-need)))
    (= blocked-since.next (ite blocked blocked-since now))
    (=
      blocked-need.next
      (ite (< (- free need) (ite more wants blocked-need)) (ite more wants blocked-need) 0))
    (= fresh.next false)
    (= stalled.next stalled)
    (= last-rx.next now)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: drops the head: it has expired
(define-fun rx-drops ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    waiting
    judged
    (= more (< 0 wants))
    (<= 0 wants)
    (= now.next now)
    (= free.next free)
    (= waiting.next more)
    (= need.next (ite more wants 0))
    (= judged.next false)
    (= blocked.next (< free (ite more wants blocked-need)))
    (= blocked-since.next (ite blocked blocked-since now))
    (= blocked-need.next (ite (< free (ite more wants blocked-need)) (ite more wants blocked-need) 0))
    (= fresh.next false)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: looks for slots for the head
(define-fun rx-looks ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    waiting
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= judged.next true)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= fresh.next fresh)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: takes the queue for stalled, and takes the carrier down
(define-fun rx-takes-for-stalled ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    (not stalled)
    (< free (ite waiting need 0))
    (< (+ last-rx timeout) now)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= judged.next judged)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= fresh.next fresh)
    (= stalled.next true)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next (or spurious (not (and blocked (<= (+ blocked-since timeout) now)))))))
; rx: takes the queue for ready
(define-fun rx-takes-for-ready ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool) (now.next Int) (free.next Int) (waiting.next Bool) (need.next Int) (judged.next Bool) (blocked.next Bool) (blocked-since.next Int) (blocked-need.next Int) (fresh.next Bool) (stalled.next Bool) (last-rx.next Int) (thinks.next Bool) (thinks-since.next Int) (last-need.next Int) (spurious.next Bool) (slots Int) (wants Int) (more Bool)) Bool
  (and
    stalled
    (<= (ite waiting need 0) free)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= judged.next judged)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= fresh.next fresh)
    (= stalled.next false)
    (= last-rx.next now)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; The claim: no queue has been taken for stalled that had not been blocked for the stall timeout
(define-fun not-spurious ((now Int) (free Int) (waiting Bool) (need Int) (judged Bool) (blocked Bool) (blocked-since Int) (blocked-need Int) (fresh Bool) (stalled Bool) (last-rx Int) (thinks Bool) (thinks-since Int) (last-need Int) (spurious Bool)) Bool
  (not spurious))

; ---- The run -----------------------------------------------------------------------------------------------
(declare-const now.0 Int)
(declare-const free.0 Int)
(declare-const waiting.0 Bool)
(declare-const need.0 Int)
(declare-const judged.0 Bool)
(declare-const blocked.0 Bool)
(declare-const blocked-since.0 Int)
(declare-const blocked-need.0 Int)
(declare-const fresh.0 Bool)
(declare-const stalled.0 Bool)
(declare-const last-rx.0 Int)
(declare-const thinks.0 Bool)
(declare-const thinks-since.0 Int)
(declare-const last-need.0 Int)
(declare-const spurious.0 Bool)
(assert (initial now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0))

; After 0 steps the claim is still true.
(push 1)
(assert (not (not-spurious now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 1.
(declare-const now.1 Int)
(declare-const free.1 Int)
(declare-const waiting.1 Bool)
(declare-const need.1 Int)
(declare-const judged.1 Bool)
(declare-const blocked.1 Bool)
(declare-const blocked-since.1 Int)
(declare-const blocked-need.1 Int)
(declare-const fresh.1 Bool)
(declare-const stalled.1 Bool)
(declare-const last-rx.1 Int)
(declare-const thinks.1 Bool)
(declare-const thinks-since.1 Int)
(declare-const last-need.1 Int)
(declare-const spurious.1 Bool)
(declare-const slots.0 Int)
(declare-const wants.0 Int)
(declare-const more.0 Bool)
(assert (or
  (guest-posts now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)
  (host-appends now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)
  (time-passes now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)
  (rx-sends now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)
  (rx-drops now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)
  (rx-looks now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)
  (rx-takes-for-stalled now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)
  (rx-takes-for-ready now.0 free.0 waiting.0 need.0 judged.0 blocked.0 blocked-since.0 blocked-need.0 fresh.0 stalled.0 last-rx.0 thinks.0 thinks-since.0 last-need.0 spurious.0 now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 slots.0 wants.0 more.0)))

; After 1 steps the claim is still true.
(push 1)
(assert (not (not-spurious now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 2.
(declare-const now.2 Int)
(declare-const free.2 Int)
(declare-const waiting.2 Bool)
(declare-const need.2 Int)
(declare-const judged.2 Bool)
(declare-const blocked.2 Bool)
(declare-const blocked-since.2 Int)
(declare-const blocked-need.2 Int)
(declare-const fresh.2 Bool)
(declare-const stalled.2 Bool)
(declare-const last-rx.2 Int)
(declare-const thinks.2 Bool)
(declare-const thinks-since.2 Int)
(declare-const last-need.2 Int)
(declare-const spurious.2 Bool)
(declare-const slots.1 Int)
(declare-const wants.1 Int)
(declare-const more.1 Bool)
(assert (or
  (guest-posts now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)
  (host-appends now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)
  (time-passes now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)
  (rx-sends now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)
  (rx-drops now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)
  (rx-looks now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)
  (rx-takes-for-stalled now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)
  (rx-takes-for-ready now.1 free.1 waiting.1 need.1 judged.1 blocked.1 blocked-since.1 blocked-need.1 fresh.1 stalled.1 last-rx.1 thinks.1 thinks-since.1 last-need.1 spurious.1 now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 slots.1 wants.1 more.1)))

; After 2 steps the claim is still true.
(push 1)
(assert (not (not-spurious now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 3.
(declare-const now.3 Int)
(declare-const free.3 Int)
(declare-const waiting.3 Bool)
(declare-const need.3 Int)
(declare-const judged.3 Bool)
(declare-const blocked.3 Bool)
(declare-const blocked-since.3 Int)
(declare-const blocked-need.3 Int)
(declare-const fresh.3 Bool)
(declare-const stalled.3 Bool)
(declare-const last-rx.3 Int)
(declare-const thinks.3 Bool)
(declare-const thinks-since.3 Int)
(declare-const last-need.3 Int)
(declare-const spurious.3 Bool)
(declare-const slots.2 Int)
(declare-const wants.2 Int)
(declare-const more.2 Bool)
(assert (or
  (guest-posts now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)
  (host-appends now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)
  (time-passes now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)
  (rx-sends now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)
  (rx-drops now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)
  (rx-looks now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)
  (rx-takes-for-stalled now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)
  (rx-takes-for-ready now.2 free.2 waiting.2 need.2 judged.2 blocked.2 blocked-since.2 blocked-need.2 fresh.2 stalled.2 last-rx.2 thinks.2 thinks-since.2 last-need.2 spurious.2 now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 slots.2 wants.2 more.2)))

; After 3 steps the claim is still true.
(push 1)
(assert (not (not-spurious now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 4.
(declare-const now.4 Int)
(declare-const free.4 Int)
(declare-const waiting.4 Bool)
(declare-const need.4 Int)
(declare-const judged.4 Bool)
(declare-const blocked.4 Bool)
(declare-const blocked-since.4 Int)
(declare-const blocked-need.4 Int)
(declare-const fresh.4 Bool)
(declare-const stalled.4 Bool)
(declare-const last-rx.4 Int)
(declare-const thinks.4 Bool)
(declare-const thinks-since.4 Int)
(declare-const last-need.4 Int)
(declare-const spurious.4 Bool)
(declare-const slots.3 Int)
(declare-const wants.3 Int)
(declare-const more.3 Bool)
(assert (or
  (guest-posts now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)
  (host-appends now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)
  (time-passes now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)
  (rx-sends now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)
  (rx-drops now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)
  (rx-looks now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)
  (rx-takes-for-stalled now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)
  (rx-takes-for-ready now.3 free.3 waiting.3 need.3 judged.3 blocked.3 blocked-since.3 blocked-need.3 fresh.3 stalled.3 last-rx.3 thinks.3 thinks-since.3 last-need.3 spurious.3 now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4 slots.3 wants.3 more.3)))

; After 4 steps it need not be true.
(assert (not (not-spurious now.4 free.4 waiting.4 need.4 judged.4 blocked.4 blocked-since.4 blocked-need.4 fresh.4 stalled.4 last-rx.4 thinks.4 thinks-since.4 last-need.4 spurious.4)))
(set-info :status sat)
(check-sat)
(get-value (timeout))
(get-value (fixed))
(get-value (now.0))
(get-value (free.0))
(get-value (waiting.0))
(get-value (need.0))
(get-value (judged.0))
(get-value (blocked.0))
(get-value (blocked-since.0))
(get-value (blocked-need.0))
(get-value (fresh.0))
(get-value (stalled.0))
(get-value (last-rx.0))
(get-value (thinks.0))
(get-value (thinks-since.0))
(get-value (last-need.0))
(get-value (spurious.0))
(get-value (now.1))
(get-value (free.1))
(get-value (waiting.1))
(get-value (need.1))
(get-value (judged.1))
(get-value (blocked.1))
(get-value (blocked-since.1))
(get-value (blocked-need.1))
(get-value (fresh.1))
(get-value (stalled.1))
(get-value (last-rx.1))
(get-value (thinks.1))
(get-value (thinks-since.1))
(get-value (last-need.1))
(get-value (spurious.1))
(get-value (now.2))
(get-value (free.2))
(get-value (waiting.2))
(get-value (need.2))
(get-value (judged.2))
(get-value (blocked.2))
(get-value (blocked-since.2))
(get-value (blocked-need.2))
(get-value (fresh.2))
(get-value (stalled.2))
(get-value (last-rx.2))
(get-value (thinks.2))
(get-value (thinks-since.2))
(get-value (last-need.2))
(get-value (spurious.2))
(get-value (now.3))
(get-value (free.3))
(get-value (waiting.3))
(get-value (need.3))
(get-value (judged.3))
(get-value (blocked.3))
(get-value (blocked-since.3))
(get-value (blocked-need.3))
(get-value (fresh.3))
(get-value (stalled.3))
(get-value (last-rx.3))
(get-value (thinks.3))
(get-value (thinks-since.3))
(get-value (last-need.3))
(get-value (spurious.3))
(get-value (now.4))
(get-value (free.4))
(get-value (waiting.4))
(get-value (need.4))
(get-value (judged.4))
(get-value (blocked.4))
(get-value (blocked-since.4))
(get-value (blocked-need.4))
(get-value (fresh.4))
(get-value (stalled.4))
(get-value (last-rx.4))
(get-value (thinks.4))
(get-value (thinks-since.4))
(get-value (last-need.4))
(get-value (spurious.4))
(get-value (slots.0))
(get-value (wants.0))
(get-value (more.0))
(get-value (slots.1))
(get-value (wants.1))
(get-value (more.1))
(get-value (slots.2))
(get-value (wants.2))
(get-value (more.2))
(get-value (slots.3))
(get-value (wants.3))
(get-value (more.3))
