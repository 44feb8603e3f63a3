/* The guest-Rx path of `byte-limit` (src/Netback/Revisions/ByteLimit.cs) once more, in Promela, for Spin: a second opinion
   on what `netback explore` says about its small configurations. One host CPU, one queue, a guest, an interrupt, a clock.
   One atomic block is one step of the C# driver, from one `await` to the next. What is left out, and why nothing is lost
   by it, stands in README.md. Sizes: the defaults are the configuration `two-sizes` of the explorer. */
#ifndef RING
#define RING  4                   /* Parameters.RingSize, slots */
#define SLOTS 2                   /* Parameters.MaxPacketSlots: the largest packet, and what must be free to send any */
#define LIMIT 64                  /* Parameters.QueueLimit, bytes */
#define POSTS 2                   /* slots that the guest may post at once: 1 up to here */
#endif
#ifndef DRAIN
#define DRAIN 1                   /* Parameters.DrainTimeoutMs, ticks */
#endif
#ifndef MASK
#define MASK  (2 * RING - 1)      /* ring indices run freely modulo MASK + 1 */
#endif
#ifdef MISCOUNTS                                 /* FAULT: one byte too many after an expiry */
#define MISCOUNT 1
#else
#define MISCOUNT 0
#endif
#define PAGE  64                  /* bytes per slot */
#define BOUND (LIMIT + SLOTS * PAGE)             /* Revision.MemoryBound */
#define ROOM  (BOUND / PAGE)                     /* packets that can be queued within the bound */
#define NEVER 255
#ifdef NEEDSONE                                  /* FAULT: sends while one slot is free */
#define NEED 1
#else
#define NEED SLOTS                               /* ByteLimit.Need */
#endif
#define BETWEEN(a, b) (((a) - (b)) & MASK)       /* how far index a is ahead of b */
#define AT_REST (asleep && !offer && !posted && !requested && !handling)

byte req_prod = MASK, req_cons = MASK, rsp_prod = MASK;   /* SharedRing, BackRing.ReqCons; the first request wraps */
byte req_event = 0;               /* SharedRing.ReqEvent = start + 1, or NEVER: see Guest */
byte pkt[ROOM], left[ROOM], n;    /* PacketQueue: slots of each packet and ticks until it expires; head first */
byte bytes;                       /* PacketQueue.Bytes, the driver's own count */
bool lock;                        /* PacketQueue.Lock */
bool stopped;                     /* TxQueue: the stop bit */
bool marked, asleep;              /* WaitQueue.marked, ThreadState.Sleeping */
byte alarm;                       /* KernelThread.Deadline in ticks from now, 0 for none */
byte rest = NEVER;                /* what Sleep will yield: ticks left of the timeout that was asked for */
byte offer, offer_left;           /* slots of the packet that the host is offering, 0 if it is idle; ticks until it expires */
byte posted;                      /* slots that the guest has published without having looked at req_event yet */
bool requested, handling;         /* EventChannel: an event has come; its handler runs */
byte i, sum;                      /* for loops within one step; else 0 */

inline Wake() { marked = true; asleep = false; alarm = 0 }          /* WaitQueue.Wake */

inline CheckBytes() {
  i = 0;
  do :: i < n -> sum = sum + pkt[i] * PAGE; i++ :: else -> break od;
  assert(bytes == sum);                                             /* ByteAccounting */
  sum = 0; i = 0
}

inline RemoveHead(size, over) {                                     /* PacketQueue.RemoveHead */
  d_step { size = pkt[0]; bytes = bytes - size * PAGE + over; n--;
    do :: i < n -> pkt[i] = pkt[i + 1]; left[i] = left[i + 1]; i++ :: else -> break od;
    pkt[n] = 0; left[n] = 0; CheckBytes() }
}

inline Append() {                                                   /* PacketQueue.Append, ByteLimit.IsAboveLimit */
  assert(bytes + offer * PAGE <= BOUND);                            /* BoundedMemory */
  pkt[n] = offer; left[n] = offer_left; n++; bytes = bytes + offer * PAGE; offer_left = 0; CheckBytes();
#ifndef NEVERSTOPS                                                  /* FAULT: nobody stops the Tx queue */
  above = bytes > LIMIT;
#endif
  linked = true
}

/* BackRing.HasRequests. Each load and each store is a step; req_cons is written by this thread alone, so that reading it
   is none. (Macros, as an inline takes no labels: where to go on.) */
#ifdef NEVERARM
#define ARM skip                                                    /* FAULT: req_event stays as it is */
#else
#define ARM req_event = (p + 1) & MASK
#endif
#ifdef NORECHECK
#define RECHECK(no) atomic { p = 0; goto no }                       /* FAULT: no second look after arming */
#else
#define RECHECK(no) atomic { if :: req_prod == p -> p = 0; goto no :: else -> p = 0 fi }
#endif
#define HAS_REQUESTS(yes, no) \
  do \
  :: atomic { p = req_prod; if :: BETWEEN(p, req_cons) >= NEED -> p = 0; goto yes :: else fi } \
     ARM; \
     RECHECK(no) \
  od

/* ByteLimit.HasRxWork. ShouldStop and Disabled are false throughout. */
#ifdef SPINS
#define HAS_RX_WORK(yes, no) atomic { if :: n == 0 -> goto no :: else -> goto yes fi }   /* FAULT: whatever is free */
#else
#define HAS_RX_WORK(yes, no) atomic { if :: n == 0 -> goto no :: else fi }; HAS_REQUESTS(yes, no)
#endif

active proctype Rx() {                                              /* ByteLimit.RxThread */
  byte p, s, taken[RING], t, ask = NEVER;
round:                                                              /* Revision.WaitForRxWork */
  HAS_RX_WORK(work, prepare);
prepare:
#ifdef TESTFIRST                                                    /* FAULT: the condition is tested before Prepare */
  HAS_RX_WORK(work, unready);
unready:
  marked = false;
#else
  marked = false;                                                   /* WaitQueue.Prepare */
  HAS_RX_WORK(work, sleep);
#endif
sleep:                                                              /* QueueTimeout: looks for the head, then at the time */
#ifndef SLEEPSFOREVER                                               /* FAULT: no timeout */
  atomic { if :: n == 0 -> goto about :: else fi }
  ask = left[0];
about:
#endif
  atomic { rest = ask; ask = NEVER;                                 /* WaitQueue.Sleep: time counts from here */
    if :: !marked -> asleep = true; alarm = (rest == NEVER -> 0 : (rest > 0 -> rest : 1)) :: else fi }
endsleep:
  atomic { !asleep ->
    if :: rest == 0 -> rest = NEVER; goto work :: else -> rest = NEVER; goto prepare fi }
work:                                                               /* ByteLimit.RxAction */
  atomic { if :: n == 0 -> goto expire :: else fi }
send:
  HAS_REQUESTS(take, complete);
take:                                                               /* Revision.Dequeue: the store to the head is a step */
  atomic { !lock -> lock = true; if :: n == 0 -> goto release :: else fi }
  RemoveHead(s, 0);
release:
  atomic { lock = false; if :: s == 0 -> goto complete :: else -> taken[t] = s; t++ fi }
  do                                                                /* BackRing.Take: slot by slot */
  :: atomic {
       assert(BETWEEN(req_prod, req_cons) > 0);                     /* NoRingOverrun */
       req_cons = (req_cons + 1) & MASK; s--; if :: s == 0 -> goto send :: else fi }
  od;
complete:                                                           /* Revision.Complete: one publication per packet */
  do
  :: d_step { t > 0 -> rsp_prod = (rsp_prod + taken[0]) & MASK; t--;
       do :: i < t -> taken[i] = taken[i + 1]; i++ :: else -> break od;
       taken[t] = 0; i = 0 }
  :: t == 0 -> break
  od;
expire:                                                             /* ByteLimit.DropExpired */
  atomic { if :: n == 0 -> goto maybewake :: else fi }
  atomic { if :: left[0] > 0 -> goto maybewake :: else fi }         /* reads the time */
  atomic { !lock -> lock = true; assert(n > 0) }                    /* FifoExactlyOnce */
  RemoveHead(s, MISCOUNT);
  atomic { lock = false; s = 0; goto expire }
maybewake:                                                          /* ByteLimit.MaybeWake */
#ifndef NEVERWAKES                                                  /* FAULT: nobody wakes the Tx queue */
  atomic { !lock -> lock = true; if :: bytes < LIMIT -> skip :: else -> goto unlock fi }
  stopped = false;
unlock:
  lock = false;
#endif
  goto round
}

/* Host.Xmit, ByteLimit.StartXmit, Enqueue. Only offers count as progress: what goes on for ever must contain infinitely
   many. A host that stays at its progress label hides nothing: to the Rx thread it is as one that has not begun. */
active proctype Host() {
  bool above, linked;
  do
  :: atomic { !stopped ->                                           /* blocked for ever if never woken: a deadlock */
       if :: offer = 1 :: SLOTS > 1 -> offer = 2 fi }
progress_offer:
     offer_left = DRAIN;                                            /* reads the time */
#ifdef KICKFIRST                                                    /* FAULT: kick before the append */
     d_step { Wake() }
#endif
     d_step { !lock -> lock = true; if :: n > 0 -> Append() :: else fi }
     d_step { if :: !linked -> Append() :: else fi; linked = false }   /* an empty queue: the store to the head is a step */
#ifdef STOPOUTSIDE                                                  /* FAULT: decided after the lock has been released */
     d_step { lock = false; above = bytes > LIMIT }
#endif
     atomic { if :: above -> stopped = true; above = false :: else fi }
#ifndef STOPOUTSIDE
     lock = false;
#endif
     d_step {
#ifndef KICKFIRST
       Wake();
#endif
       offer = 0 }
  od
}

/* Guest.Post: any number of slots that fits, at any moment, or never again. Taking the responses needs no step of its own:
   a guest that takes them late is one that posts late. An event index that has been passed asks for nothing until it is
   written again; it becomes NEVER, lest it come round after MASK + 1 requests instead of 2^32. */
active proctype Guest() {
endguest:
  do
  :: atomic { RING - BETWEEN(req_prod, rsp_prod) > 0 ->
       if :: posted = 1 :: POSTS > 1 && RING - BETWEEN(req_prod, rsp_prod) > 1 -> posted = 2 fi;
       req_prod = (req_prod + posted) & MASK;
       assert(BETWEEN(req_prod, rsp_prod) <= RING) }
     d_step {                                                       /* SharedRing.MustNotify, EventChannel.Raise */
       if :: req_event != NEVER && BETWEEN(req_prod, req_event) < posted -> requested = true :: else fi;
       if :: req_event != ((req_prod + 1) & MASK) -> req_event = NEVER :: else fi;
       posted = 0 }
#ifdef KICKS
  :: requested = true                                               /* Guest.Kick: for no reason */
#endif
  od
}

active proctype Irq() {                                             /* ByteLimit.Interrupt */
endirq:
  do
  :: d_step { requested -> requested = false; handling = true }
     d_step { Wake(); handling = false }
  od
}

/* WorldWatch.AtRest: what must hold when the thread sleeps and nobody else is in the middle of anything. */
inline CheckRest() {
  assert(n == 0 || BETWEEN(req_prod, req_cons) < NEED);             /* NoLostWakeup */
  assert(n == 0 || (alarm > 0 && alarm <= (left[0] > 0 -> left[0] : 1)));  /* BoundedLatency */
#ifndef ANYTIME
  assert(n == 0 || left[0] > 0);                                    /* BoundedLatency */
#endif
  assert(!stopped || bytes >= LIMIT)                                /* TxQueueRestarts */
}

inline Tick() {                                                     /* SteppedKernel.Tick */
  do :: i < n -> left[i] = (left[i] > 0 -> left[i] - 1 : 0); i++ :: else -> break od;
  i = 0;
  offer_left = (offer_left > 0 -> offer_left - 1 : 0);
  rest = (rest == NEVER || rest == 0 -> rest : rest - 1);
  if :: alarm == 1 -> alarm = 0; asleep = false :: alarm > 1 -> alarm-- :: else fi
}

/* A tick while nothing waits would change nothing. With ANYTIME everybody may take any time for anything. */
active proctype Clock() {
endclock:
  do
  :: d_step { AT_REST && (n > 0 || stopped) -> CheckRest(); Tick() }
#ifdef ANYTIME
  :: d_step { !AT_REST && (n > 0 || offer) -> Tick() }
#endif
  od
}

#ifdef LIVE
ltl restarts { [] (stopped -> <> !stopped) }                        /* TxQueueRestarts, as liveness; no fairness assumed */
#endif
