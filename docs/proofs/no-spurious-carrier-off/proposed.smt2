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
(declare-const moment Int) ; the time as it was read

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
    (= stalled true)
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
; host: stores the slots that a packet needs which comes to the empty queue
(define-fun host-caches () Bool
  (and
    (= host host-idle)
    (not waiting)
    (not uncached)
    (< 0 wants)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next wants)
    (= host.next host-cached)
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
; host: links the packet
(define-fun host-links () Bool
  (and
    (= host host-cached)
    (= now.next now)
    (= free.next free)
    (= waiting.next true)
    (= need.next (ite true cached 0))
    (= cached.next cached)
    (= host.next host-idle)
    (= blocked.next (< free (ite true cached blocked-need)))
    (= blocked-since.next (ite (and (< free (ite true cached blocked-need)) (not blocked)) now blocked-since))
    (= blocked-need.next (ite (< free (ite true cached blocked-need)) (ite true cached blocked-need) 0))
    (=
      was-blocked.next
      (or
        was-blocked
        (and blocked (not (< free (ite true cached blocked-need))) (<= (+ blocked-since timeout) now))))
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
    (= uncached.next true)
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
    (= rx.next rx-dropped)
    (= uncached.next true)
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
; rx: stores the slots that the next head needs, or that there is none
(define-fun rx-caches () Bool
  (and
    uncached
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next (ite waiting need 0))
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx)
    (= uncached.next false)
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
; rx: has looked for a head while it thinks the queue blocked
(define-fun rx-begins-look () Bool
  (and
    (= rx rx-runs)
    thinks
    (or waiting (not more))
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-passes)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next more)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: finds that the slots are not there which the last head lacked
(define-fun rx-passes-few () Bool
  (and
    (= rx rx-passes)
    (< free last-need)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-passed)
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
; rx: finds them
(define-fun rx-passes-room () Bool
  (and
    (= rx rx-passes)
    (<= last-need free)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-runs)
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
; rx: reckons with the head that it has seen
(define-fun rx-reckons () Bool
  (and
    (= rx rx-passed)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-runs)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next (ite sees need last-need))
    (= spurious.next spurious)))
; rx: thinks the queue no longer blocked
(define-fun rx-forgets () Bool
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
    (= was-blocked.next was-blocked)
    (= rx.next rx)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next false)
    (= thinks-since.next thinks-since)
    (= last-need.next wants)
    (= spurious.next spurious)))
; rx: thinks the queue blocked from now on
(define-fun rx-thinks () Bool
  (and
    (= rx rx-runs)
    waiting
    (not thinks)
    (= now.next now)
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
    (= thinks.next true)
    (= thinks-since.next now)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: finds the slots that the packet needed
(define-fun rx-weighs-room () Bool
  (and
    (= rx rx-dropped)
    (<= dropped free)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-room)
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
; rx: finds neither them nor those of the head before it
(define-fun rx-weighs-few () Bool
  (and
    (= rx rx-dropped)
    thinks
    (< free dropped)
    (< free last-need)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-weighed)
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
; rx: finds fewer than the packet needed, and enough for the head before it, if that lacked any
(define-fun rx-weighs-anew () Bool
  (and
    (= rx rx-dropped)
    (< free dropped)
    (or (not thinks) (<= last-need free))
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-anew)
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
; rx: thinks the queue no longer blocked
(define-fun rx-lets-go () Bool
  (and
    (= rx rx-room)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-runs)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next false)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: thinks the queue blocked as before, on account of the packet
(define-fun rx-keeps () Bool
  (and
    (= rx rx-weighed)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-runs)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next dropped)
    (= spurious.next spurious)))
; rx: reckons with the packet
(define-fun rx-begins-anew () Bool
  (and
    (= rx rx-anew)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-times)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next false)
    (= thinks-since.next thinks-since)
    (= last-need.next dropped)
    (= spurious.next spurious)))
; rx: thinks the queue blocked from now on, on account of the packet
(define-fun rx-thinks-of-dropped () Bool
  (and
    (= rx rx-times)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-runs)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next recalled)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next true)
    (= thinks-since.next now)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: updates last_rx_time
(define-fun rx-delivers () Bool
  (and
    (<= last-rx moment)
    (<= moment now)
    (= now.next now)
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
    (= last-rx.next moment)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: finds that it thinks the queue blocked for the stall timeout
(define-fun rx-finds-due () Bool
  (and
    (= rx rx-runs)
    (not uncached)
    (not stalled)
    thinks
    (<= (+ thinks-since timeout) now)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-due)
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
; rx: reads rx_slots_needed
(define-fun rx-recalls () Bool
  (and
    (= rx rx-due)
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-asked)
    (= uncached.next uncached)
    (= left.next left)
    (= sees.next sees)
    (= dropped.next dropped)
    (= recalled.next cached)
    (= stalled.next stalled)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: finds too few slots
(define-fun rx-finds-few () Bool
  (and
    (= rx rx-asked)
    (< free last-need)
    (or (= recalled 0) (< free recalled))
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-stalls)
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
; rx: takes the queue for stalled
(define-fun rx-marks () Bool
  (and
    (= rx rx-stalls)
    (= now.next now)
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
    (= stalled.next true)
    (= last-rx.next last-rx)
    (= thinks.next thinks)
    (= thinks-since.next thinks-since)
    (= last-need.next last-need)
    (= spurious.next spurious)))
; rx: takes the carrier down
(define-fun rx-turns-off () Bool
  (and
    (= rx rx-stalls)
    stalled
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-runs)
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
    (= spurious.next (or spurious (not (or was-blocked (and blocked (<= (+ blocked-since timeout) now))))))))
; rx: does something else
(define-fun rx-goes-on () Bool
  (and
    (or (= rx rx-due) (= rx rx-asked) (= rx rx-stalls))
    (= now.next now)
    (= free.next free)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= host.next host)
    (= blocked.next blocked)
    (= blocked-since.next blocked-since)
    (= blocked-need.next blocked-need)
    (= was-blocked.next was-blocked)
    (= rx.next rx-runs)
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
; rx: takes the queue for ready
(define-fun rx-takes-for-ready () Bool
  (and
    (= rx rx-runs)
    stalled
    true
    (= now.next now)
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
    (= stalled.next false)
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
; slots and needs are not negative, and no moment is still to come
(define-fun numbers () Bool
  (and
    (<= 0 free)
    (<= 0 need)
    (<= 0 blocked-need)
    (<= 0 cached)
    (<= 0 recalled)
    (=> waiting (< 0 need))
    (=> (or thinks (= rx rx-due) (= rx rx-asked) (= rx rx-stalls)) (<= thinks-since now))))
; numbers, after the step
(define-fun numbers.next () Bool
  (and
    (<= 0 free.next)
    (<= 0 need.next)
    (<= 0 blocked-need.next)
    (<= 0 cached.next)
    (<= 0 recalled.next)
    (=> waiting.next (< 0 need.next))
    (=>
      (or thinks.next (= rx.next rx-due) (= rx.next rx-asked) (= rx.next rx-stalls))
      (<= thinks-since.next now.next))))
; a queue is blocked if and only if the head, or the one that blocked it, finds too few slots
(define-fun blocked-means-too-few () Bool
  (and
    (= blocked (< free (ite waiting need blocked-need)))
    (=> blocked (and (<= blocked-since now) (or (not waiting) (= blocked-need need))))
    (or blocked (= blocked-need 0))))
; blocked-means-too-few, after the step
(define-fun blocked-means-too-few.next () Bool
  (and
    (= blocked.next (< free.next (ite waiting.next need.next blocked-need.next)))
    (=>
      blocked.next
      (and (<= blocked-since.next now.next) (or (not waiting.next) (= blocked-need.next need.next))))
    (or blocked.next (= blocked-need.next 0))))
; rx_slots_needed is the need of the head, but for the moment after it was removed; a packet about to be
; linked comes to an empty queue
(define-fun need-is-cached () Bool
  (and
    (=> (and waiting (not uncached)) (= cached need))
    (=> (= host host-cached) (and (not waiting) (not uncached) (< 0 cached)))))
; need-is-cached, after the step
(define-fun need-is-cached.next () Bool
  (and
    (=> (and waiting.next (not uncached.next)) (= cached.next need.next))
    (=> (= host.next host-cached) (and (not waiting.next) (not uncached.next) (< 0 cached.next)))))
; a head that the thread has seen in its look is still there
(define-fun seen-head-waits () Bool
  (=> (and (or (= rx rx-passes) (= rx rx-passed)) sees) waiting))
; seen-head-waits, after the step
(define-fun seen-head-waits.next () Bool
  (=> (and (or (= rx.next rx-passes) (= rx.next rx-passed)) sees.next) waiting.next))
; the thread looks for what the last head lacked, and decides about a stall, only while it thinks the queue
; blocked
(define-fun looks-while-blocked () Bool
  (and
    (=>
      (or (= rx rx-passes) (= rx rx-passed) (= rx rx-weighed) (= rx rx-due) (= rx rx-asked) (= rx rx-stalls))
      thinks)
    (=> (= rx rx-times) (not thinks))))
; looks-while-blocked, after the step
(define-fun looks-while-blocked.next () Bool
  (and
    (=>
      (or
        (= rx.next rx-passes)
        (= rx.next rx-passed)
        (= rx.next rx-weighed)
        (= rx.next rx-due)
        (= rx.next rx-asked)
        (= rx.next rx-stalls))
      thinks.next)
    (=> (= rx.next rx-times) (not thinks.next))))
; the driver thinks a queue blocked no longer than it is, or the next look shows it that there is room
(define-fun thinks-late () Bool
  (=>
    (and
      thinks
      (or (= rx rx-runs) (= rx rx-passes) (= rx rx-passed) (= rx rx-due) (= rx rx-asked) (= rx rx-stalls)))
    (or
      (<= last-need free)
      (and waiting (<= need free))
      (and blocked (<= blocked-since thinks-since) (or waiting (= blocked-need last-need))))))
; thinks-late, after the step
(define-fun thinks-late.next () Bool
  (=>
    (and
      thinks.next
      (or
        (= rx.next rx-runs)
        (= rx.next rx-passes)
        (= rx.next rx-passed)
        (= rx.next rx-due)
        (= rx.next rx-asked)
        (= rx.next rx-stalls)))
    (or
      (<= last-need.next free.next)
      (and waiting.next (<= need.next free.next))
      (and
        blocked.next
        (<= blocked-since.next thinks-since.next)
        (or waiting.next (= blocked-need.next last-need.next))))))
; where the last head still lacked slots, the one that has been seen has room, or has lacked them for as long
(define-fun passed-late () Bool
  (=>
    (and (= rx rx-passed) sees)
    (or
      (and waiting (<= need free))
      (and blocked (<= blocked-since thinks-since) (or waiting (= blocked-need last-need))))))
; passed-late, after the step
(define-fun passed-late.next () Bool
  (=>
    (and (= rx.next rx-passed) sees.next)
    (or
      (and waiting.next (<= need.next free.next))
      (and
        blocked.next
        (<= blocked-since.next thinks-since.next)
        (or waiting.next (= blocked-need.next last-need.next))))))
; a packet that has been dropped has lacked slots for as long as the driver thinks, or the next look shows
; room
(define-fun dropped-late () Bool
  (and
    (=>
      (and thinks (= rx rx-dropped))
      (or
        (<= last-need free)
        (<= dropped free)
        (and waiting (<= need free))
        (and blocked (<= blocked-since thinks-since) (or waiting (= blocked-need dropped)))))
    (=>
      (= rx rx-weighed)
      (or
        (<= dropped free)
        (and waiting (<= need free))
        (and blocked (<= blocked-since thinks-since) (or waiting (= blocked-need dropped)))))))
; dropped-late, after the step
(define-fun dropped-late.next () Bool
  (and
    (=>
      (and thinks.next (= rx.next rx-dropped))
      (or
        (<= last-need.next free.next)
        (<= dropped.next free.next)
        (and waiting.next (<= need.next free.next))
        (and
          blocked.next
          (<= blocked-since.next thinks-since.next)
          (or waiting.next (= blocked-need.next dropped.next)))))
    (=>
      (= rx.next rx-weighed)
      (or
        (<= dropped.next free.next)
        (and waiting.next (<= need.next free.next))
        (and
          blocked.next
          (<= blocked-since.next thinks-since.next)
          (or waiting.next (= blocked-need.next dropped.next)))))))
; what a dropped packet still lacks blocks the queue, unless another packet waits
(define-fun dropped-lacks () Bool
  (=>
    (or (= rx rx-dropped) (= rx rx-anew) (= rx rx-times))
    (or (<= dropped free) waiting (and blocked (= blocked-need dropped)))))
; dropped-lacks, after the step
(define-fun dropped-lacks.next () Bool
  (=>
    (or (= rx.next rx-dropped) (= rx.next rx-anew) (= rx.next rx-times))
    (or (<= dropped.next free.next) waiting.next (and blocked.next (= blocked-need.next dropped.next)))))
; the thread that is about to think the queue blocked on account of a dropped packet reckons with it
(define-fun reckons-with-dropped () Bool
  (=> (= rx rx-times) (= last-need dropped)))
; reckons-with-dropped, after the step
(define-fun reckons-with-dropped.next () Bool
  (=> (= rx.next rx-times) (= last-need.next dropped.next)))
; whoever decides about a stall has seen that it is due
(define-fun due-is-due () Bool
  (and
    (=> (or (= rx rx-due) (= rx rx-asked) (= rx rx-stalls)) (<= (+ thinks-since timeout) now))
    (=> (= rx rx-due) (not uncached))))
; due-is-due, after the step
(define-fun due-is-due.next () Bool
  (and
    (=>
      (or (= rx.next rx-due) (= rx.next rx-asked) (= rx.next rx-stalls))
      (<= (+ thinks-since.next timeout) now.next))
    (=> (= rx.next rx-due) (not uncached.next))))
; once it has read rx_slots_needed, what it knows is right, or what has changed came when the stall was due
(define-fun asked-late () Bool
  (=>
    (= rx rx-asked)
    (or
      (<= last-need free)
      (and (< 0 recalled) (= recalled need) waiting (<= need free))
      (and blocked (<= blocked-since thinks-since))
      was-blocked)))
; asked-late, after the step
(define-fun asked-late.next () Bool
  (=>
    (= rx.next rx-asked)
    (or
      (<= last-need.next free.next)
      (and (< 0 recalled.next) (= recalled.next need.next) waiting.next (<= need.next free.next))
      (and blocked.next (<= blocked-since.next thinks-since.next))
      was-blocked.next)))
; whoever takes a queue for stalled is right
(define-fun stalls-rightly () Bool
  (=> (= rx rx-stalls) (or was-blocked (and blocked (<= (+ blocked-since timeout) now)))))
; stalls-rightly, after the step
(define-fun stalls-rightly.next () Bool
  (=>
    (= rx.next rx-stalls)
    (or was-blocked.next (and blocked.next (<= (+ blocked-since.next timeout) now.next)))))
(define-fun invariant () Bool (and true not-spurious numbers blocked-means-too-few need-is-cached seen-head-waits looks-while-blocked thinks-late passed-late dropped-late dropped-lacks reckons-with-dropped due-is-due asked-late stalls-rightly))
(define-fun invariant.next () Bool (and true not-spurious.next numbers.next blocked-means-too-few.next need-is-cached.next seen-head-waits.next looks-while-blocked.next thinks-late.next passed-late.next dropped-late.next dropped-lacks.next reckons-with-dropped.next due-is-due.next asked-late.next stalls-rightly.next))

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

; host-caches can happen.
(push 1)
(assert invariant)
(assert host-caches)
(set-info :status sat)
(check-sat)
(pop 1)

; host-caches keeps the invariant.
(push 1)
(assert invariant)
(assert host-caches)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-links can happen.
(push 1)
(assert invariant)
(assert host-links)
(set-info :status sat)
(check-sat)
(pop 1)

; host-links keeps the invariant.
(push 1)
(assert invariant)
(assert host-links)
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

; rx-caches can happen.
(push 1)
(assert invariant)
(assert rx-caches)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-caches keeps the invariant.
(push 1)
(assert invariant)
(assert rx-caches)
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

; rx-begins-look can happen.
(push 1)
(assert invariant)
(assert rx-begins-look)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-begins-look keeps the invariant.
(push 1)
(assert invariant)
(assert rx-begins-look)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-passes-few can happen.
(push 1)
(assert invariant)
(assert rx-passes-few)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-passes-few keeps the invariant.
(push 1)
(assert invariant)
(assert rx-passes-few)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-passes-room can happen.
(push 1)
(assert invariant)
(assert rx-passes-room)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-passes-room keeps the invariant.
(push 1)
(assert invariant)
(assert rx-passes-room)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-reckons can happen.
(push 1)
(assert invariant)
(assert rx-reckons)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-reckons keeps the invariant.
(push 1)
(assert invariant)
(assert rx-reckons)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-forgets can happen.
(push 1)
(assert invariant)
(assert rx-forgets)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-forgets keeps the invariant.
(push 1)
(assert invariant)
(assert rx-forgets)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-thinks can happen.
(push 1)
(assert invariant)
(assert rx-thinks)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-thinks keeps the invariant.
(push 1)
(assert invariant)
(assert rx-thinks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-weighs-room can happen.
(push 1)
(assert invariant)
(assert rx-weighs-room)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-weighs-room keeps the invariant.
(push 1)
(assert invariant)
(assert rx-weighs-room)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-weighs-few can happen.
(push 1)
(assert invariant)
(assert rx-weighs-few)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-weighs-few keeps the invariant.
(push 1)
(assert invariant)
(assert rx-weighs-few)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-weighs-anew can happen.
(push 1)
(assert invariant)
(assert rx-weighs-anew)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-weighs-anew keeps the invariant.
(push 1)
(assert invariant)
(assert rx-weighs-anew)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-lets-go can happen.
(push 1)
(assert invariant)
(assert rx-lets-go)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-lets-go keeps the invariant.
(push 1)
(assert invariant)
(assert rx-lets-go)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-keeps can happen.
(push 1)
(assert invariant)
(assert rx-keeps)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-keeps keeps the invariant.
(push 1)
(assert invariant)
(assert rx-keeps)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-begins-anew can happen.
(push 1)
(assert invariant)
(assert rx-begins-anew)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-begins-anew keeps the invariant.
(push 1)
(assert invariant)
(assert rx-begins-anew)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-thinks-of-dropped can happen.
(push 1)
(assert invariant)
(assert rx-thinks-of-dropped)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-thinks-of-dropped keeps the invariant.
(push 1)
(assert invariant)
(assert rx-thinks-of-dropped)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-delivers can happen.
(push 1)
(assert invariant)
(assert rx-delivers)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-delivers keeps the invariant.
(push 1)
(assert invariant)
(assert rx-delivers)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-finds-due can happen.
(push 1)
(assert invariant)
(assert rx-finds-due)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-finds-due keeps the invariant.
(push 1)
(assert invariant)
(assert rx-finds-due)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-recalls can happen.
(push 1)
(assert invariant)
(assert rx-recalls)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-recalls keeps the invariant.
(push 1)
(assert invariant)
(assert rx-recalls)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-finds-few can happen.
(push 1)
(assert invariant)
(assert rx-finds-few)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-finds-few keeps the invariant.
(push 1)
(assert invariant)
(assert rx-finds-few)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-marks can happen.
(push 1)
(assert invariant)
(assert rx-marks)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-marks keeps the invariant.
(push 1)
(assert invariant)
(assert rx-marks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-turns-off can happen.
(push 1)
(assert invariant)
(assert rx-turns-off)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-turns-off keeps the invariant.
(push 1)
(assert invariant)
(assert rx-turns-off)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-goes-on can happen.
(push 1)
(assert invariant)
(assert rx-goes-on)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-goes-on keeps the invariant.
(push 1)
(assert invariant)
(assert rx-goes-on)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-takes-for-ready can happen.
(push 1)
(assert invariant)
(assert rx-takes-for-ready)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-takes-for-ready keeps the invariant.
(push 1)
(assert invariant)
(assert rx-takes-for-ready)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
