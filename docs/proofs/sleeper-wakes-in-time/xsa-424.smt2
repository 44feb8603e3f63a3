; Theorem sleeper-wakes-in-time: if a packet is queued, the thread sleeps until the head expires, or for one
; tick if it has expired, and no longer but for what it took to fall asleep; unless it is about to be kicked.
; Machine expiry: packets that expire, the clock, and the sleep of the Rx thread, from connecting to
; disconnecting.
; Proved by induction, for every value of what is configured: an invariant that holds at the beginning and
; that each step keeps.
; By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.
(set-option :produce-models true)
(set-logic ALL)

; ---- What is configured, once and for all ------------------------------------------------------------------
(declare-const drain Int) ; jiffies: the drain timeout
(declare-const pass Int) ; jiffies that a transmit, or the Rx thread once it runs, takes at most until it is done or sleeps
(declare-const late Int) ; jiffies by which a timer may be late
; Nothing takes less than no time; a transmit takes no longer than the drain timeout.
(define-fun times () Bool
  (and (<= 0 drain) (<= 0 pass) (<= 0 late) (<= pass drain)))
(assert times)

; ---- The state before a step, after it (.next), and what is chosen at it -----------------------------------
(declare-datatypes ((packet.Place 0)) (((elsewhere) (stamped) (queued) (gone))))
(declare-datatypes ((host.Place 0)) (((host-idle) (host-stamped) (host-kicks) (host-refused))))
(declare-datatypes ((rx.Place 0)) (((rx-waits) (rx-prepared) (rx-reads-time) (rx-sleeps-soon) (rx-asleep) (rx-round) (rx-drops) (rx-compares) (rx-expired))))
(declare-const now Int) ; the clock, in jiffies
(declare-const now.next Int)
(declare-const ahead Int) ; packets ahead of the followed one; all that are queued as long as that is not in the queue
(declare-const ahead.next Int)
(declare-const behind Int) ; packets behind the followed one
(declare-const behind.next Int)
(declare-const head Int) ; when the head expires; when the last one did, if nothing is queued
(declare-const head.next Int)
(declare-const last Int) ; when the packet expires that was queued last
(declare-const last.next Int)
(declare-const packet packet.Place) ; where the followed packet is
(declare-const packet.next packet.Place)
(declare-const expires Int) ; when the followed packet expires, once it is stamped
(declare-const expires.next Int)
(declare-const host host.Place) ; where the transmit stands
(declare-const host.next host.Place)
(declare-const stamp Int) ; when the packet in the transmit expires
(declare-const stamp.next Int)
(declare-const host-since Int) ; when the transmit read the time
(declare-const host-since.next Int)
(declare-const rx rx.Place) ; where the Rx thread stands
(declare-const rx.next rx.Place)
(declare-const since Int) ; since when the Rx thread has been running, or when it last found that the head had not expired
(declare-const since.next Int)
(declare-const marked Bool) ; whether the Rx thread has been kicked since it prepared to wait
(declare-const marked.next Bool)
(declare-const saw Bool) ; whether it saw a head when it last computed how long to sleep
(declare-const saw.next Bool)
(declare-const timed Bool) ; whether it then computed a timeout
(declare-const timed.next Bool)
(declare-const timeout Int) ; jiffies: that timeout
(declare-const timeout.next Int)
(declare-const slept Int) ; when it last went to sleep
(declare-const slept.next Int)
(declare-const end Int) ; when the timeout is over with which it did
(declare-const end.next Int)
(declare-const deadline Int) ; when the timer then wakes it
(declare-const deadline.next Int)
(declare-const sleeping Bool) ; whether it sleeps, and nobody has woken it
(declare-const sleeping.next Bool)
(declare-const followed Bool) ; whether it is the packet that is followed
(declare-const ticks Int) ; jiffies that pass
(declare-const next Int) ; when the packet expires that becomes the head

; ---- How it begins -----------------------------------------------------------------------------------------
; The first state.
(define-fun initial () Bool
  (and
    (= now 0)
    (= ahead 0)
    (= behind 0)
    (= head 0)
    (= last 0)
    (= packet elsewhere)
    (= expires 0)
    (= host host-idle)
    (= stamp 0)
    (= host-since 0)
    (= rx rx-waits)
    (= since 0)
    (= marked false)
    (= saw false)
    (= timed false)
    (= timeout 0)
    (= slept 0)
    (= end 0)
    (= deadline 0)
    (= sleeping false)))

; ---- The steps ---------------------------------------------------------------------------------------------
; host: reads the time, and stamps a packet with when it expires
(define-fun host-stamps () Bool
  (and
    (= host host-idle)
    (=> followed (= packet elsewhere))
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next (ite followed stamped packet))
    (= expires.next (ite followed (+ now drain) expires))
    (= host.next host-stamped)
    (= stamp.next (+ now drain))
    (= host-since.next now)
    (= rx.next rx)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; host: appends the packet
(define-fun host-appends () Bool
  (and
    (= host host-stamped)
    (= now.next now)
    (= ahead.next (ite (or (= packet stamped) (= packet queued)) ahead (+ ahead 1)))
    (= behind.next (ite (= packet queued) (+ behind 1) behind))
    (= head.next (ite (or (< 0 ahead) (= packet queued)) head stamp))
    (= last.next stamp)
    (= packet.next (ite (= packet stamped) queued packet))
    (= expires.next expires)
    (= host.next host-kicks)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; host: kicks the Rx thread
(define-fun host-kicks-rx () Bool
  (and
    (= host host-kicks)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host-idle)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx)
    (= since.next (ite sleeping now since))
    (= marked.next true)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next false)))
; irq: kicks the Rx thread for another reason
(define-fun somebody-kicks-rx () Bool
  (and
    true
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx)
    (= since.next (ite sleeping now since))
    (= marked.next true)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next false)))
; host: refuses the packet
(define-fun host-refuses () Bool
  (and
    (= host host-stamped)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next (ite (= packet stamped) gone packet))
    (= expires.next expires)
    (= host.next host-refused)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; host: frees the packet, and kicks nobody
(define-fun host-frees () Bool
  (and
    (= host host-refused)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host-idle)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; clock: time passes
(define-fun time-passes () Bool
  (and
    (< 0 ticks)
    (=> (not (= host host-idle)) (<= (+ now ticks) (+ host-since pass)))
    (=> (not sleeping) (<= (+ now ticks) (+ since pass)))
    (=> (and sleeping timed) (< (+ now ticks) (+ deadline late)))
    (= now.next (+ now ticks))
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; clock: time passes, and the timer wakes the Rx thread
(define-fun timer-fires () Bool
  (and
    (< 0 ticks)
    (=> (not (= host host-idle)) (<= (+ now ticks) (+ host-since pass)))
    sleeping
    timed
    (<= deadline (+ now ticks))
    (<= (+ now ticks) (+ deadline late))
    (= now.next (+ now ticks))
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx)
    (= since.next (+ now ticks))
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next false)))
; rx: finds work
(define-fun rx-finds-work () Bool
  (and
    (or (= rx rx-waits) (= rx rx-prepared))
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-round)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: prepares to wait
(define-fun rx-prepares () Bool
  (and
    (= rx rx-waits)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-prepared)
    (= since.next since)
    (= marked.next false)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: computes how long to sleep, and sees a head
(define-fun rx-sees-a-head () Bool
  (and
    (= rx rx-prepared)
    (or (< 0 ahead) (= packet queued))
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-reads-time)
    (= since.next since)
    (= marked.next marked)
    (= saw.next true)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: computes how long to sleep, and sees no head
(define-fun rx-sees-no-head () Bool
  (and
    (= rx rx-prepared)
    (not (or (< 0 ahead) (= packet queued)))
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-sleeps-soon)
    (= since.next since)
    (= marked.next marked)
    (= saw.next false)
    (= timed.next false)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: reads the time: so long the head has left
(define-fun rx-reads-the-time () Bool
  (and
    (= rx rx-reads-time)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-sleeps-soon)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next true)
    (= timeout.next (ite (< 0 (- head now)) (- head now) 0))
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: sleeps, unless it has been kicked since it prepared
(define-fun rx-goes-to-sleep () Bool
  (and
    (= rx rx-sleeps-soon)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-asleep)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next now)
    (= end.next (+ now timeout))
    (= deadline.next (+ now (ite (< timeout 1) 1 timeout)))
    (= sleeping.next (not marked))))
; rx: goes on: leaves the wait if the timeout is over, else looks again for work
(define-fun rx-wakes () Bool
  (and
    (= rx rx-asleep)
    (not sleeping)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next (ite (and timed (<= end now)) rx-round rx-waits))
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: dequeues the head to send it
(define-fun rx-sends () Bool
  (and
    (= rx rx-round)
    (or (< 0 ahead) (= packet queued))
    (ite
      (and (= packet queued) (= ahead 1))
      (= next expires)
      (ite
        (= (ite (and (= packet queued) (= ahead 0)) behind (- ahead 1)) 0)
        (= next head)
        (and
          (<= head next)
          (<= next (ite (and (= packet queued) (not (and (= packet queued) (= ahead 0)))) expires last)))))
    (= now.next now)
    (= ahead.next (ite (and (= packet queued) (= ahead 0)) behind (- ahead 1)))
    (= behind.next (ite (and (= packet queued) (= ahead 0)) 0 behind))
    (= head.next next)
    (= last.next last)
    (= packet.next (ite (and (= packet queued) (= ahead 0)) gone packet))
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-round)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: is done with sending
(define-fun rx-begins-to-drop () Bool
  (and
    (= rx rx-round)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-drops)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: looks when the head expires, and nothing is queued
(define-fun rx-sees-nothing-to-drop () Bool
  (and
    (= rx rx-drops)
    (not (or (< 0 ahead) (= packet queued)))
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-waits)
    (= since.next now)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: looks when the head expires
(define-fun rx-looks-at-the-expiry () Bool
  (and
    (= rx rx-drops)
    (or (< 0 ahead) (= packet queued))
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-compares)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: reads the time, and compares
(define-fun rx-compares-the-time () Bool
  (and
    (= rx rx-compares)
    (= now.next now)
    (= ahead.next ahead)
    (= behind.next behind)
    (= head.next head)
    (= last.next last)
    (= packet.next packet)
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next (ite (<= head now) rx-expired rx-waits))
    (= since.next (ite (<= head now) since now))
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))
; rx: dequeues the expired head
(define-fun rx-drops-the-head () Bool
  (and
    (= rx rx-expired)
    (or (< 0 ahead) (= packet queued))
    (ite
      (and (= packet queued) (= ahead 1))
      (= next expires)
      (ite
        (= (ite (and (= packet queued) (= ahead 0)) behind (- ahead 1)) 0)
        (= next head)
        (and
          (<= head next)
          (<= next (ite (and (= packet queued) (not (and (= packet queued) (= ahead 0)))) expires last)))))
    (= now.next now)
    (= ahead.next (ite (and (= packet queued) (= ahead 0)) behind (- ahead 1)))
    (= behind.next (ite (and (= packet queued) (= ahead 0)) 0 behind))
    (= head.next next)
    (= last.next last)
    (= packet.next (ite (and (= packet queued) (= ahead 0)) gone packet))
    (= expires.next expires)
    (= host.next host)
    (= stamp.next stamp)
    (= host-since.next host-since)
    (= rx.next rx-drops)
    (= since.next since)
    (= marked.next marked)
    (= saw.next saw)
    (= timed.next timed)
    (= timeout.next timeout)
    (= slept.next slept)
    (= end.next end)
    (= deadline.next deadline)
    (= sleeping.next sleeping)))

; ---- The invariant: the claim, and what strengthens it -----------------------------------------------------
; if a packet is queued, the thread sleeps until the head expires, or for one tick if it has expired, and no
; longer but for what it took to fall asleep; unless it is about to be kicked
(define-fun wakes-in-time () Bool
  (=>
    (and sleeping (or (< 0 ahead) (= packet queued)) (not (= host host-kicks)))
    (and timed (<= deadline (ite (< (+ head pass) (+ slept 1)) (+ slept 1) (+ head pass))))))
; wakes-in-time, after the step
(define-fun wakes-in-time.next () Bool
  (=>
    (and sleeping.next (or (< 0 ahead.next) (= packet.next queued)) (not (= host.next host-kicks)))
    (and
      timed.next
      (<= deadline.next (ite (< (+ head.next pass) (+ slept.next 1)) (+ slept.next 1) (+ head.next pass))))))
; there are no fewer than no packets, and none behind one that is not there
(define-fun numbers () Bool
  (and (<= 0 ahead) (<= 0 behind) (=> (< 0 behind) (= packet queued))))
; numbers, after the step
(define-fun numbers.next () Bool
  (and (<= 0 ahead.next) (<= 0 behind.next) (=> (< 0 behind.next) (= packet.next queued))))
; head, followed packet and last expire in this order
(define-fun order () Bool
  (and
    (<= head last)
    (=> (= packet queued) (and (<= head expires) (<= expires last)))
    (=> (and (= packet queued) (= ahead 0)) (= head expires))))
; order, after the step
(define-fun order.next () Bool
  (and
    (<= head.next last.next)
    (=> (= packet.next queued) (and (<= head.next expires.next) (<= expires.next last.next)))
    (=> (and (= packet.next queued) (= ahead.next 0)) (= head.next expires.next))))
; a packet expires a drain timeout after its transmit read the time, which it did at most a pass ago
(define-fun stamps () Bool
  (=>
    (not (= host host-idle))
    (and (= stamp (+ host-since drain)) (<= host-since now) (<= now (+ host-since pass)))))
; stamps, after the step
(define-fun stamps.next () Bool
  (=>
    (not (= host.next host-idle))
    (and
      (= stamp.next (+ host-since.next drain))
      (<= host-since.next now.next)
      (<= now.next (+ host-since.next pass)))))
; what is stamped last expires last
(define-fun stamps-rise () Bool
  (and
    (<= last (+ now drain))
    (=> (= host host-stamped) (<= last stamp))
    (=> (= host host-kicks) (= last stamp))))
; stamps-rise, after the step
(define-fun stamps-rise.next () Bool
  (and
    (<= last.next (+ now.next drain))
    (=> (= host.next host-stamped) (<= last.next stamp.next))
    (=> (= host.next host-kicks) (= last.next stamp.next))))
; the followed packet is the one in the transmit as long as it is stamped and not queued
(define-fun followed-in-transmit () Bool
  (=> (= packet stamped) (and (= host host-stamped) (= expires stamp))))
; followed-in-transmit, after the step
(define-fun followed-in-transmit.next () Bool
  (=> (= packet.next stamped) (and (= host.next host-stamped) (= expires.next stamp.next))))
; the thread runs, and then for at most a pass, unless it sleeps
(define-fun running () Bool
  (and
    (<= since now)
    (=> (not sleeping) (<= now (+ since pass)))
    (=> sleeping (and (= rx rx-asleep) (not marked)))))
; running, after the step
(define-fun running.next () Bool
  (and
    (<= since.next now.next)
    (=> (not sleeping.next) (<= now.next (+ since.next pass)))
    (=> sleeping.next (and (= rx.next rx-asleep) (not marked.next)))))
; in the wait the thread has run since the head expired, or a pass later, at the latest
(define-fun waits-early () Bool
  (=>
    (and
      (or (< 0 ahead) (= packet queued))
      (or (= rx rx-waits) (= rx rx-prepared) (= rx rx-reads-time) (= rx rx-sleeps-soon)))
    (<= since (+ head pass))))
; waits-early, after the step
(define-fun waits-early.next () Bool
  (=>
    (and
      (or (< 0 ahead.next) (= packet.next queued))
      (or (= rx.next rx-waits) (= rx.next rx-prepared) (= rx.next rx-reads-time) (= rx.next rx-sleeps-soon)))
    (<= since.next (+ head.next pass))))
; the thread has run since two passes, a tick and the lateness of a timer after the head expired, at the
; latest
(define-fun woken-early () Bool
  (=>
    (and (or (< 0 ahead) (= packet queued)) (not sleeping))
    (<= since (+ (+ (+ (+ head pass) pass) 1) late))))
; woken-early, after the step
(define-fun woken-early.next () Bool
  (=>
    (and (or (< 0 ahead.next) (= packet.next queued)) (not sleeping.next))
    (<= since.next (+ (+ (+ (+ head.next pass) pass) 1) late))))
; a head that was seen is there: only this thread takes it out
(define-fun saw-what-is-there () Bool
  (and
    (=>
      (or (= rx rx-reads-time) (and saw (or (= rx rx-sleeps-soon) (= rx rx-asleep))))
      (or (< 0 ahead) (= packet queued)))
    (=> (= rx rx-reads-time) saw)
    (=> (or (= rx rx-compares) (= rx rx-expired)) (or (< 0 ahead) (= packet queued)))))
; saw-what-is-there, after the step
(define-fun saw-what-is-there.next () Bool
  (and
    (=>
      (or (= rx.next rx-reads-time) (and saw.next (or (= rx.next rx-sleeps-soon) (= rx.next rx-asleep))))
      (or (< 0 ahead.next) (= packet.next queued)))
    (=> (= rx.next rx-reads-time) saw.next)
    (=> (or (= rx.next rx-compares) (= rx.next rx-expired)) (or (< 0 ahead.next) (= packet.next queued)))))
; where no head was seen there is none, or the transmit that queued it is about to kick
(define-fun kick-is-coming () Bool
  (=>
    (and
      (or (= rx rx-sleeps-soon) (= rx rx-asleep))
      (not saw)
      (not marked)
      (or (< 0 ahead) (= packet queued))
      (or sleeping (= rx rx-sleeps-soon)))
    (and (= host host-kicks) (= head stamp))))
; kick-is-coming, after the step
(define-fun kick-is-coming.next () Bool
  (=>
    (and
      (or (= rx.next rx-sleeps-soon) (= rx.next rx-asleep))
      (not saw.next)
      (not marked.next)
      (or (< 0 ahead.next) (= packet.next queued))
      (or sleeping.next (= rx.next rx-sleeps-soon)))
    (and (= host.next host-kicks) (= head.next stamp.next))))
; a head that was not seen expires no sooner than the thread has run
(define-fun unseen-head-is-young () Bool
  (=>
    (and
      (or (= rx rx-sleeps-soon) (= rx rx-asleep))
      (not saw)
      (or (< 0 ahead) (= packet queued))
      (not sleeping))
    (<= since head)))
; unseen-head-is-young, after the step
(define-fun unseen-head-is-young.next () Bool
  (=>
    (and
      (or (= rx.next rx-sleeps-soon) (= rx.next rx-asleep))
      (not saw.next)
      (or (< 0 ahead.next) (= packet.next queued))
      (not sleeping.next))
    (<= since.next head.next)))
; the timeout ends when the head expires, or at once
(define-fun timeout-is-short () Bool
  (and
    (=> (and (= rx rx-sleeps-soon) saw) (and timed (or (= timeout 0) (<= (+ since timeout) head))))
    (=> (and timed (= rx rx-sleeps-soon)) (<= 0 timeout))))
; timeout-is-short, after the step
(define-fun timeout-is-short.next () Bool
  (and
    (=>
      (and (= rx.next rx-sleeps-soon) saw.next)
      (and timed.next (or (= timeout.next 0) (<= (+ since.next timeout.next) head.next))))
    (=> (and timed.next (= rx.next rx-sleeps-soon)) (<= 0 timeout.next))))
; the sleep ends a pass after the head expires, or at once
(define-fun end-is-early () Bool
  (and
    (=>
      (and (= rx rx-asleep) saw)
      (and timed (or (<= end (+ head pass)) (<= end slept)) (<= slept (+ (+ head pass) pass))))
    (=> (= rx rx-asleep) (<= slept now))))
; end-is-early, after the step
(define-fun end-is-early.next () Bool
  (and
    (=>
      (and (= rx.next rx-asleep) saw.next)
      (and
        timed.next
        (or (<= end.next (+ head.next pass)) (<= end.next slept.next))
        (<= slept.next (+ (+ head.next pass) pass))))
    (=> (= rx.next rx-asleep) (<= slept.next now.next))))
; the timer fires when the sleep ends, or after one tick, and has not fired yet
(define-fun timer-is-set () Bool
  (and
    (=> (and sleeping saw) (<= deadline (ite (< (+ head pass) (+ slept 1)) (+ slept 1) (+ head pass))))
    (=> (and sleeping timed) (<= now (+ deadline late)))))
; timer-is-set, after the step
(define-fun timer-is-set.next () Bool
  (and
    (=>
      (and sleeping.next saw.next)
      (<= deadline.next (ite (< (+ head.next pass) (+ slept.next 1)) (+ slept.next 1) (+ head.next pass))))
    (=> (and sleeping.next timed.next) (<= now.next (+ deadline.next late)))))
(define-fun invariant () Bool (and true wakes-in-time numbers order stamps stamps-rise followed-in-transmit running waits-early woken-early saw-what-is-there kick-is-coming unseen-head-is-young timeout-is-short end-is-early timer-is-set))
(define-fun invariant.next () Bool (and true wakes-in-time.next numbers.next order.next stamps.next stamps-rise.next followed-in-transmit.next running.next waits-early.next woken-early.next saw-what-is-there.next kick-is-coming.next unseen-head-is-young.next timeout-is-short.next end-is-early.next timer-is-set.next))

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

; host-stamps can happen.
(push 1)
(assert invariant)
(assert host-stamps)
(set-info :status sat)
(check-sat)
(pop 1)

; host-stamps keeps the invariant.
(push 1)
(assert invariant)
(assert host-stamps)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; host-appends can happen.
(push 1)
(assert invariant)
(assert host-appends)
(set-info :status sat)
(check-sat)
(pop 1)

; host-appends keeps the invariant.
(push 1)
(assert invariant)
(assert host-appends)
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

; somebody-kicks-rx can happen.
(push 1)
(assert invariant)
(assert somebody-kicks-rx)
(set-info :status sat)
(check-sat)
(pop 1)

; somebody-kicks-rx keeps the invariant.
(push 1)
(assert invariant)
(assert somebody-kicks-rx)
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

; host-frees can happen.
(push 1)
(assert invariant)
(assert host-frees)
(set-info :status sat)
(check-sat)
(pop 1)

; host-frees keeps the invariant.
(push 1)
(assert invariant)
(assert host-frees)
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

; rx-finds-work can happen.
(push 1)
(assert invariant)
(assert rx-finds-work)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-finds-work keeps the invariant.
(push 1)
(assert invariant)
(assert rx-finds-work)
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

; rx-sees-a-head can happen.
(push 1)
(assert invariant)
(assert rx-sees-a-head)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-sees-a-head keeps the invariant.
(push 1)
(assert invariant)
(assert rx-sees-a-head)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-sees-no-head can happen.
(push 1)
(assert invariant)
(assert rx-sees-no-head)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-sees-no-head keeps the invariant.
(push 1)
(assert invariant)
(assert rx-sees-no-head)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-reads-the-time can happen.
(push 1)
(assert invariant)
(assert rx-reads-the-time)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-reads-the-time keeps the invariant.
(push 1)
(assert invariant)
(assert rx-reads-the-time)
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

; rx-begins-to-drop can happen.
(push 1)
(assert invariant)
(assert rx-begins-to-drop)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-begins-to-drop keeps the invariant.
(push 1)
(assert invariant)
(assert rx-begins-to-drop)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-sees-nothing-to-drop can happen.
(push 1)
(assert invariant)
(assert rx-sees-nothing-to-drop)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-sees-nothing-to-drop keeps the invariant.
(push 1)
(assert invariant)
(assert rx-sees-nothing-to-drop)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-looks-at-the-expiry can happen.
(push 1)
(assert invariant)
(assert rx-looks-at-the-expiry)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-looks-at-the-expiry keeps the invariant.
(push 1)
(assert invariant)
(assert rx-looks-at-the-expiry)
(assert (not invariant.next))
(set-info :status unsat)
(check-sat)
(pop 1)

; rx-compares-the-time can happen.
(push 1)
(assert invariant)
(assert rx-compares-the-time)
(set-info :status sat)
(check-sat)
(pop 1)

; rx-compares-the-time keeps the invariant.
(push 1)
(assert invariant)
(assert rx-compares-the-time)
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
