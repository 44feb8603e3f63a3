; Theorem stalled-queues-are-counted: when no queue has changed its mark without counting it, the count is
; right.
; Machine count: the marks of stalled queues, stalled_queues and the carrier, once the vif is connected.
; Proved by induction, for every value of what is configured: an invariant that holds at the beginning and
; that each step keeps.
; By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.
(set-option :produce-models true)
(set-logic ALL)

; ---- What is configured, once and for all ------------------------------------------------------------------
(declare-const queues Int) ; queues of the vif
; The vif has a queue.
(define-fun a-queue () Bool
  (< 0 queues))
(assert a-queue)

; ---- The state before a step, after it (.next), and what is chosen at it -----------------------------------
(declare-datatypes ((rx.Place 0)) (((rx-runs) (rx-marked) (rx-unmarked) (rx-counted))))
(declare-datatypes ((lock.Place 0)) (((free) (turns-off) (turns-on) (leaves))))
(declare-const mark Bool) ; whether the followed queue is marked as stalled
(declare-const mark.next Bool)
(declare-const others Int) ; other queues that are marked
(declare-const others.next Int)
(declare-const ups Int) ; other queues that have set their mark and not counted it
(declare-const ups.next Int)
(declare-const downs Int) ; other queues that have cleared their mark and not counted it
(declare-const downs.next Int)
(declare-const counted Int) ; stalled_queues
(declare-const counted.next Int)
(declare-const carrier Bool) ; whether the carrier is on
(declare-const carrier.next Bool)
(declare-const rx rx.Place) ; where the thread of the followed queue stands
(declare-const rx.next rx.Place)
(declare-const lock lock.Place) ; who holds the vif's lock, and what he is about to do
(declare-const lock.next lock.Place)
(declare-const mine Bool) ; whether it is the thread of the followed queue that holds it
(declare-const mine.next Bool)

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (and
    (= mark true)
    (= others (- queues 1))
    (= ups 0)
    (= downs 0)
    (= counted queues)
    (= carrier false)
    (= rx rx-runs)
    (= lock free)
    (= mine false)))

; ---- The steps ---------------------------------------------------------------------------------------------
; rx: sets the stalled mark
(define-fun rx-marks () Bool
  (and
    (= rx rx-runs)
    (not mark)
    (= mark.next true)
    (= others.next others)
    (= ups.next ups)
    (= downs.next downs)
    (= counted.next counted)
    (= carrier.next carrier)
    (= rx.next rx-marked)
    (= lock.next lock)
    (= mine.next mine)))
; rx: clears the stalled mark
(define-fun rx-unmarks () Bool
  (and
    (= rx rx-runs)
    mark
    (= mark.next false)
    (= others.next others)
    (= ups.next ups)
    (= downs.next downs)
    (= counted.next counted)
    (= carrier.next carrier)
    (= rx.next rx-unmarked)
    (= lock.next lock)
    (= mine.next mine)))
; rx: takes the vif's lock, and counts itself
(define-fun rx-counts-up () Bool
  (and
    (= rx rx-marked)
    (= lock free)
    (= mark.next mark)
    (= others.next others)
    (= ups.next ups)
    (= downs.next downs)
    (= counted.next (+ counted 1))
    (= carrier.next carrier)
    (= rx.next rx-counted)
    (= lock.next (ite (= counted 0) turns-off leaves))
    (= mine.next true)))
; rx: takes the vif's lock, and no longer counts itself
(define-fun rx-counts-down () Bool
  (and
    (= rx rx-unmarked)
    (= lock free)
    (= mark.next mark)
    (= others.next others)
    (= ups.next ups)
    (= downs.next downs)
    (= counted.next (- counted 1))
    (= carrier.next carrier)
    (= rx.next rx-counted)
    (= lock.next (ite (= counted 1) turns-on leaves))
    (= mine.next true)))
; another rx: sets its stalled mark
(define-fun other-marks () Bool
  (and
    (< (+ others downs) (- queues 1))
    (= mark.next mark)
    (= others.next (+ others 1))
    (= ups.next (+ ups 1))
    (= downs.next downs)
    (= counted.next counted)
    (= carrier.next carrier)
    (= rx.next rx)
    (= lock.next lock)
    (= mine.next mine)))
; another rx: clears its stalled mark
(define-fun other-unmarks () Bool
  (and
    (< ups others)
    (= mark.next mark)
    (= others.next (- others 1))
    (= ups.next ups)
    (= downs.next (+ downs 1))
    (= counted.next counted)
    (= carrier.next carrier)
    (= rx.next rx)
    (= lock.next lock)
    (= mine.next mine)))
; another rx: takes the vif's lock, and counts itself
(define-fun other-counts-up () Bool
  (and
    (< 0 ups)
    (= lock free)
    (= mark.next mark)
    (= others.next others)
    (= ups.next (- ups 1))
    (= downs.next downs)
    (= counted.next (+ counted 1))
    (= carrier.next carrier)
    (= rx.next rx)
    (= lock.next (ite (= counted 0) turns-off leaves))
    (= mine.next false)))
; another rx: takes the vif's lock, and no longer counts itself
(define-fun other-counts-down () Bool
  (and
    (< 0 downs)
    (= lock free)
    (= mark.next mark)
    (= others.next others)
    (= ups.next ups)
    (= downs.next (- downs 1))
    (= counted.next (- counted 1))
    (= carrier.next carrier)
    (= rx.next rx)
    (= lock.next (ite (= counted 1) turns-on leaves))
    (= mine.next false)))
; the holder: turns the carrier off
(define-fun carrier-goes-off () Bool
  (and
    (= lock turns-off)
    (= mark.next mark)
    (= others.next others)
    (= ups.next ups)
    (= downs.next downs)
    (= counted.next counted)
    (= carrier.next false)
    (= rx.next rx)
    (= lock.next leaves)
    (= mine.next mine)))
; the holder: turns the carrier on
(define-fun carrier-comes-on () Bool
  (and
    (= lock turns-on)
    (= mark.next mark)
    (= others.next others)
    (= ups.next ups)
    (= downs.next downs)
    (= counted.next counted)
    (= carrier.next true)
    (= rx.next rx)
    (= lock.next leaves)
    (= mine.next mine)))
; the holder: releases the vif's lock
(define-fun unlocks () Bool
  (and
    (= lock leaves)
    (= mark.next mark)
    (= others.next others)
    (= ups.next ups)
    (= downs.next downs)
    (= counted.next counted)
    (= carrier.next carrier)
    (= rx.next (ite mine rx-runs rx))
    (= lock.next free)
    (= mine.next mine)))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; when no queue has changed its mark without counting it, the count is right
(define-fun counted-at-rest () Bool
  (=> (and (or (= rx rx-runs) (= rx rx-counted)) (= ups 0) (= downs 0)) (= counted (+ others (ite mark 1 0)))))
; counted-at-rest, after the step
(define-fun counted-at-rest.next () Bool
  (=>
    (and (or (= rx.next rx-runs) (= rx.next rx-counted)) (= ups.next 0) (= downs.next 0))
    (= counted.next (+ others.next (ite mark.next 1 0)))))
; no number is negative, and no more queues are marked than there are
(define-fun numbers () Bool
  (and (<= 0 ups) (<= 0 downs) (<= ups others) (<= (+ others downs) (- queues 1))))
; numbers, after the step
(define-fun numbers.next () Bool
  (and
    (<= 0 ups.next)
    (<= 0 downs.next)
    (<= ups.next others.next)
    (<= (+ others.next downs.next) (- queues 1))))
; the count is that of the marks, but for those that have not been counted yet
(define-fun count-is-exact () Bool
  (=
    counted
    (+
      (- (+ (+ (- others ups) downs) (ite mark 1 0)) (ite (= rx rx-marked) 1 0))
      (ite (= rx rx-unmarked) 1 0))))
; count-is-exact, after the step
(define-fun count-is-exact.next () Bool
  (=
    counted.next
    (+
      (- (+ (+ (- others.next ups.next) downs.next) (ite mark.next 1 0)) (ite (= rx.next rx-marked) 1 0))
      (ite (= rx.next rx-unmarked) 1 0))))
; a thread that has set its mark has it, and one that has cleared it has not
(define-fun mark-is-known () Bool
  (and (=> (= rx rx-marked) mark) (=> (= rx rx-unmarked) (not mark))))
; mark-is-known, after the step
(define-fun mark-is-known.next () Bool
  (and (=> (= rx.next rx-marked) mark.next) (=> (= rx.next rx-unmarked) (not mark.next))))
; who is about to turn the carrier off is the only one that counts, and on, if none does
(define-fun change-is-due () Bool
  (and (=> (= lock turns-off) (= counted 1)) (=> (= lock turns-on) (= counted 0))))
; change-is-due, after the step
(define-fun change-is-due.next () Bool
  (and (=> (= lock.next turns-off) (= counted.next 1)) (=> (= lock.next turns-on) (= counted.next 0))))
; unless it is about to be turned, the carrier is on if and only if no queue counts
(define-fun carrier-is-right () Bool
  (=> (or (= lock free) (= lock leaves)) (= carrier (= counted 0))))
; carrier-is-right, after the step
(define-fun carrier-is-right.next () Bool
  (=> (or (= lock.next free) (= lock.next leaves)) (= carrier.next (= counted.next 0))))
; the followed queue has counted itself when it holds the lock
(define-fun own-lock () Bool
  (and
    (=> (and mine (not (= lock free))) (= rx rx-counted))
    (=> (= rx rx-counted) (and mine (not (= lock free))))))
; own-lock, after the step
(define-fun own-lock.next () Bool
  (and
    (=> (and mine.next (not (= lock.next free))) (= rx.next rx-counted))
    (=> (= rx.next rx-counted) (and mine.next (not (= lock.next free))))))
(define-fun invariant () Bool (and true counted-at-rest numbers count-is-exact mark-is-known change-is-due carrier-is-right own-lock))
(define-fun invariant.next () Bool (and true counted-at-rest.next numbers.next count-is-exact.next mark-is-known.next change-is-due.next carrier-is-right.next own-lock.next))

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

; rx-unmarks can happen.
(push 1)
(assert invariant)
(assert rx-unmarks)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-unmarks keeps the invariant.
(push 1)
(assert invariant)
(assert rx-unmarks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-counts-up can happen.
(push 1)
(assert invariant)
(assert rx-counts-up)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-counts-up keeps the invariant.
(push 1)
(assert invariant)
(assert rx-counts-up)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-counts-down can happen.
(push 1)
(assert invariant)
(assert rx-counts-down)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-counts-down keeps the invariant.
(push 1)
(assert invariant)
(assert rx-counts-down)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; other-marks can happen.
(push 1)
(assert invariant)
(assert other-marks)
(set-info :status sat)
(check-sat)
(pop 1)

; other-marks keeps the invariant.
(push 1)
(assert invariant)
(assert other-marks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; other-unmarks can happen.
(push 1)
(assert invariant)
(assert other-unmarks)
(set-info :status sat)
(check-sat)
(pop 1)

; other-unmarks keeps the invariant.
(push 1)
(assert invariant)
(assert other-unmarks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; other-counts-up can happen.
(push 1)
(assert invariant)
(assert other-counts-up)
(set-info :status sat)
(check-sat)
(pop 1)

; other-counts-up keeps the invariant.
(push 1)
(assert invariant)
(assert other-counts-up)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; other-counts-down can happen.
(push 1)
(assert invariant)
(assert other-counts-down)
(set-info :status sat)
(check-sat)
(pop 1)

; other-counts-down keeps the invariant.
(push 1)
(assert invariant)
(assert other-counts-down)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; carrier-goes-off can happen.
(push 1)
(assert invariant)
(assert carrier-goes-off)
(set-info :status sat)
(check-sat)
(pop 1)

; carrier-goes-off keeps the invariant.
(push 1)
(assert invariant)
(assert carrier-goes-off)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; carrier-comes-on can happen.
(push 1)
(assert invariant)
(assert carrier-comes-on)
(set-info :status sat)
(check-sat)
(pop 1)

; carrier-comes-on keeps the invariant.
(push 1)
(assert invariant)
(assert carrier-comes-on)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; unlocks can happen.
(push 1)
(assert invariant)
(assert unlocks)
(set-info :status sat)
(check-sat)
(pop 1)

; unlocks keeps the invariant.
(push 1)
(assert invariant)
(assert unlocks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
