; Theorem slots-cover-packets: no packet has taken more slots than were looked for.
; Machine slots: one packet after the other is sent, of any length that the stack may offer to the vif.
; Proved by induction, for every value of what is configured: an invariant that holds at the beginning and
; that each step keeps.
; By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.
(set-option :produce-models true)
(set-logic ALL)

; ---- What is configured, once and for all ------------------------------------------------------------------
(declare-const gso-vif Bool) ; whether the guest takes GSO packets
(declare-const mtu Int) ; bytes of payload of the largest packet without GSO
; The mtu is one that Linux allows.
(define-fun sizes () Bool
  (and (<= 68 mtu) (<= mtu 65521)))
(assert sizes)

; ---- The state before a step, after it (.next), and what is chosen at it -----------------------------------
(declare-const covered Bool) ; whether no packet has taken more slots than were looked for
(declare-const covered.next Bool)
(declare-const looked Int) ; slots that were looked for before the last packet was sent
(declare-const looked.next Int)
(declare-const taken Int) ; slots that it took
(declare-const taken.next Int)
(declare-const length Int) ; bytes of the packet, with its header of 14 bytes
(declare-const gso Bool) ; whether it is a GSO packet

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (and (= covered true) (= looked 0) (= taken 0)))

; ---- The steps ---------------------------------------------------------------------------------------------
; rx: looks for the slots that it thinks the packet needs, and sends it
(define-fun rx-sends () Bool
  (and
    (< 0 length)
    (<= length 65536)
    (or gso-vif (<= length (+ mtu 14)))
    (=> gso gso-vif)
    (=
      covered.next
      (and
        covered
        (<= (+ (div (+ length 4095) 4096) (ite gso 1 0)) (+ (div (+ length 4095) 4096) (ite gso 1 0)))))
    (= looked.next (+ (div (+ length 4095) 4096) (ite gso 1 0)))
    (= taken.next (+ (div (+ length 4095) 4096) (ite gso 1 0)))))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; no packet has taken more slots than were looked for
(define-fun slots-suffice () Bool
  covered)
; slots-suffice, after the step
(define-fun slots-suffice.next () Bool
  covered.next)
(define-fun invariant () Bool (and true slots-suffice))
(define-fun invariant.next () Bool (and true slots-suffice.next))

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
