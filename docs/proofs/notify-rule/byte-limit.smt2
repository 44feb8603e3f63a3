; Theorem notify-rule: each decision was right: an event is sent if and only if the message asked for is a new
; one.
; Machine notify: whoever publishes messages decides whether to send an event; before, now and wanted are any
; words.
; Proved by induction, for every value of what is configured: an invariant that holds at the beginning and
; that each step keeps.
; By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.
(set-option :produce-models true)
(set-logic ALL)

; ---- What is configured, once and for all ------------------------------------------------------------------

; ---- The state before a step, after it (.next), and what is chosen at it -----------------------------------
(declare-const right Bool) ; whether each decision so far was right
(declare-const right.next Bool)
(declare-const before (_ BitVec 32)) ; the producer before the publication
(declare-const now (_ BitVec 32)) ; the producer after it: the messages (before, now] are new
(declare-const wanted (_ BitVec 32)) ; the message at which the other end wants an event

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (= right true))

; ---- The steps ---------------------------------------------------------------------------------------------
; either end: publishes, and decides whether to send an event
(define-fun decides () Bool
  (and
    true
    (=
      right.next
      (and
        right
        (=
          (bvult (bvsub now wanted) (bvsub now before))
          (and (not (= wanted before)) (bvule (bvsub wanted before) (bvsub now before))))))))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; each decision was right: an event is sent if and only if the message asked for is a new one
(define-fun decided-rightly () Bool
  right)
; decided-rightly, after the step
(define-fun decided-rightly.next () Bool
  right.next)
(define-fun invariant () Bool (and true decided-rightly))
(define-fun invariant.next () Bool (and true decided-rightly.next))

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

; decides can happen.
(push 1)
(assert invariant)
(assert decides)
(set-info :status sat)
(check-sat)
(pop 1)

; decides keeps the invariant.
(push 1)
(assert invariant)
(assert decides)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
