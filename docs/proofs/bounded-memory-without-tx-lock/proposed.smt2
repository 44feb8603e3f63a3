; Theorem bounded-memory-without-tx-lock: there are at most the limit - 1 + the largest packet bytes queued.
; Machine bytes: the byte count of one queue and its stop bit, from connecting to disconnecting.
; Proved by induction, for every value of what is configured: an invariant that holds at the beginning and
; that each step keeps.
; By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.
(set-option :produce-models true)
(set-logic ALL)

; ---- What is configured, once and for all ------------------------------------------------------------------
(declare-const limit Int) ; bytes: the limit of the queue
(declare-const largest Int) ; bytes of the largest packet that the stack offers
(declare-const room Int) ; bytes: the largest packet, times the CPUs that may offer packets at the same time
(declare-const wrap Int) ; where the driver's byte count wraps: 2 to the power of its bits
; There is a limit, packets have a length, and there is a CPU.
(define-fun sizes () Bool
  (and (< 0 limit) (< 0 largest) (<= largest room)))
; The count does not wrap within one packet.
(define-fun count-holds-a-packet () Bool
  (< largest wrap))
; The most that may be queued is less than the value at which the count wraps.
(define-fun count-is-wide () Bool
  (< (+ limit largest) wrap))
(assert sizes)
(assert count-holds-a-packet)
(assert count-is-wide)

; ---- The state before a step, after it (.next), and what is chosen at it -----------------------------------
(declare-datatypes ((lock.Place 0)) (((free) (host-checks) (host-updates) (host-links) (host-stops) (host-leaves) (rx-unlinks) (rx-updates) (rx-wakes) (rx-leaves) (peeks))))
(declare-datatypes ((rx.Place 0)) (((rests) (round) (closing))))
(declare-const sum Int) ; bytes of all queued packets
(declare-const sum.next Int)
(declare-const count Int) ; the driver's count of them, which wraps
(declare-const count.next Int)
(declare-const stopped Bool) ; the stop bit of the Tx queue
(declare-const stopped.next Bool)
(declare-const idle Int) ; the largest packet, times the CPUs that offer nothing
(declare-const idle.next Int)
(declare-const looked Int) ; the largest packet, times the CPUs that are on their way to the queue's lock with a packet
(declare-const looked.next Int)
(declare-const lock lock.Place) ; who holds the queue's lock, and what he is about to do
(declare-const lock.next lock.Place)
(declare-const rx rx.Place) ; where the Rx thread stands in its loop
(declare-const rx.next rx.Place)
(declare-const length Int) ; bytes of the packet

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (and (= sum 0) (= count 0) (= stopped false) (= idle room) (= looked 0) (= lock free) (= rx rests)))

; ---- The steps ---------------------------------------------------------------------------------------------
; host: sees that the Tx queue is not stopped
(define-fun host-looks () Bool
  (and
    (<= largest idle)
    (not stopped)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next (- idle largest))
    (= looked.next (+ looked largest))
    (= lock.next lock)
    (= rx.next rx)))
; host: sees that the vif takes no packets
(define-fun host-gives-up () Bool
  (and
    (<= largest looked)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next (+ idle largest))
    (= looked.next (- looked largest))
    (= lock.next lock)
    (= rx.next rx)))
; host: takes the queue's lock
(define-fun host-locks () Bool
  (and
    (= lock free)
    (<= largest looked)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next (- looked largest))
    (= lock.next host-checks)
    (= rx.next rx)))
; host: sees under the lock that the vif takes no packets
(define-fun host-leaves-again () Bool
  (and
    (= lock host-checks)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next host-leaves)
    (= rx.next rx)))
; host: finds the queue full
(define-fun host-refuses () Bool
  (and
    (= lock host-checks)
    (<= limit count)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next host-stops)
    (= rx.next rx)))
; host: finds the queue empty, and is about to store rx_slots_needed
(define-fun host-finds-it-empty () Bool
  (and
    (= lock host-checks)
    (< count limit)
    (= sum 0)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next host-updates)
    (= rx.next rx)))
; host: stores rx_slots_needed
(define-fun host-updates-need () Bool
  (and
    (= lock host-updates)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next host-links)
    (= rx.next rx)))
; host: links the packet: it is the head
(define-fun host-appends-first () Bool
  (and
    (= lock host-links)
    (< 0 length)
    (<= length largest)
    (= sum.next (+ sum length))
    (= count.next (ite (<= wrap (+ count length)) (- (+ count length) wrap) (+ count length)))
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (=
      lock.next
      (ite
        (<= limit (ite (<= wrap (+ count length)) (- (+ count length) wrap) (+ count length)))
        host-stops
        host-leaves))
    (= rx.next rx)))
; host: appends the packet behind others
(define-fun host-appends-next () Bool
  (and
    (= lock host-checks)
    (< 0 length)
    (<= length largest)
    (< count limit)
    (< 0 sum)
    (= sum.next (+ sum length))
    (= count.next (ite (<= wrap (+ count length)) (- (+ count length) wrap) (+ count length)))
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (=
      lock.next
      (ite
        (<= limit (ite (<= wrap (+ count length)) (- (+ count length) wrap) (+ count length)))
        host-stops
        host-leaves))
    (= rx.next rx)))
; host: stops the Tx queue
(define-fun host-stops-tx () Bool
  (and
    (= lock host-stops)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next true)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next host-leaves)
    (= rx.next rx)))
; host: releases the queue's lock
(define-fun host-unlocks () Bool
  (and
    (= lock host-leaves)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next (+ idle largest))
    (= looked.next looked)
    (= lock.next free)
    (= rx.next rx)))
; rx: has waited, and begins a round
(define-fun rx-goes-round () Bool
  (and
    (= rx rests)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next lock)
    (= rx.next round)))
; rx: takes the queue's lock, and there is a packet
(define-fun rx-finds-a-head () Bool
  (and
    (= rx round)
    (= lock free)
    (< 0 sum)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next rx-unlinks)
    (= rx.next rx)))
; rx: dequeues the head
(define-fun rx-takes-the-head () Bool
  (and
    (= lock rx-unlinks)
    (< 0 length)
    (<= length largest)
    (<= length sum)
    (= sum.next (- sum length))
    (= count.next (ite (< count length) (+ (- count length) wrap) (- count length)))
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next rx-updates)
    (= rx.next rx)))
; rx: stores rx_slots_needed, and looks at the byte count
(define-fun rx-updates-need () Bool
  (and
    (= lock rx-updates)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next (ite (< count limit) rx-wakes rx-leaves))
    (= rx.next rx)))
; rx: ends the round
(define-fun rx-waits-again () Bool
  (and
    (= rx round)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next lock)
    (= rx.next rests)))
; rx: wakes the Tx queue
(define-fun rx-wakes-tx () Bool
  (and
    (= lock rx-wakes)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next false)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next rx-leaves)
    (= rx.next rx)))
; rx: releases the queue's lock
(define-fun rx-unlocks () Bool
  (and
    (= lock rx-leaves)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next free)
    (= rx.next (ite (= rx closing) rests rx))))
; rx or irq: takes the queue's lock to look at the head
(define-fun head-is-looked-at () Bool
  (and
    (= lock free)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next peeks)
    (= rx.next rx)))
; rx or irq: releases the queue's lock after the look
(define-fun head-was-looked-at () Bool
  (and
    (= lock peeks)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next free)
    (= rx.next rx)))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; there are at most the limit - 1 + the largest packet bytes queued
(define-fun bounded () Bool
  (<= sum (+ (- limit 1) largest)))
; bounded, after the step
(define-fun bounded.next () Bool
  (<= sum.next (+ (- limit 1) largest)))
; the driver's count is the sum of the queued lengths
(define-fun count-is-sum () Bool
  (= count sum))
; count-is-sum, after the step
(define-fun count-is-sum.next () Bool
  (= count.next sum.next))
; a sum of lengths is not negative
(define-fun sum-is-no-debt () Bool
  (<= 0 sum))
; sum-is-no-debt, after the step
(define-fun sum-is-no-debt.next () Bool
  (<= 0 sum.next))
; each CPU offers nothing, is on its way, or holds the lock
(define-fun cpus-are-kept () Bool
  (and
    (<= 0 idle)
    (<= 0 looked)
    (=
      (+
        (+ idle looked)
        (ite
          (or
            (= lock host-checks)
            (= lock host-updates)
            (= lock host-links)
            (= lock host-stops)
            (= lock host-leaves))
          largest
          0))
      room)))
; cpus-are-kept, after the step
(define-fun cpus-are-kept.next () Bool
  (and
    (<= 0 idle.next)
    (<= 0 looked.next)
    (=
      (+
        (+ idle.next looked.next)
        (ite
          (or
            (= lock.next host-checks)
            (= lock.next host-updates)
            (= lock.next host-links)
            (= lock.next host-stops)
            (= lock.next host-leaves))
          largest
          0))
      room)))
; only a queue below the limit gets another packet
(define-fun never-overfull () Bool
  (<= sum (+ (- limit 1) largest)))
; never-overfull, after the step
(define-fun never-overfull.next () Bool
  (<= sum.next (+ (- limit 1) largest)))
; whoever is about to make a packet the head has found room
(define-fun room-was-found () Bool
  (=> (or (= lock host-updates) (= lock host-links)) (< count limit)))
; room-was-found, after the step
(define-fun room-was-found.next () Bool
  (=> (or (= lock.next host-updates) (= lock.next host-links)) (< count.next limit)))
; a queue that has been found empty under the lock is empty
(define-fun still-empty () Bool
  (=> (or (= lock host-updates) (= lock host-links)) (= sum 0)))
; still-empty, after the step
(define-fun still-empty.next () Bool
  (=> (or (= lock.next host-updates) (= lock.next host-links)) (= sum.next 0)))
; whoever is about to wake the Tx queue has found less than the limit queued
(define-fun wake-was-right () Bool
  (=> (= lock rx-wakes) (< count limit)))
; wake-was-right, after the step
(define-fun wake-was-right.next () Bool
  (=> (= lock.next rx-wakes) (< count.next limit)))
(define-fun invariant () Bool (and true bounded count-is-sum sum-is-no-debt cpus-are-kept never-overfull room-was-found still-empty wake-was-right))
(define-fun invariant.next () Bool (and true bounded.next count-is-sum.next sum-is-no-debt.next cpus-are-kept.next never-overfull.next room-was-found.next still-empty.next wake-was-right.next))

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

; host-looks can happen.
(push 1)
(assert invariant)
(assert host-looks)
(set-info :status sat)
(check-sat)
(pop 1)

; host-looks keeps the invariant.
(push 1)
(assert invariant)
(assert host-looks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-gives-up can happen.
(push 1)
(assert invariant)
(assert host-gives-up)
(set-info :status sat)
(check-sat)
(pop 1)

; host-gives-up keeps the invariant.
(push 1)
(assert invariant)
(assert host-gives-up)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-locks can happen.
(push 1)
(assert invariant)
(assert host-locks)
(set-info :status sat)
(check-sat)
(pop 1)

; host-locks keeps the invariant.
(push 1)
(assert invariant)
(assert host-locks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-leaves-again can happen.
(push 1)
(assert invariant)
(assert host-leaves-again)
(set-info :status sat)
(check-sat)
(pop 1)

; host-leaves-again keeps the invariant.
(push 1)
(assert invariant)
(assert host-leaves-again)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-refuses can happen.
(push 1)
(assert invariant)
(assert host-refuses)
(set-info :status sat)
(check-sat)
(pop 1)

; host-refuses keeps the invariant.
(push 1)
(assert invariant)
(assert host-refuses)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-finds-it-empty can happen.
(push 1)
(assert invariant)
(assert host-finds-it-empty)
(set-info :status sat)
(check-sat)
(pop 1)

; host-finds-it-empty keeps the invariant.
(push 1)
(assert invariant)
(assert host-finds-it-empty)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-updates-need can happen.
(push 1)
(assert invariant)
(assert host-updates-need)
(set-info :status sat)
(check-sat)
(pop 1)

; host-updates-need keeps the invariant.
(push 1)
(assert invariant)
(assert host-updates-need)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-appends-first can happen.
(push 1)
(assert invariant)
(assert host-appends-first)
(set-info :status sat)
(check-sat)
(pop 1)

; host-appends-first keeps the invariant.
(push 1)
(assert invariant)
(assert host-appends-first)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-appends-next can happen.
(push 1)
(assert invariant)
(assert host-appends-next)
(set-info :status sat)
(check-sat)
(pop 1)

; host-appends-next keeps the invariant.
(push 1)
(assert invariant)
(assert host-appends-next)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-stops-tx can happen.
(push 1)
(assert invariant)
(assert host-stops-tx)
(set-info :status sat)
(check-sat)
(pop 1)

; host-stops-tx keeps the invariant.
(push 1)
(assert invariant)
(assert host-stops-tx)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-unlocks can happen.
(push 1)
(assert invariant)
(assert host-unlocks)
(set-info :status sat)
(check-sat)
(pop 1)

; host-unlocks keeps the invariant.
(push 1)
(assert invariant)
(assert host-unlocks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-goes-round can happen.
(push 1)
(assert invariant)
(assert rx-goes-round)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-goes-round keeps the invariant.
(push 1)
(assert invariant)
(assert rx-goes-round)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-finds-a-head can happen.
(push 1)
(assert invariant)
(assert rx-finds-a-head)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-finds-a-head keeps the invariant.
(push 1)
(assert invariant)
(assert rx-finds-a-head)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-takes-the-head can happen.
(push 1)
(assert invariant)
(assert rx-takes-the-head)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-takes-the-head keeps the invariant.
(push 1)
(assert invariant)
(assert rx-takes-the-head)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-updates-need can happen.
(push 1)
(assert invariant)
(assert rx-updates-need)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-updates-need keeps the invariant.
(push 1)
(assert invariant)
(assert rx-updates-need)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-waits-again can happen.
(push 1)
(assert invariant)
(assert rx-waits-again)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-waits-again keeps the invariant.
(push 1)
(assert invariant)
(assert rx-waits-again)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-wakes-tx can happen.
(push 1)
(assert invariant)
(assert rx-wakes-tx)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-wakes-tx keeps the invariant.
(push 1)
(assert invariant)
(assert rx-wakes-tx)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-unlocks can happen.
(push 1)
(assert invariant)
(assert rx-unlocks)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-unlocks keeps the invariant.
(push 1)
(assert invariant)
(assert rx-unlocks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; head-is-looked-at can happen.
(push 1)
(assert invariant)
(assert head-is-looked-at)
(set-info :status sat)
(check-sat)
(pop 1)

; head-is-looked-at keeps the invariant.
(push 1)
(assert invariant)
(assert head-is-looked-at)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; head-was-looked-at can happen.
(push 1)
(assert invariant)
(assert head-was-looked-at)
(set-info :status sat)
(check-sat)
(pop 1)

; head-was-looked-at keeps the invariant.
(push 1)
(assert invariant)
(assert head-was-looked-at)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
