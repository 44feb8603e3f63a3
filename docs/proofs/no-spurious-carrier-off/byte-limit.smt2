; Theorem no-spurious-carrier-off: no queue has taken the carrier down that had not been blocked for the stall
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
(declare-datatypes ((host.Place 0)) (((host-idle) (host-cached))))
(declare-datatypes ((rx.Place 0)) (((rx-runs) (rx-passes) (rx-passed) (rx-dropped) (rx-room) (rx-weighed) (rx-anew) (rx-times) (rx-due) (rx-asked) (rx-few) (rx-stalls))))
(declare-const now Int) ; the clock, in jiffies
(declare-const now.next Int)
(declare-const free Int) ; slots on offer
(declare-const free.next Int)
(declare-const waiting Bool) ; whether a packet is queued
(declare-const waiting.next Bool)
(declare-const need Int) ; slots that the head needs, if there is one
(declare-const need.next Int)
(declare-const cached Int) ; rx_slots_needed, where there is such a word
(declare-const cached.next Int)
(declare-const host host.Place) ; where the transmit stands
(declare-const host.next host.Place)
(declare-const blocked Bool) ; whether a packet really finds too few slots
(declare-const blocked.next Bool)
(declare-const blocked-since Int) ; since when
(declare-const blocked-since.next Int)
(declare-const blocked-need Int) ; slots on account of which it does
(declare-const blocked-need.next Int)
(declare-const was-blocked Bool) ; whether it did for the stall timeout, and the thread cannot have seen the room that has come
(declare-const was-blocked.next Bool)
(declare-const rx rx.Place) ; where the Rx thread stands
(declare-const rx.next rx.Place)
(declare-const uncached Bool) ; whether the thread has removed the head, and not yet stored what the next one needs
(declare-const uncached.next Bool)
(declare-const left Int) ; slots that the packets still take which were removed to be sent
(declare-const left.next Int)
(declare-const sees Bool) ; whether the thread has seen a head in the look that it is in
(declare-const sees.next Bool)
(declare-const dropped Int) ; slots that the packet needed that was dropped last
(declare-const dropped.next Int)
(declare-const recalled Int) ; rx_slots_needed as the thread read it to decide about a stall
(declare-const recalled.next Int)
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
(declare-const spurious Bool) ; whether a queue has taken the carrier down that had not been blocked for the stall timeout
(declare-const spurious.next Bool)
(declare-const slots Int) ; how many
(declare-const wants Int) ; slots that the new head needs
(declare-const more Bool) ; whether there is a head

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (and
    (= now 0)
    (= free 0)
    (= waiting false)
    (= need 0)
    (= cached 0)
    (= host host-idle)
    (= blocked false)
    (= blocked-since 0)
    (= blocked-need 0)
    (= was-blocked false)
    (= rx rx-runs)
    (= uncached false)
    (= left 0)
    (= sees false)
    (= dropped 0)
    (= recalled 0)
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
    (= cached.next cached)
    (= host.next host)
    (= blocked.next (< (+ free slots) (ite waiting need blocked-need)))
    (=
      blocked-since.next
      (ite (and (< (+ free slots) (ite waiting need blocked-need)) (not blocked)) now blocked-since))
    (=
      blocked-need.next
      (ite (< (+ free slots) (ite waiting need blocked-need)) (ite waiting need blocked-need) 0))
    (=
      was-blocked.next
      (or
        was-blocked
        (and
          blocked
          (not (< (+ free slots) (ite waiting need blocked-need)))
          (<= (+ blocked-since timeout) now))))
    (= rx.next rx)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
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
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
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
    (= cached.next cached)
    (= host.next host)
    (= blocked.next (< free (ite true wants blocked-need)))
    (= blocked-since.next (ite (and (< free (ite true wants blocked-need)) (not blocked)) now blocked-since))
    (= blocked-need.next (ite (< free (ite true wants blocked-need)) (ite true wants blocked-need) 0))
    (=
      was-blocked.next
      (or
        was-blocked
        (and blocked (not (< free (ite true wants blocked-need))) (<= (+ blocked-since timeout) now))))
    (= rx.next rx)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: removes the head to send it
(define-fun rx-removes-to-send () Bool
  (and
    (= rx rx-runs)
    waiting
    (= host host-idle)
    (not uncached)
    (= more (< 0 wants))
    (<= 0 wants)
    (not thinks)
    (= now.next now)
    (= free.next free)
    (= waiting.next more)
    (= need.next (ite more wants 0))
    (= cached.next cached)
    (= host.next host)
    (= blocked.next (< free (ite more wants blocked-need)))
    (= blocked-since.next (ite (and (< free (ite more wants blocked-need)) (not blocked)) now blocked-since))
    (= blocked-need.next (ite (< free (ite more wants blocked-need)) (ite more wants blocked-need) 0))
    (=
      was-blocked.next
      (or
        was-blocked
        (and blocked (not (< free (ite more wants blocked-need))) (<= (+ blocked-since timeout) now))))
    (= rx.next rx)
    (= uncached.next false)
    (= left.next (+ left need))
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: takes slots of the ring
(define-fun rx-takes-slots () Bool
  (and
    (= rx rx-runs)
    (not thinks)
    (< 0 slots)
    (<= slots free)
    (<= slots left)
    (= now.next now)
    (= free.next (- free slots))
    (= waiting.next waiting)
    (= need.next (ite waiting need 0))
    (= cached.next cached)
    (= host.next host)
    (= blocked.next (< (- free slots) (ite waiting need blocked-need)))
    (=
      blocked-since.next
      (ite (and (< (- free slots) (ite waiting need blocked-need)) (not blocked)) now blocked-since))
    (=
      blocked-need.next
      (ite (< (- free slots) (ite waiting need blocked-need)) (ite waiting need blocked-need) 0))
    (= was-blocked.next false)
    (= rx.next rx)
    (= uncached.next uncached)
    (= left.next (- left slots))
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: removes the head: it has expired
(define-fun rx-drops () Bool
  (and
    (= rx rx-runs)
    waiting
    (= host host-idle)
    (not uncached)
    (= more (< 0 wants))
    (<= 0 wants)
    (= now.next now)
    (= free.next free)
    (= waiting.next more)
    (= need.next (ite more wants 0))
    (= cached.next cached)
    (= host.next host)
    (= blocked.next (< free (ite more wants blocked-need)))
    (= blocked-since.next (ite (and (< free (ite more wants blocked-need)) (not blocked)) now blocked-since))
    (= blocked-need.next (ite (< free (ite more wants blocked-need)) (ite more wants blocked-need) 0))
    (=
      was-blocked.next
      (or
        was-blocked
        (and blocked (not (< free (ite more wants blocked-need))) (<= (+ blocked-since timeout) now))))
    (= rx.next rx-runs)
    (= uncached.next false)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next need)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: sleeps
(define-fun rx-sleeps () Bool
  (and
    (= rx rx-runs)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next false)
    (= rx.next rx)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; no queue has taken the carrier down that had not been blocked for the stall timeout
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

; rx-removes-to-send can happen.
(push 1)
(assert invariant)
(assert rx-removes-to-send)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-removes-to-send keeps the invariant.
(push 1)
(assert invariant)
(assert rx-removes-to-send)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-takes-slots can happen.
(push 1)
(assert invariant)
(assert rx-takes-slots)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-takes-slots keeps the invariant.
(push 1)
(assert invariant)
(assert rx-takes-slots)
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

; rx-sleeps can happen.
(push 1)
(assert invariant)
(assert rx-sleeps)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-sleeps keeps the invariant.
(push 1)
(assert invariant)
(assert rx-sleeps)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
