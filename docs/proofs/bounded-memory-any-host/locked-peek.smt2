; Theorem bounded-memory-any-host: there are at most the limit + the largest packet bytes queued.
; Machine bytes: the byte count of one queue and its stop bit, from connecting to disconnecting.
; Refuted by a run of 7 steps: the values of .0 are those at the beginning, of .1 those after the first step,
; and so on.
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
  (< (+ limit room) wrap))
(assert sizes)
(assert count-holds-a-packet)
(assert count-is-wide)

; ---- What a step is ----------------------------------------------------------------------------------------
(declare-datatypes ((lock.Place 0)) (((free) (host-checks) (host-updates) (host-links) (host-stops) (host-leaves) (rx-unlinks) (rx-updates) (rx-wakes) (rx-leaves) (peeks))))
(declare-datatypes ((rx.Place 0)) (((rests) (round) (closing))))
; sum: bytes of all queued packets
; count: the driver's count of them, which wraps
; stopped: the stop bit of the Tx queue
; idle: the largest packet, times the CPUs that offer nothing
; looked: the largest packet, times the CPUs that are on their way to the queue's lock with a packet
; lock: who holds the queue's lock, and what he is about to do
; rx: where the Rx thread stands in its loop
; length: bytes of the packet
; The first state.
(define-fun initial ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place)) Bool
  (and (= sum 0) (= count 0) (= stopped false) (= idle room) (= looked 0) (= lock free) (= rx rests)))
; host: has a packet to offer
(define-fun host-looks ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
  (and
    (<= largest idle)
    true
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next (- idle largest))
    (= looked.next (+ looked largest))
    (= lock.next lock)
    (= rx.next rx)))
; host: sees that the vif takes no packets
(define-fun host-gives-up ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
  (and
    (<= largest looked)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next (+ idle largest))
    (= looked.next (- looked largest))
    (= lock.next lock)
    (= rx.next rx)))
; host: finds the queue empty, and is about to link the packet
(define-fun host-finds-it-empty ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
  (and
    (= lock free)
    (<= largest looked)
    (= sum 0)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next (- looked largest))
    (= lock.next host-links)
    (= rx.next rx)))
; host: links the packet: it is the head
(define-fun host-appends-first ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
        (< limit (ite (<= wrap (+ count length)) (- (+ count length) wrap) (+ count length)))
        host-stops
        host-leaves))
    (= rx.next rx)))
; host: appends the packet behind others
(define-fun host-appends-next ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
  (and
    (= lock free)
    (<= largest looked)
    (< 0 length)
    (<= length largest)
    true
    (< 0 sum)
    (= sum.next (+ sum length))
    (= count.next (ite (<= wrap (+ count length)) (- (+ count length) wrap) (+ count length)))
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next (- looked largest))
    (=
      lock.next
      (ite
        (< limit (ite (<= wrap (+ count length)) (- (+ count length) wrap) (+ count length)))
        host-stops
        host-leaves))
    (= rx.next rx)))
; host: stops the Tx queue
(define-fun host-stops-tx ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun host-unlocks ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun rx-goes-round ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun rx-finds-a-head ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun rx-takes-the-head ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
    (=
      lock.next
      (ite (< (ite (< count length) (+ (- count length) wrap) (- count length)) limit) rx-wakes rx-leaves))
    (= rx.next rx)))
; rx: ends the round
(define-fun rx-waits-again ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun rx-wakes-tx ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun rx-unlocks ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun head-is-looked-at ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
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
(define-fun head-was-looked-at ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int)) Bool
  (and
    (= lock peeks)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next free)
    (= rx.next rx)))
; The claim: there are at most the limit + the largest packet bytes queued
(define-fun bounded ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place)) Bool
  (<= sum (+ limit largest)))

; ---- The run -----------------------------------------------------------------------------------------------
(declare-const sum.0 Int)
(declare-const count.0 Int)
(declare-const stopped.0 Bool)
(declare-const idle.0 Int)
(declare-const looked.0 Int)
(declare-const lock.0 lock.Place)
(declare-const rx.0 rx.Place)
(assert (initial sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0))

; After 0 steps the claim is still true.
(push 1)
(assert (not (bounded sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 1.
(declare-const sum.1 Int)
(declare-const count.1 Int)
(declare-const stopped.1 Bool)
(declare-const idle.1 Int)
(declare-const looked.1 Int)
(declare-const lock.1 lock.Place)
(declare-const rx.1 rx.Place)
(declare-const length.0 Int)
(assert (or
  (host-looks sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (host-gives-up sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (host-finds-it-empty sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (host-appends-first sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (host-appends-next sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (host-stops-tx sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (host-unlocks sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (rx-goes-round sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (rx-finds-a-head sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (rx-takes-the-head sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (rx-waits-again sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (rx-wakes-tx sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (rx-unlocks sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (head-is-looked-at sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)
  (head-was-looked-at sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0)))

; After 1 steps the claim is still true.
(push 1)
(assert (not (bounded sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 2.
(declare-const sum.2 Int)
(declare-const count.2 Int)
(declare-const stopped.2 Bool)
(declare-const idle.2 Int)
(declare-const looked.2 Int)
(declare-const lock.2 lock.Place)
(declare-const rx.2 rx.Place)
(declare-const length.1 Int)
(assert (or
  (host-looks sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (host-gives-up sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (host-finds-it-empty sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (host-appends-first sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (host-appends-next sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (host-stops-tx sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (host-unlocks sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (rx-goes-round sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (rx-finds-a-head sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (rx-takes-the-head sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (rx-waits-again sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (rx-wakes-tx sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (rx-unlocks sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (head-is-looked-at sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)
  (head-was-looked-at sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 length.1)))

; After 2 steps the claim is still true.
(push 1)
(assert (not (bounded sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 3.
(declare-const sum.3 Int)
(declare-const count.3 Int)
(declare-const stopped.3 Bool)
(declare-const idle.3 Int)
(declare-const looked.3 Int)
(declare-const lock.3 lock.Place)
(declare-const rx.3 rx.Place)
(declare-const length.2 Int)
(assert (or
  (host-looks sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (host-gives-up sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (host-finds-it-empty sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (host-appends-first sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (host-appends-next sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (host-stops-tx sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (host-unlocks sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (rx-goes-round sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (rx-finds-a-head sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (rx-takes-the-head sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (rx-waits-again sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (rx-wakes-tx sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (rx-unlocks sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (head-is-looked-at sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)
  (head-was-looked-at sum.2 count.2 stopped.2 idle.2 looked.2 lock.2 rx.2 sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 length.2)))

; After 3 steps the claim is still true.
(push 1)
(assert (not (bounded sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 4.
(declare-const sum.4 Int)
(declare-const count.4 Int)
(declare-const stopped.4 Bool)
(declare-const idle.4 Int)
(declare-const looked.4 Int)
(declare-const lock.4 lock.Place)
(declare-const rx.4 rx.Place)
(declare-const length.3 Int)
(assert (or
  (host-looks sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (host-gives-up sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (host-finds-it-empty sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (host-appends-first sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (host-appends-next sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (host-stops-tx sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (host-unlocks sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (rx-goes-round sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (rx-finds-a-head sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (rx-takes-the-head sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (rx-waits-again sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (rx-wakes-tx sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (rx-unlocks sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (head-is-looked-at sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)
  (head-was-looked-at sum.3 count.3 stopped.3 idle.3 looked.3 lock.3 rx.3 sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 length.3)))

; After 4 steps the claim is still true.
(push 1)
(assert (not (bounded sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 5.
(declare-const sum.5 Int)
(declare-const count.5 Int)
(declare-const stopped.5 Bool)
(declare-const idle.5 Int)
(declare-const looked.5 Int)
(declare-const lock.5 lock.Place)
(declare-const rx.5 rx.Place)
(declare-const length.4 Int)
(assert (or
  (host-looks sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (host-gives-up sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (host-finds-it-empty sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (host-appends-first sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (host-appends-next sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (host-stops-tx sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (host-unlocks sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (rx-goes-round sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (rx-finds-a-head sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (rx-takes-the-head sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (rx-waits-again sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (rx-wakes-tx sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (rx-unlocks sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (head-is-looked-at sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)
  (head-was-looked-at sum.4 count.4 stopped.4 idle.4 looked.4 lock.4 rx.4 sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 length.4)))

; After 5 steps the claim is still true.
(push 1)
(assert (not (bounded sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 6.
(declare-const sum.6 Int)
(declare-const count.6 Int)
(declare-const stopped.6 Bool)
(declare-const idle.6 Int)
(declare-const looked.6 Int)
(declare-const lock.6 lock.Place)
(declare-const rx.6 rx.Place)
(declare-const length.5 Int)
(assert (or
  (host-looks sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (host-gives-up sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (host-finds-it-empty sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (host-appends-first sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (host-appends-next sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (host-stops-tx sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (host-unlocks sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (rx-goes-round sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (rx-finds-a-head sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (rx-takes-the-head sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (rx-waits-again sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (rx-wakes-tx sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (rx-unlocks sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (head-is-looked-at sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)
  (head-was-looked-at sum.5 count.5 stopped.5 idle.5 looked.5 lock.5 rx.5 sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 length.5)))

; After 6 steps the claim is still true.
(push 1)
(assert (not (bounded sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 7.
(declare-const sum.7 Int)
(declare-const count.7 Int)
(declare-const stopped.7 Bool)
(declare-const idle.7 Int)
(declare-const looked.7 Int)
(declare-const lock.7 lock.Place)
(declare-const rx.7 rx.Place)
(declare-const length.6 Int)
(assert (or
  (host-looks sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (host-gives-up sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (host-finds-it-empty sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (host-appends-first sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (host-appends-next sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (host-stops-tx sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (host-unlocks sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (rx-goes-round sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (rx-finds-a-head sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (rx-takes-the-head sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (rx-waits-again sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (rx-wakes-tx sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (rx-unlocks sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (head-is-looked-at sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)
  (head-was-looked-at sum.6 count.6 stopped.6 idle.6 looked.6 lock.6 rx.6 sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7 length.6)))

; After 7 steps it need not be true.
(assert (not (bounded sum.7 count.7 stopped.7 idle.7 looked.7 lock.7 rx.7)))
(set-info :status sat)
(check-sat)
(get-value (limit))
(get-value (largest))
(get-value (room))
(get-value (wrap))
(get-value (sum.0))
(get-value (count.0))
(get-value (stopped.0))
(get-value (idle.0))
(get-value (looked.0))
(get-value (lock.0))
(get-value (rx.0))
(get-value (sum.1))
(get-value (count.1))
(get-value (stopped.1))
(get-value (idle.1))
(get-value (looked.1))
(get-value (lock.1))
(get-value (rx.1))
(get-value (sum.2))
(get-value (count.2))
(get-value (stopped.2))
(get-value (idle.2))
(get-value (looked.2))
(get-value (lock.2))
(get-value (rx.2))
(get-value (sum.3))
(get-value (count.3))
(get-value (stopped.3))
(get-value (idle.3))
(get-value (looked.3))
(get-value (lock.3))
(get-value (rx.3))
(get-value (sum.4))
(get-value (count.4))
(get-value (stopped.4))
(get-value (idle.4))
(get-value (looked.4))
(get-value (lock.4))
(get-value (rx.4))
(get-value (sum.5))
(get-value (count.5))
(get-value (stopped.5))
(get-value (idle.5))
(get-value (looked.5))
(get-value (lock.5))
(get-value (rx.5))
(get-value (sum.6))
(get-value (count.6))
(get-value (stopped.6))
(get-value (idle.6))
(get-value (looked.6))
(get-value (lock.6))
(get-value (rx.6))
(get-value (sum.7))
(get-value (count.7))
(get-value (stopped.7))
(get-value (idle.7))
(get-value (looked.7))
(get-value (lock.7))
(get-value (rx.7))
(get-value (length.0))
(get-value (length.1))
(get-value (length.2))
(get-value (length.3))
(get-value (length.4))
(get-value (length.5))
(get-value (length.6))
