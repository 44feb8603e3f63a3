; Theorem guest-notified: when the guest sleeps, no event is on its way and the thread is done with what it
; published, there is nothing for the guest to take.
; Machine responses: the response half of the ring and the wake-ups of the guest, from connecting to
; disconnecting.
; Proved by induction, for every value of what is configured: an invariant that holds at the beginning and
; that each step keeps.
; By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.
(set-option :produce-models true)
(set-logic ALL)

; ---- What is configured, once and for all ------------------------------------------------------------------
(declare-const size Int) ; slots of the ring
(declare-const start Int) ; where the indices start
; The ring has slots, and not more than an index can tell apart.
(define-fun ring () Bool
  (and (< 0 size) (<= size 2147483648)))
(assert ring)

; ---- The state before a step, after it (.next), and what is chosen at it -----------------------------------
(declare-datatypes ((rx.Place 0)) (((rx-runs) (rx-published))))
(declare-datatypes ((guest.Place 0)) (((guest-runs) (guest-took-all) (guest-asked) (guest-sleeps))))
(declare-const pub Int) ; rsp_prod: responses up to here are published
(declare-const pub.next Int)
(declare-const old Int) ; rsp_prod before the last publication
(declare-const old.next Int)
(declare-const taken Int) ; rsp_cons of the guest: responses up to here have been taken
(declare-const taken.next Int)
(declare-const event Int) ; rsp_event: the guest wants an event when rsp_prod passes this
(declare-const event.next Int)
(declare-const rx rx.Place) ; where the Rx thread stands
(declare-const rx.next rx.Place)
(declare-const notify Bool) ; whether the thread has found that the guest asked for an event
(declare-const notify.next Bool)
(declare-const guest guest.Place) ; where the guest stands
(declare-const guest.next guest.Place)
(declare-const sent Bool) ; whether an event is on its way to the guest
(declare-const sent.next Bool)
(declare-const owed Bool) ; whether a publication passed the response for which the guest had asked for an event, and none has come since, nor has it asked anew
(declare-const owed.next Bool)
(declare-const slots Int) ; how many responses

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (and
    (= pub start)
    (= old start)
    (= taken start)
    (= event (+ start 1))
    (= rx rx-runs)
    (= notify false)
    (= guest guest-runs)
    (= sent false)
    (= owed false)))

; ---- The steps ---------------------------------------------------------------------------------------------
; rx: publishes responses
(define-fun rx-publishes () Bool
  (and
    (= rx rx-runs)
    (< 0 slots)
    (<= slots (- size (- pub taken)))
    (= pub.next (+ pub slots))
    (= old.next pub)
    (= taken.next taken)
    (= event.next event)
    (= rx.next rx-published)
    (= notify.next notify)
    (= guest.next guest)
    (= sent.next sent)
    (=
      owed.next
      (or owed (< (mod (- (+ pub slots) event) 4294967296) (mod (- (+ pub slots) pub) 4294967296))))))
; rx: reads rsp_event, and sees whether the guest asked for an event
(define-fun rx-reads-event () Bool
  (and
    (= rx rx-published)
    (= pub.next pub)
    (= old.next old)
    (= taken.next taken)
    (= event.next event)
    (= rx.next rx-runs)
    (= notify.next (or notify (< (mod (- pub event) 4294967296) (mod (- pub old) 4294967296))))
    (= guest.next guest)
    (= sent.next sent)
    (= owed.next owed)))
; rx: sends an event to the guest
(define-fun rx-notifies () Bool
  (and
    (= rx rx-runs)
    notify
    (= pub.next pub)
    (= old.next old)
    (= taken.next taken)
    (= event.next event)
    (= rx.next rx)
    (= notify.next false)
    (= guest.next guest)
    (= sent.next true)
    (= owed.next false)))
; guest: takes some of the responses
(define-fun guest-takes-some () Bool
  (and
    (= guest guest-runs)
    (< 0 slots)
    (< slots (- pub taken))
    (= pub.next pub)
    (= old.next old)
    (= taken.next (+ taken slots))
    (= event.next event)
    (= rx.next rx)
    (= notify.next notify)
    (= guest.next guest)
    (= sent.next sent)
    (= owed.next owed)))
; guest: takes all responses that are there
(define-fun guest-takes-all () Bool
  (and
    (= guest guest-runs)
    (= pub.next pub)
    (= old.next old)
    (= taken.next pub)
    (= event.next event)
    (= rx.next rx)
    (= notify.next notify)
    (= guest.next guest-took-all)
    (= sent.next sent)
    (= owed.next owed)))
; guest: asks for an event at the next response
(define-fun guest-asks () Bool
  (and
    (= guest guest-took-all)
    (= pub.next pub)
    (= old.next old)
    (= taken.next taken)
    (= event.next (+ taken 1))
    (= rx.next rx)
    (= notify.next notify)
    (= guest.next guest-asked)
    (= sent.next sent)
    (= owed.next false)))
; guest: does something else: it does not look again, and does not sleep
(define-fun guest-goes-on () Bool
  (and
    (= guest guest-asked)
    (= pub.next pub)
    (= old.next old)
    (= taken.next taken)
    (= event.next event)
    (= rx.next rx)
    (= notify.next notify)
    (= guest.next guest-runs)
    (= sent.next sent)
    (= owed.next owed)))
; guest: reads rsp_prod again, and sleeps if there is nothing new
(define-fun guest-looks-again () Bool
  (and
    (= guest guest-asked)
    (= pub.next pub)
    (= old.next old)
    (= taken.next taken)
    (= event.next event)
    (= rx.next rx)
    (= notify.next notify)
    (= guest.next (ite (= pub taken) guest-sleeps guest-runs))
    (= sent.next sent)
    (= owed.next owed)))
; guest: gets the event
(define-fun guest-wakes () Bool
  (and
    sent
    (= pub.next pub)
    (= old.next old)
    (= taken.next taken)
    (= event.next event)
    (= rx.next rx)
    (= notify.next notify)
    (= guest.next (ite (= guest guest-sleeps) guest-runs guest))
    (= sent.next false)
    (= owed.next owed)))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; when the guest sleeps, no event is on its way and the thread is done with what it published, there is
; nothing for the guest to take
(define-fun notified () Bool
  (=> (and (= guest guest-sleeps) (not sent) (not notify) (= rx rx-runs)) (= pub taken)))
; notified, after the step
(define-fun notified.next () Bool
  (=>
    (and (= guest.next guest-sleeps) (not sent.next) (not notify.next) (= rx.next rx-runs))
    (= pub.next taken.next)))
; the guest takes what is published, and no more than a ring is
(define-fun taken-was-published () Bool
  (and (<= taken pub) (<= pub (+ taken size))))
; taken-was-published, after the step
(define-fun taken-was-published.next () Bool
  (and (<= taken.next pub.next) (<= pub.next (+ taken.next size))))
; a guest that sleeps, or is about to, has asked for an event at the next response
(define-fun has-asked () Bool
  (=> (or (= guest guest-asked) (= guest guest-sleeps)) (= event (+ taken 1))))
; has-asked, after the step
(define-fun has-asked.next () Bool
  (=> (or (= guest.next guest-asked) (= guest.next guest-sleeps)) (= event.next (+ taken.next 1))))
; where a sleeping guest has something to take, its event is decided, or on its way
(define-fun event-is-decided () Bool
  (=>
    (and (= guest guest-sleeps) (not (= pub taken)))
    (or sent notify (and (= rx rx-published) (< (mod (- pub event) 4294967296) (mod (- pub old) 4294967296))))))
; event-is-decided, after the step
(define-fun event-is-decided.next () Bool
  (=>
    (and (= guest.next guest-sleeps) (not (= pub.next taken.next)))
    (or
      sent.next
      notify.next
      (and
        (= rx.next rx-published)
        (< (mod (- pub.next event.next) 4294967296) (mod (- pub.next old.next) 4294967296))))))
(define-fun invariant () Bool (and true notified taken-was-published has-asked event-is-decided))
(define-fun invariant.next () Bool (and true notified.next taken-was-published.next has-asked.next event-is-decided.next))

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

; rx-publishes can happen.
(push 1)
(assert invariant)
(assert rx-publishes)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-publishes keeps the invariant.
(push 1)
(assert invariant)
(assert rx-publishes)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-reads-event can happen.
(push 1)
(assert invariant)
(assert rx-reads-event)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-reads-event keeps the invariant.
(push 1)
(assert invariant)
(assert rx-reads-event)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-notifies can happen.
(push 1)
(assert invariant)
(assert rx-notifies)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-notifies keeps the invariant.
(push 1)
(assert invariant)
(assert rx-notifies)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-takes-some can happen.
(push 1)
(assert invariant)
(assert guest-takes-some)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-takes-some keeps the invariant.
(push 1)
(assert invariant)
(assert guest-takes-some)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-takes-all can happen.
(push 1)
(assert invariant)
(assert guest-takes-all)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-takes-all keeps the invariant.
(push 1)
(assert invariant)
(assert guest-takes-all)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-asks can happen.
(push 1)
(assert invariant)
(assert guest-asks)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-asks keeps the invariant.
(push 1)
(assert invariant)
(assert guest-asks)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-goes-on can happen.
(push 1)
(assert invariant)
(assert guest-goes-on)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-goes-on keeps the invariant.
(push 1)
(assert invariant)
(assert guest-goes-on)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-looks-again can happen.
(push 1)
(assert invariant)
(assert guest-looks-again)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-looks-again keeps the invariant.
(push 1)
(assert invariant)
(assert guest-looks-again)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-wakes can happen.
(push 1)
(assert invariant)
(assert guest-wakes)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-wakes keeps the invariant.
(push 1)
(assert invariant)
(assert guest-wakes)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
