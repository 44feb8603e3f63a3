; Theorem slots-cover-packets-with-headroom: no packet has taken more slots than were looked for.
; Machine slots: one packet after the other is sent, of any length that the stack may offer to the vif.
; Refuted by a run of 1 steps: the values of .0 are those at the beginning, of .1 those after the first step,
; and so on.
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

; ---- What a step is ----------------------------------------------------------------------------------------
; covered: whether no packet has taken more slots than were looked for
; looked: slots that were looked for before the last packet was sent
; taken: slots that it took
; length: bytes of the packet, with its header of 14 bytes
; gso: whether it is a GSO packet
; The first state.
(define-fun initial ((covered Bool) (looked Int) (taken Int)) Bool
  (and (= covered true) (= looked 0) (= taken 0)))
; rx: looks for the slots that it thinks the packet needs, and sends it
(define-fun rx-sends ((covered Bool) (looked Int) (taken Int) (covered.next Bool) (looked.next Int) (taken.next Int) (length Int) (gso Bool)) Bool
  (and
    (< 0 length)
    (<= length 65536)
    (or gso-vif (<= length (+ mtu 14)))
    (=> gso gso-vif)
    (=
      covered.next
      (and
        covered
        (<= (+ (+ (div (+ length 3839) 3840) (ite gso 1 0)) 1) (+ (div (+ length 4095) 4096) (ite gso 1 0)))))
    (= looked.next (+ (div (+ length 4095) 4096) (ite gso 1 0)))
    (= taken.next (+ (+ (div (+ length 3839) 3840) (ite gso 1 0)) 1))))
; The claim: no packet has taken more slots than were looked for
(define-fun slots-suffice ((covered Bool) (looked Int) (taken Int)) Bool
  covered)

; ---- The run -----------------------------------------------------------------------------------------------
(declare-const covered.0 Bool)
(declare-const looked.0 Int)
(declare-const taken.0 Int)
(assert (initial covered.0 looked.0 taken.0))

; After 0 steps the claim is still true.
(push 1)
(assert (not (slots-suffice covered.0 looked.0 taken.0)))
(set-info :status unsat)
(check-sat)
(pop 1)

; Step 1.
(declare-const covered.1 Bool)
(declare-const looked.1 Int)
(declare-const taken.1 Int)
(declare-const length.0 Int)
(declare-const gso.0 Bool)
(assert (or
  (rx-sends covered.0 looked.0 taken.0 covered.1 looked.1 taken.1 length.0 gso.0)))

; After 1 steps it need not be true.
(assert (not (slots-suffice covered.1 looked.1 taken.1)))
(set-info :status sat)
(check-sat)
(get-value (gso-vif))
(get-value (mtu))
(get-value (covered.0))
(get-value (looked.0))
(get-value (taken.0))
(get-value (covered.1))
(get-value (looked.1))
(get-value (taken.1))
(get-value (length.0))
(get-value (gso.0))
