; Theorem no-spurious-carrier-off: no queue has been taken for stalled that had not been blocked for the stall
; timeout.
; Machine stall: slots, the head's need and the clock of one queue, and when the Rx thread takes the queue for
; stalled.
; Proved by induction, for every value of what is configured: an invariant that holds at the beginning and
; that each step keeps.
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

; ---- The state before a step, after it (.next), and what is chosen at it -----------------------------------
(declare-const now Int) ; the clock, in jiffies
(declare-const now.next Int)
(declare-const free Int) ; slots on offer
(declare-const free.next Int)
(declare-const waiting Bool) ; whether a packet is queued
(declare-const waiting.next Bool)
(declare-const need Int) ; slots that the head needs, if there is one
(declare-const need.next Int)
(declare-const judged Bool) ; whether the thread has looked for slots for this head
(declare-const judged.next Bool)
(declare-const blocked Bool) ; whether a packet really finds too few slots
(declare-const blocked.next Bool)
(declare-const blocked-since Int) ; since when
(declare-const blocked-since.next Int)
(declare-const blocked-need Int) ; slots on account of which it does
(declare-const blocked-need.next Int)
(declare-const fresh Bool) ; whether nothing has happened since the thread looked
(declare-const fresh.next Bool)
(declare-const stalled Bool) ; whether the queue counts as stalled
(declare-const stalled.next Bool)
(declare-const last-rx Int) ; last_rx_time
(declare-const last-rx.next Int)
(declare-const thinks Bool) ; whether the driver thinks the queue blocked
(declare-const thinks.next Bool)
(declare-const thinks-since Int) ; since when
(declare-const thinks-since.next Int)
(declare-const last-need Int) ; slots on account of which it does
(declare-const last-need.next Int)
(declare-const spurious Bool) ; whether a queue has been taken for stalled that had not been blocked for the stall timeout
(declare-const spurious.next Bool)
(declare-const slots Int) ; how many
(declare-const wants Int) ; slots that the new head needs
(declare-const more Bool) ; whether another packet is queued

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
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
    (= stalled false)
    (= last-rx 0)
    (= thinks false)
    (= thinks-since 0)
    (= last-need 0)
    (= spurious false)))

; ---- The steps ---------------------------------------------------------------------------------------------
; guest: posts requests
(define-fun guest-posts () Bool
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
(define-fun host-appends () Bool
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
(define-fun time-passes () Bool
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
(define-fun rx-sends () Bool
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
(define-fun rx-drops () Bool
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
(define-fun rx-looks () Bool
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

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; no queue has been taken for stalled that had not been blocked for the stall timeout
(define-fun not-spurious () Bool
  (not spurious))
; not-spurious, after the step
(define-fun not-spurious.next () Bool
  (not spurious.next))
(define-fun invariant () Bool (and true not-spurious))
(define-fun invariant.next () Bool (and true not-spurious.next))

; ---- The obligations ---------------------------------------------------------------------------------------

; It can begin.
(push 1)
(assert initial)
(set-info :status sat)
(check-sat)
(pop 1)

; The invariant holds at the beginning.
(push 1)
(assert initial)
(assert (not invariant))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-posts can happen.
(push 1)
(assert invariant)
(assert guest-posts)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-posts keeps the invariant.
(push 1)
(assert invariant)
(assert guest-posts)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-appends can happen.
(push 1)
(assert invariant)
(assert host-appends)
(set-info :status sat)
(check-sat)
(pop 1)

; host-appends keeps the invariant.
(push 1)
(assert invariant)
(assert host-appends)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; time-passes can happen.
(push 1)
(assert invariant)
(assert time-passes)
(set-info :status sat)
(check-sat)
(pop 1)

; time-passes keeps the invariant.
(push 1)
(assert invariant)
(assert time-passes)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-sends can happen.
(push 1)
(assert invariant)
(assert rx-sends)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-sends keeps the invariant.
(push 1)
(assert invariant)
(assert rx-sends)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-drops can happen.
(push 1)
(assert invariant)
(assert rx-drops)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-drops keeps the invariant.
(push 1)
(assert invariant)
(assert rx-drops)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-looks can happen.
(push 1)
(assert invariant)
(assert rx-looks)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-looks keeps the invariant.
(push 1)
(assert invariant)
(assert rx-looks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
