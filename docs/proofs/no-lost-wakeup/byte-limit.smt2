; Theorem no-lost-wakeup: when nobody is about to do anything, and the Rx thread sleeps, the head does not fit
; into the slots on offer.
; Machine requests: the request half of the ring and the wake-ups of the Rx thread, from connecting to
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
(declare-datatypes ((guest.Place 0)) (((guest-idle) (guest-posted) (guest-sends))))
(declare-datatypes ((host.Place 0)) (((host-idle) (host-links) (host-kicks))))
(declare-datatypes ((rx.Place 0)) (((rx-runs) (rx-looks) (rx-compares) (rx-arms) (rx-rereads) (rx-fits) (rx-caches) (rx-takes) (rx-saw-none) (rx-tired) (rx-acks) (rx-sleepy) (rx-asleep))))
(declare-datatypes ((irq.Place 0)) (((irq-idle) (irq-kicks) (irq-marks) (irq-asks) (irq-looks) (irq-compares) (irq-arms) (irq-rereads) (irq-finds-nothing) (irq-acks))))
(declare-const prod Int) ; req_prod: requests up to here exist
(declare-const prod.next Int)
(declare-const cons Int) ; req_cons: requests up to here have been taken
(declare-const cons.next Int)
(declare-const event Int) ; req_event: the host wants an event when req_prod passes this
(declare-const event.next Int)
(declare-const pub Int) ; rsp_prod: responses up to here are published
(declare-const pub.next Int)
(declare-const base Int) ; rsp_cons of the guest: responses up to here have been taken
(declare-const base.next Int)
(declare-const guest guest.Place) ; where the guest stands
(declare-const guest.next guest.Place)
(declare-const old Int) ; req_prod before the guest's last post
(declare-const old.next Int)
(declare-const host host.Place) ; where the transmit stands
(declare-const host.next host.Place)
(declare-const waiting Bool) ; whether a packet is queued
(declare-const waiting.next Bool)
(declare-const need Int) ; slots that the head needs, or the last one that was there
(declare-const need.next Int)
(declare-const cached Int) ; rx_slots_needed, where there is such a word
(declare-const cached.next Int)
(declare-const rx rx.Place) ; where the Rx thread stands
(declare-const rx.next rx.Place)
(declare-const seen Int) ; req_prod as the Rx thread read it last
(declare-const seen.next Int)
(declare-const left Int) ; slots that the packet still takes
(declare-const left.next Int)
(declare-const prepared Bool) ; whether the Rx thread has prepared to wait
(declare-const prepared.next Bool)
(declare-const marked Bool) ; whether it has been kicked since then
(declare-const marked.next Bool)
(declare-const sleeping Bool) ; whether it sleeps, and nobody has woken it
(declare-const sleeping.next Bool)
(declare-const irq irq.Place) ; where the interrupt handler stands
(declare-const irq.next irq.Place)
(declare-const pending Bool) ; whether an event has come that has not been delivered
(declare-const pending.next Bool)
(declare-const masked Bool) ; whether the next event waits until this one is acknowledged
(declare-const masked.next Bool)
(declare-const mark Bool) ; eoi_pending: whether an event has been delivered that nobody has taken on to acknowledge
(declare-const mark.next Bool)
(declare-const irq-seen Int) ; req_prod as the handler read it last
(declare-const irq-seen.next Int)
(declare-const irq-need Int) ; slots that the head needed when the handler looked
(declare-const irq-need.next Int)
(declare-const slots Int) ; how many slots
(declare-const wants Int) ; slots that the new head needs
(declare-const more Bool) ; whether another packet is queued

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (and
    (= prod start)
    (= cons start)
    (= event (+ start 1))
    (= pub start)
    (= base start)
    (= guest guest-idle)
    (= old start)
    (= host host-idle)
    (= waiting false)
    (= cached 0)
    (= rx rx-runs)
    (= seen start)
    (= left 0)
    (= prepared false)
    (= marked false)
    (= sleeping false)
    (= irq irq-idle)
    (= pending false)
    (= masked false)
    (= mark false)
    (= irq-seen start)
    (< 0 need)
    (< 0 irq-need)))

; ---- The steps ---------------------------------------------------------------------------------------------
; guest: publishes requests, as many as fit into the ring
(define-fun guest-posts () Bool
  (and
    (= guest guest-idle)
    (< 0 slots)
    (<= slots (- size (mod (- prod base) 4294967296)))
    (=>
      (or (= irq irq-compares) (= irq irq-arms) (= irq irq-rereads))
      (< (- (+ prod slots) irq-seen) 4294967296))
    (= prod.next (+ prod slots))
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest-posted)
    (= old.next prod)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; guest: takes responses
(define-fun guest-takes () Bool
  (and
    (= guest guest-idle)
    (< 0 slots)
    (<= slots (mod (- pub base) 4294967296))
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next (+ base slots))
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; guest: reads req_event, and sees whether the host asked for an event
(define-fun guest-reads-event () Bool
  (and
    (= guest guest-posted)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (=
      guest.next
      (ite (< (mod (- prod event) 4294967296) (mod (- prod old) 4294967296)) guest-sends guest-idle))
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; guest: sends an event
(define-fun guest-sends-event () Bool
  (and
    (= guest guest-sends)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest-idle)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next true)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; guest: sends an event for no reason
(define-fun guest-sends-for-nothing () Bool
  (and
    (= guest guest-idle)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next true)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; host: appends a packet to the empty queue
(define-fun host-appends-first () Bool
  (and
    (= host host-idle)
    (not waiting)
    (= wants need)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host-kicks)
    (= waiting.next true)
    (= need.next wants)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; host: appends a packet behind others
(define-fun host-appends-next () Bool
  (and
    (= host host-idle)
    waiting
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host-kicks)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; host: kicks the Rx thread
(define-fun host-kicks-rx () Bool
  (and
    (= host host-kicks)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host-idle)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next true)
    (= sleeping.next false)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; irq: begins
(define-fun irq-begins () Bool
  (and
    (= irq irq-idle)
    pending
    (not masked)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq-kicks)
    (= pending.next false)
    (= masked.next false)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; irq: kicks the Rx thread
(define-fun irq-kicks-rx () Bool
  (and
    (= irq irq-kicks)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next true)
    (= sleeping.next false)
    (= irq.next irq-idle)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: sees how many slots the head needs
(define-fun rx-sees-a-packet () Bool
  (and
    (= rx rx-runs)
    waiting
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-looks)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: looks for the slots of another packet, whether there is one or not
(define-fun rx-looks-for-more () Bool
  (and
    (= rx rx-runs)
    (not prepared)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-looks)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: sees no packet
(define-fun rx-sees-no-packet () Bool
  (and
    (= rx rx-runs)
    prepared
    (not waiting)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-tired)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: reads req_prod
(define-fun rx-reads-prod () Bool
  (and
    (= rx rx-looks)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-compares)
    (= seen.next prod)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: compares with req_cons
(define-fun rx-compares-slots () Bool
  (and
    (= rx rx-compares)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next (ite (<= need (mod (- seen cons) 4294967296)) rx-fits rx-arms))
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: asks for an event at the next request
(define-fun rx-arms-event () Bool
  (and
    (= rx rx-arms)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next (+ seen 1))
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-rereads)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: reads req_prod again
(define-fun rx-rereads-prod () Bool
  (and
    (= rx rx-rereads)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next (ite (not (= (mod (- prod seen) 4294967296) 0)) rx-looks (ite prepared rx-tired rx-runs)))
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: goes on: there is work
(define-fun rx-goes-on () Bool
  (and
    (= rx rx-fits)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-runs)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next false)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: dequeues the head to send it
(define-fun rx-takes-the-head () Bool
  (and
    (= rx rx-fits)
    (not prepared)
    waiting
    (or (and more (= wants need)) (and (not more) (= wants need)))
    (< 0 slots)
    (<= slots need)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next more)
    (= need.next wants)
    (= cached.next cached)
    (= rx.next rx-takes)
    (= seen.next seen)
    (= left.next slots)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: takes slots of the ring
(define-fun rx-takes-slots () Bool
  (and
    (= rx rx-takes)
    (< 0 slots)
    (<= slots left)
    (= prod.next prod)
    (= cons.next (+ cons slots))
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next (ite (= slots left) rx-runs rx))
    (= seen.next seen)
    (= left.next (- left slots))
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: publishes responses
(define-fun rx-publishes () Bool
  (and
    (or (= rx rx-runs) (= rx rx-takes))
    (< 0 slots)
    (<= slots (- cons pub))
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next (+ pub slots))
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: drops the head: it has expired
(define-fun rx-drops-the-head () Bool
  (and
    (= rx rx-runs)
    (not prepared)
    waiting
    (or (and more (= wants need)) (and (not more) (= wants need)))
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next more)
    (= need.next wants)
    (= cached.next cached)
    (= rx.next rx-runs)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: prepares to wait
(define-fun rx-prepares () Bool
  (and
    (= rx rx-runs)
    (not prepared)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next true)
    (= marked.next false)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: finds other work
(define-fun rx-finds-other-work () Bool
  (and
    (= rx rx-tired)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-runs)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next false)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: computes how long to sleep
(define-fun rx-reckons () Bool
  (and
    (= rx rx-tired)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-sleepy)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: sleeps, unless it has been kicked since it prepared
(define-fun rx-goes-to-sleep () Bool
  (and
    (= rx rx-sleepy)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-asleep)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next (not marked))
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; clock: wakes the Rx thread
(define-fun timer-fires () Bool
  (and
    sleeping
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next prepared)
    (= marked.next marked)
    (= sleeping.next false)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))
; rx: goes on
(define-fun rx-wakes () Bool
  (and
    (= rx rx-asleep)
    (not sleeping)
    (= prod.next prod)
    (= cons.next cons)
    (= event.next event)
    (= pub.next pub)
    (= base.next base)
    (= guest.next guest)
    (= old.next old)
    (= host.next host)
    (= waiting.next waiting)
    (= need.next need)
    (= cached.next cached)
    (= rx.next rx-runs)
    (= seen.next seen)
    (= left.next left)
    (= prepared.next false)
    (= marked.next marked)
    (= sleeping.next sleeping)
    (= irq.next irq)
    (= pending.next pending)
    (= masked.next masked)
    (= mark.next mark)
    (= irq-seen.next irq-seen)
    (= irq-need.next irq-need)))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; when nobody is about to do anything, and the Rx thread sleeps, the head does not fit into the slots on offer
(define-fun woken () Bool
  (=>
    (and
      sleeping
      (= guest guest-idle)
      (= host host-idle)
      (= irq irq-idle)
      (not (and pending (not masked)))
      waiting)
    (< (- prod cons) need)))
; woken, after the step
(define-fun woken.next () Bool
  (=>
    (and
      sleeping.next
      (= guest.next guest-idle)
      (= host.next host-idle)
      (= irq.next irq-idle)
      (not (and pending.next (not masked.next)))
      waiting.next)
    (< (- prod.next cons.next) need.next)))
; responses taken, responses published, requests consumed, requests produced come in this order, within a ring
(define-fun indices-in-order () Bool
  (and (<= base pub) (<= pub cons) (<= cons prod) (<= prod (+ base size))))
; indices-in-order, after the step
(define-fun indices-in-order.next () Bool
  (and
    (<= base.next pub.next)
    (<= pub.next cons.next)
    (<= cons.next prod.next)
    (<= prod.next (+ base.next size))))
; what was read of the producer is between consumer and producer
(define-fun seen-is-between () Bool
  (=> (or (= rx rx-compares) (= rx rx-arms) (= rx rx-rereads)) (and (<= seen prod) (<= cons seen))))
; seen-is-between, after the step
(define-fun seen-is-between.next () Bool
  (=>
    (or (= rx.next rx-compares) (= rx.next rx-arms) (= rx.next rx-rereads))
    (and (<= seen.next prod.next) (<= cons.next seen.next))))
; where the head was found to fit, it does
(define-fun fits () Bool
  (=> (= rx rx-fits) (<= need (- prod cons))))
; fits, after the step
(define-fun fits.next () Bool
  (=> (= rx.next rx-fits) (<= need.next (- prod.next cons.next))))
; what a packet still takes is there
(define-fun left-fits () Bool
  (and (=> (= rx rx-takes) (< 0 left)) (<= 0 left) (<= left (- prod cons))))
; left-fits, after the step
(define-fun left-fits.next () Bool
  (and (=> (= rx.next rx-takes) (< 0 left.next)) (<= 0 left.next) (<= left.next (- prod.next cons.next))))
; a packet needs a slot
(define-fun needs-something () Bool
  (< 0 need))
; needs-something, after the step
(define-fun needs-something.next () Bool
  (< 0 need.next))
; whoever sleeps has prepared and has not been kicked
(define-fun sleeps-unmarked () Bool
  (=> sleeping (and (= rx rx-asleep) (not marked))))
; sleeps-unmarked, after the step
(define-fun sleeps-unmarked.next () Bool
  (=> sleeping.next (and (= rx.next rx-asleep) (not marked.next))))
; whoever is about to sleep has prepared
(define-fun has-prepared () Bool
  (and
    (=> (or (= rx rx-saw-none) (= rx rx-tired) (= rx rx-acks) (= rx rx-sleepy) (= rx rx-asleep)) prepared)
    (=> (or (= rx rx-caches) (= rx rx-takes)) (not prepared))))
; has-prepared, after the step
(define-fun has-prepared.next () Bool
  (and
    (=>
      (or
        (= rx.next rx-saw-none)
        (= rx.next rx-tired)
        (= rx.next rx-acks)
        (= rx.next rx-sleepy)
        (= rx.next rx-asleep))
      prepared.next)
    (=> (or (= rx.next rx-caches) (= rx.next rx-takes)) (not prepared.next))))
; whoever asks for an event has seen too few slots
(define-fun too-few () Bool
  (=> (or (= rx rx-arms) (= rx rx-rereads)) (< (- seen cons) need)))
; too-few, after the step
(define-fun too-few.next () Bool
  (=> (or (= rx.next rx-arms) (= rx.next rx-rereads)) (< (- seen.next cons.next) need.next)))
; before a thread that is about to sleep reads req_prod again, a kick is due, or the next request brings an
; event, or an event is coming, or the handler will look
(define-fun asked-at-reread () Bool
  (=>
    (and (= rx rx-rereads) prepared (not marked) (= (mod (- prod seen) 4294967296) 0))
    (or
      (= host host-kicks)
      (= (mod (- event (+ prod 1)) 4294967296) 0)
      (and (= guest guest-posted) (< (mod (- prod event) 4294967296) (mod (- prod old) 4294967296)))
      (= guest guest-sends)
      pending
      (= irq irq-kicks))))
; asked-at-reread, after the step
(define-fun asked-at-reread.next () Bool
  (=>
    (and
      (= rx.next rx-rereads)
      prepared.next
      (not marked.next)
      (= (mod (- prod.next seen.next) 4294967296) 0))
    (or
      (= host.next host-kicks)
      (= (mod (- event.next (+ prod.next 1)) 4294967296) 0)
      (and
        (= guest.next guest-posted)
        (< (mod (- prod.next event.next) 4294967296) (mod (- prod.next old.next) 4294967296)))
      (= guest.next guest-sends)
      pending.next
      (= irq.next irq-kicks))))
; where the head waits and the thread is about to sleep, a kick is due, or the slots are too few and the next
; one brings an event, or an event is coming, or the handler will look
(define-fun asked () Bool
  (=>
    (and (or (= rx rx-tired) (= rx rx-acks) (= rx rx-sleepy) sleeping) (not marked) waiting)
    (or
      (= host host-kicks)
      (and (< (- prod cons) need) (= (mod (- event (+ prod 1)) 4294967296) 0))
      (and (= guest guest-posted) (< (mod (- prod event) 4294967296) (mod (- prod old) 4294967296)))
      (= guest guest-sends)
      pending
      (= irq irq-kicks))))
; asked, after the step
(define-fun asked.next () Bool
  (=>
    (and
      (or (= rx.next rx-tired) (= rx.next rx-acks) (= rx.next rx-sleepy) sleeping.next)
      (not marked.next)
      waiting.next)
    (or
      (= host.next host-kicks)
      (and (< (- prod.next cons.next) need.next) (= (mod (- event.next (+ prod.next 1)) 4294967296) 0))
      (and
        (= guest.next guest-posted)
        (< (mod (- prod.next event.next) 4294967296) (mod (- prod.next old.next) 4294967296)))
      (= guest.next guest-sends)
      pending.next
      (= irq.next irq-kicks))))
; events are acknowledged at once
(define-fun no-late-events () Bool
  (and (not masked) (not mark)))
; no-late-events, after the step
(define-fun no-late-events.next () Bool
  (and (not masked.next) (not mark.next)))
(define-fun invariant () Bool (and true woken indices-in-order seen-is-between fits left-fits needs-something sleeps-unmarked has-prepared too-few asked-at-reread asked no-late-events))
(define-fun invariant.next () Bool (and true woken.next indices-in-order.next seen-is-between.next fits.next left-fits.next needs-something.next sleeps-unmarked.next has-prepared.next too-few.next asked-at-reread.next asked.next no-late-events.next))

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

; guest-takes can happen.
(push 1)
(assert invariant)
(assert guest-takes)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-takes keeps the invariant.
(push 1)
(assert invariant)
(assert guest-takes)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-reads-event can happen.
(push 1)
(assert invariant)
(assert guest-reads-event)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-reads-event keeps the invariant.
(push 1)
(assert invariant)
(assert guest-reads-event)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-sends-event can happen.
(push 1)
(assert invariant)
(assert guest-sends-event)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-sends-event keeps the invariant.
(push 1)
(assert invariant)
(assert guest-sends-event)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; guest-sends-for-nothing can happen.
(push 1)
(assert invariant)
(assert guest-sends-for-nothing)
(set-info :status sat)
(check-sat)
(pop 1)

; guest-sends-for-nothing keeps the invariant.
(push 1)
(assert invariant)
(assert guest-sends-for-nothing)
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

; host-kicks-rx can happen.
(push 1)
(assert invariant)
(assert host-kicks-rx)
(set-info :status sat)
(check-sat)
(pop 1)

; host-kicks-rx keeps the invariant.
(push 1)
(assert invariant)
(assert host-kicks-rx)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; irq-begins can happen.
(push 1)
(assert invariant)
(assert irq-begins)
(set-info :status sat)
(check-sat)
(pop 1)

; irq-begins keeps the invariant.
(push 1)
(assert invariant)
(assert irq-begins)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; irq-kicks-rx can happen.
(push 1)
(assert invariant)
(assert irq-kicks-rx)
(set-info :status sat)
(check-sat)
(pop 1)

; irq-kicks-rx keeps the invariant.
(push 1)
(assert invariant)
(assert irq-kicks-rx)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-sees-a-packet can happen.
(push 1)
(assert invariant)
(assert rx-sees-a-packet)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-sees-a-packet keeps the invariant.
(push 1)
(assert invariant)
(assert rx-sees-a-packet)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-looks-for-more can happen.
(push 1)
(assert invariant)
(assert rx-looks-for-more)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-looks-for-more keeps the invariant.
(push 1)
(assert invariant)
(assert rx-looks-for-more)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-sees-no-packet can happen.
(push 1)
(assert invariant)
(assert rx-sees-no-packet)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-sees-no-packet keeps the invariant.
(push 1)
(assert invariant)
(assert rx-sees-no-packet)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-reads-prod can happen.
(push 1)
(assert invariant)
(assert rx-reads-prod)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-reads-prod keeps the invariant.
(push 1)
(assert invariant)
(assert rx-reads-prod)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-compares-slots can happen.
(push 1)
(assert invariant)
(assert rx-compares-slots)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-compares-slots keeps the invariant.
(push 1)
(assert invariant)
(assert rx-compares-slots)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-arms-event can happen.
(push 1)
(assert invariant)
(assert rx-arms-event)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-arms-event keeps the invariant.
(push 1)
(assert invariant)
(assert rx-arms-event)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-rereads-prod can happen.
(push 1)
(assert invariant)
(assert rx-rereads-prod)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-rereads-prod keeps the invariant.
(push 1)
(assert invariant)
(assert rx-rereads-prod)
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

; rx-drops-the-head can happen.
(push 1)
(assert invariant)
(assert rx-drops-the-head)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-drops-the-head keeps the invariant.
(push 1)
(assert invariant)
(assert rx-drops-the-head)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-prepares can happen.
(push 1)
(assert invariant)
(assert rx-prepares)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-prepares keeps the invariant.
(push 1)
(assert invariant)
(assert rx-prepares)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-finds-other-work can happen.
(push 1)
(assert invariant)
(assert rx-finds-other-work)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-finds-other-work keeps the invariant.
(push 1)
(assert invariant)
(assert rx-finds-other-work)
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

; rx-goes-to-sleep can happen.
(push 1)
(assert invariant)
(assert rx-goes-to-sleep)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-goes-to-sleep keeps the invariant.
(push 1)
(assert invariant)
(assert rx-goes-to-sleep)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; timer-fires can happen.
(push 1)
(assert invariant)
(assert timer-fires)
(set-info :status sat)
(check-sat)
(pop 1)

; timer-fires keeps the invariant.
(push 1)
(assert invariant)
(assert timer-fires)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-wakes can happen.
(push 1)
(assert invariant)
(assert rx-wakes)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-wakes keeps the invariant.
(push 1)
(assert invariant)
(assert rx-wakes)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)
