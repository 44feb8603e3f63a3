; Theorem byte-accounting-any-host: the driver's count is the sum of the queued lengths.
; Machine bytes: the byte count of one queue and its stop bit, from connecting to disconnecting.
; Refuted by a run of 1 steps: the values of .0 are those at the beginning, of .1 those after the first step,
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
; As in the driver: 512 KiB, GSO packets, a count of 32 bits.
(define-fun real-sizes () Bool
  (and (= limit 524288) (= largest 65536) (= wrap 4294967296)))
(assert sizes)
(assert count-holds-a-packet)
(assert real-sizes)

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
; packets: how many packets
; The first state.
(define-fun initial ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place)) Bool
  (and (= sum 0) (= count 0) (= stopped false) (= idle room) (= looked 0) (= lock free) (= rx rests)))
; host: has a packet to offer
(define-fun host-looks ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun host-gives-up ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun host-finds-it-empty ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun host-appends-first ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun host-appends-next ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun host-stops-tx ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun host-unlocks ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
  (and
    (= lock host-leaves)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next (+ idle largest))
    (= looked.next looked)
    (= lock.next free)
    (= rx.next rx)))
; host: offers packets of 65,536 bytes, one after the other
(define-fun host-floods ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
  (and
    (= lock free)
    (<= largest idle)
    (= largest 65536)
    (< 0 packets)
    (< (+ count (* 65536 packets)) (+ wrap wrap))
    (= sum.next (+ sum (* 65536 packets)))
    (=
      count.next
      (ite
        (<= wrap (+ count (* 65536 packets)))
        (- (+ count (* 65536 packets)) wrap)
        (+ count (* 65536 packets))))
    (=
      stopped.next
      (or
        stopped
        (<
          limit
          (ite
            (<= wrap (+ count (* 65536 packets)))
            (- (+ count (* 65536 packets)) wrap)
            (+ count (* 65536 packets))))))
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next lock)
    (= rx.next rx)))
; rx: has waited, and begins a round
(define-fun rx-goes-round ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun rx-finds-a-head ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun rx-takes-the-head ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun rx-waits-again ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun rx-wakes-tx ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun rx-unlocks ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun head-is-looked-at ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
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
(define-fun head-was-looked-at ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place) (sum.next Int) (count.next Int) (stopped.next Bool) (idle.next Int) (looked.next Int) (lock.next lock.Place) (rx.next rx.Place) (length Int) (packets Int)) Bool
  (and
    (= lock peeks)
    (= sum.next sum)
    (= count.next count)
    (= stopped.next stopped)
    (= idle.next idle)
    (= looked.next looked)
    (= lock.next free)
    (= rx.next rx)))
; The claim: the driver's count is the sum of the queued lengths
(define-fun count-is-sum ((sum Int) (count Int) (stopped Bool) (idle Int) (looked Int) (lock lock.Place) (rx rx.Place)) Bool
  (= count sum))

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
(assert (not (count-is-sum sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0)))
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
(declare-const packets.0 Int)
(assert (or
  (host-looks sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (host-gives-up sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (host-finds-it-empty sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (host-appends-first sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (host-appends-next sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (host-stops-tx sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (host-unlocks sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (host-floods sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (rx-goes-round sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (rx-finds-a-head sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (rx-takes-the-head sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (rx-waits-again sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (rx-wakes-tx sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (rx-unlocks sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (head-is-looked-at sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)
  (head-was-looked-at sum.0 count.0 stopped.0 idle.0 looked.0 lock.0 rx.0 sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1 length.0 packets.0)))

; After 1 steps it need not be true.
(assert (not (count-is-sum sum.1 count.1 stopped.1 idle.1 looked.1 lock.1 rx.1)))
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
(get-value (length.0))
(get-value (packets.0))
