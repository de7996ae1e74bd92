------------------------------ MODULE SharedLog ------------------------------
(* A log that several nodes share, in a Redis master with an asynchronous replica: what is
   acknowledged, what a failure can hide, and how a recovery finds it again. README.md says what is
   in here and what is not. An acknowledgement leaves as soon as the append is done (acks: log). *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  Nodes,     \* who appends
  Items,     \* what is given
  Stock,     \* [Items -> Nat]: how much there is of each
  Lines,     \* a sequence of [Items -> Nat]: what the n-th claim asks for, all or nothing
  Window,    \* so many units of an item may be taken in the log that the books do not hold yet
  Failures,  \* so many restarts and failovers of Redis
  Deaths     \* so many nodes die

CONSTANTS    \* The mechanisms. Each that is taken away lets TLC find what it is for.
  ComparePosition,     \* an append is refused where another has the place
  CompareLineage,      \* a server that was started again or promoted takes no append
  KeepWindow,          \* a log that is too far ahead of the books takes no append
  CountUnits,          \* the window counts units of an item, not entries
  CloseBooks,          \* a recovery closes the epoch in the books: nobody drains it any more
  SurvivorsContinue,   \* what the new master holds is taken if it continues the books
  CopiesContinue,      \* a node's copy is taken if it continues what is there so far
  TakeCopies,          \* a node that is asked brings what only it knows
  RegisterFirst,       \* a node registers in the books before it appends
  FreshNames,          \* a node that was started again is another one
  LeaveDrained,        \* a node leaves when the books hold all that it knows
  SilentCounts,        \* a registered node that does not answer may hide something
  Quarantine,          \* what may be hidden is set aside
  OpenOnce,            \* an epoch is opened on the one lineage that it was settled for
  OneEffect,           \* a key that is in the state is answered from there
  RefuseReleased,      \* what was released is no longer redeemed
  ReleaseInBooks       \* a release is in the books before anybody gets what it frees

VARIABLES
  log, epoch, stored, lineage, drained, role, linked,           \* Redis, each server
  copy, at, life,                                               \* nodes: log, epoch, incarnation
  books, open, phase, registered, answered, best, fence,        \* SQL: entries, epoch, recovery
  target, released,
  receipt, next, failed, died, lineages, drain                  \* clients, bounds, a drain

redis == <<log, epoch, stored, lineage, drained, role, linked>>
nodes == <<copy, at, life>>
recovery == <<phase, registered, answered, best, fence, target>>
sql == <<books, open, recovery, released>>
bounds == <<failed, died, lineages>>
vars == <<redis, nodes, sql, receipt, next, bounds, drain>>

Servers == {"A", "B"}
Other(r) == IF r = "A" THEN "B" ELSE "A"
Claims == 1..Len(Lines)
Least(a, b) == IF a < b THEN a ELSE b
Less(a, b) == IF a > b THEN a - b ELSE 0
Prefix(a, b) == Len(a) <= Len(b) /\ SubSeq(b, 1, Len(a)) = a
First(s, n) == SubSeq(s, 1, n)

------------------------------------------------------------------------------
(* Entries, and what a log comes to. *)
Claimed(c) == [is |-> "claimed", of |-> c]
Redeemed(c) == [is |-> "redeemed", of |-> c]
SetAside(units) == [is |-> "set-aside", units |-> units]
Released(e) == [is |-> "released", epoch |-> e]

Gives(entry) == entry.is \in {"claimed", "redeemed"}
Giving(s) == {p \in 1..Len(s) : Gives(s[p])}
ClaimsIn(s) == {s[p].of : p \in Giving(s)}

RECURSIVE Taken(_, _)
Taken(s, i) ==
  IF s = <<>> THEN 0
  ELSE LET e == s[Len(s)]
       IN Taken(First(s, Len(s) - 1), i) + (IF Gives(e) THEN Lines[e.of][i] ELSE 0)

RECURSIVE Aside(_, _)
Aside(s, i) ==
  IF s = <<>> THEN 0
  ELSE LET e == s[Len(s)]
           before == First(s, Len(s) - 1)
       IN CASE e.is = "claimed" -> Aside(before, i)
            [] e.is = "redeemed" -> Less(Aside(before, i), Lines[e.of][i])
            [] e.is = "set-aside" -> Aside(before, i) + e.units[i]
            [] e.is = "released" -> 0

RECURSIVE ReleasedIn(_)
ReleasedIn(s) ==
  IF s = <<>> THEN 0
  ELSE IF s[Len(s)].is = "released" THEN s[Len(s)].epoch
  ELSE ReleasedIn(First(s, Len(s) - 1))

RECURSIVE Units(_, _)
Units(claims, i) ==
  IF claims = {} THEN 0
  ELSE LET c == CHOOSE c \in claims : TRUE IN Lines[c][i] + Units(claims \ {c}, i)

------------------------------------------------------------------------------
Init ==
  /\ log = [r \in Servers |-> <<>>] /\ epoch = [r \in Servers |-> 1]
  /\ stored = [r \in Servers |-> 1] /\ lineage = [r \in Servers |-> IF r = "A" THEN 1 ELSE 0]
  /\ drained = [r \in Servers |-> 0]
  /\ role = [r \in Servers |-> IF r = "A" THEN "master" ELSE "replica"] /\ linked = TRUE
  /\ copy = [x \in Nodes |-> <<>>] /\ at = [x \in Nodes |-> 0] /\ life = [x \in Nodes |-> 1]
  /\ books = <<>> /\ open = 1 /\ phase = "active" /\ registered = {} /\ answered = {}
  /\ best = <<>> /\ fence = [i \in Items |-> 0] /\ target = 1 /\ released = 0
  /\ receipt = [c \in Claims |-> 0] /\ next = 1 /\ failed = 0 /\ died = 0 /\ lineages = 1
  /\ drain = <<>>

------------------------------------------------------------------------------
(* Appending: one script, which compares and appends. *)
MayAppend(x, r) ==
  /\ at[x] # 0 /\ role[r] = "master" /\ epoch[r] = at[x]
  /\ CompareLineage => stored[r] = lineage[r]
  /\ IF ComparePosition THEN copy[x] = log[r] ELSE Prefix(copy[x], log[r])
Put(x, r, entry) ==
  /\ log' = [log EXCEPT ![r] = Append(@, entry)] /\ copy' = [copy EXCEPT ![x] = log'[r]]
  /\ UNCHANGED <<epoch, stored, lineage, drained, role, linked, at, life>>
HasRoom(r, c) ==
  KeepWindow =>
    IF CountUnits
    THEN \A i \in Items :
           Taken(log[r], i) + Lines[c][i] <= Taken(First(log[r], drained[r]), i) + Window
    ELSE Len(log[r]) < drained[r] + Window
IsFree(s, c) == \A i \in Items : Taken(s, i) + Aside(s, i) + Lines[c][i] <= Stock[i]

Claim(x, r) ==
  /\ next \in Claims /\ MayAppend(x, r) /\ IsFree(copy[x], next) /\ HasRoom(r, next)
  /\ Put(x, r, Claimed(next))
  /\ receipt' = [receipt EXCEPT ![next] = at[x]] /\ next' = next + 1
  /\ UNCHANGED <<sql, bounds, drain>>
Refuse(x) ==
  /\ next \in Claims /\ at[x] # 0 /\ ~IsFree(copy[x], next) /\ next' = next + 1
  /\ UNCHANGED <<redis, nodes, sql, receipt, bounds, drain>>

(* A client repeats its key, with the receipt of what the log does not hold any more. *)
Redeem(x, r, c) ==
  /\ receipt[c] # 0 /\ MayAppend(x, r) /\ HasRoom(r, c)
  /\ OneEffect => c \notin ClaimsIn(copy[x])
  /\ RefuseReleased => receipt[c] >= ReleasedIn(copy[x])
  /\ \A i \in Items : Lines[c][i] <= Aside(copy[x], i)
  /\ Put(x, r, Redeemed(c)) /\ receipt' = [receipt EXCEPT ![c] = at[x]]
  /\ UNCHANGED <<sql, next, bounds, drain>>

(* Its time is over: the books say so first, and then the log. *)
ReleaseBooks ==
  /\ ReleaseInBooks /\ phase = "active" /\ released < open
  /\ \E i \in Items : Aside(books, i) > 0
  /\ released' = open
  /\ UNCHANGED <<redis, nodes, books, open, recovery, receipt, next, bounds, drain>>
Release(x, r) ==
  /\ MayAppend(x, r)
  /\ IF ReleaseInBooks
     THEN /\ ReleasedIn(copy[x]) < released /\ released <= at[x]
          /\ Put(x, r, Released(released)) /\ UNCHANGED released
     ELSE /\ ReleasedIn(copy[x]) < at[x] /\ \E i \in Items : Aside(copy[x], i) > 0
          /\ Put(x, r, Released(at[x])) /\ released' = at[x]
  /\ UNCHANGED <<books, open, recovery, receipt, next, bounds, drain>>

(* By a conflict or by following, a node takes in what it has not seen. *)
Follow(x, r) ==
  /\ at[x] # 0 /\ role[r] = "master" /\ epoch[r] = at[x]
  /\ CompareLineage => stored[r] = lineage[r]
  /\ Prefix(copy[x], log[r]) /\ copy[x] # log[r] /\ copy' = [copy EXCEPT ![x] = log[r]]
  /\ UNCHANGED <<redis, at, life, sql, receipt, next, bounds, drain>>

------------------------------------------------------------------------------
(* Redis and what happens to it. *)
Replicate(r) ==
  /\ role[r] = "master" /\ role[Other(r)] = "replica" /\ linked
  /\ LET o == Other(r) IN
     /\ log' = [log EXCEPT ![o] = log[r]] /\ epoch' = [epoch EXCEPT ![o] = epoch[r]]
     /\ stored' = [stored EXCEPT ![o] = stored[r]]
     /\ drained' = [drained EXCEPT ![o] = drained[r]]
  /\ UNCHANGED <<lineage, role, linked, nodes, sql, receipt, next, bounds, drain>>
NewLineage(r) ==
  /\ failed < Failures /\ failed' = failed + 1 /\ UNCHANGED died
  /\ lineages' = lineages + 1 /\ lineage' = [lineage EXCEPT ![r] = lineages']
(* The replica is promoted. The old master may go on, cut off, with whoever still reaches it. *)
Promote(r) ==
  /\ role[r] = "replica" /\ role[Other(r)] = "master" /\ NewLineage(r)
  /\ role' = [role EXCEPT ![r] = "master"] /\ linked' = FALSE
  /\ UNCHANGED <<log, epoch, stored, drained, nodes, sql, receipt, next, drain>>
(* It starts again, without some or all of what was in its file. *)
Restart(r) ==
  /\ role[r] = "master" /\ role[Other(r)] = "replica" /\ NewLineage(r)
  /\ \E kept \in 0..Len(log[r]) :
       /\ log' = [log EXCEPT ![r] = First(@, kept)]
       /\ drained' = [drained EXCEPT ![r] = Least(@, kept)]
  /\ UNCHANGED <<epoch, stored, role, linked, nodes, sql, receipt, next, drain>>
Newest ==
  IF role["A"] = "master" /\ (role["B"] # "master" \/ lineage["A"] > lineage["B"]) THEN "A" ELSE "B"
Rejoin ==
  /\ role["A"] = "master" /\ role["B"] = "master" /\ linked' = TRUE
  /\ role' = [role EXCEPT ![Other(Newest)] = "replica"]
  /\ UNCHANGED <<log, epoch, stored, lineage, drained, nodes, sql, receipt, next, bounds, drain>>

------------------------------------------------------------------------------
(* Nodes come, leave and die. *)
Register(x) ==
  /\ phase = "active" /\ at[x] # open
  /\ at' = [at EXCEPT ![x] = open] /\ copy' = [copy EXCEPT ![x] = books]
  /\ registered' = IF RegisterFirst THEN registered \cup {<<x, life[x]>>} ELSE registered
  /\ UNCHANGED <<redis, life, books, open, phase, answered, best, fence, target, released>>
  /\ UNCHANGED <<receipt, next, bounds, drain>>
Leave(x) ==
  /\ phase = "active" /\ at[x] = open /\ (LeaveDrained => Prefix(copy[x], books))
  /\ at' = [at EXCEPT ![x] = 0] /\ copy' = [copy EXCEPT ![x] = <<>>]
  /\ registered' = registered \ {<<x, life[x]>>}
  /\ UNCHANGED <<redis, life, books, open, phase, answered, best, fence, target, released>>
  /\ UNCHANGED <<receipt, next, bounds, drain>>
Die(x) ==
  /\ died < Deaths /\ at[x] # 0 /\ died' = died + 1
  /\ at' = [at EXCEPT ![x] = 0] /\ copy' = [copy EXCEPT ![x] = <<>>]
  /\ life' = IF FreshNames THEN [life EXCEPT ![x] = @ + 1] ELSE life
  /\ UNCHANGED <<redis, sql, receipt, next, failed, lineages, drain>>

------------------------------------------------------------------------------
(* The books take an entry after the other: read from a master, committed later. *)
Read(r) ==
  /\ drain = <<>> /\ role[r] = "master" /\ epoch[r] = open /\ phase = "active"
  /\ Len(log[r]) > Len(books)
  /\ drain' = [epoch |-> open, position |-> Len(books) + 1, entry |-> log[r][Len(books) + 1]]
  /\ UNCHANGED <<redis, nodes, sql, receipt, next, bounds>>
Commit ==
  /\ drain # <<>> /\ drain' = <<>>
  /\ books' = IF /\ CloseBooks => drain.epoch = open /\ phase = "active"
                 /\ drain.position = Len(books) + 1
              THEN Append(books, drain.entry) ELSE books
  /\ UNCHANGED <<redis, nodes, open, recovery, released, receipt, next, bounds>>
Tell(r) ==
  /\ role[r] = "master" /\ epoch[r] = open /\ phase = "active"
  /\ drained[r] < Len(books) /\ Len(books) <= Len(log[r])
  /\ drained' = [drained EXCEPT ![r] = Len(books)]
  /\ UNCHANGED <<log, epoch, stored, lineage, role, linked, nodes, sql, receipt, next, bounds>>
  /\ UNCHANGED drain

------------------------------------------------------------------------------
(* A recovery: close the epoch in the books and take the survivors, ask the nodes, settle in the
   books how the log goes on, open the next epoch in Redis. *)
Close(r) ==
  /\ phase = "active" /\ r = Newest /\ (stored[r] # lineage[r] \/ epoch[r] # open)
  /\ OpenOnce => lineage[r] # target
  /\ phase' = "asking" /\ open' = open + 1 /\ answered' = {}
  /\ fence' = [i \in Items |-> Taken(books, i)]
  /\ best' = IF SurvivorsContinue => Prefix(books, log[r]) THEN log[r] ELSE books
  /\ UNCHANGED <<redis, nodes, books, registered, target, released, receipt, next, bounds, drain>>
Answer(x) ==
  /\ phase = "asking" /\ <<x, life[x]>> \in registered \ answered
  /\ answered' = answered \cup {<<x, life[x]>>}
  /\ best' = IF TakeCopies /\ (CopiesContinue => Prefix(best, copy[x])) THEN copy[x] ELSE best
  /\ at' = [at EXCEPT ![x] = 0] /\ copy' = [copy EXCEPT ![x] = <<>>]
  /\ UNCHANGED <<redis, life, books, open, phase, registered, fence, target, released>>
  /\ UNCHANGED <<receipt, next, bounds, drain>>
Hidden(kept, i) ==
  IF SilentCounts => registered \subseteq answered THEN 0
  ELSE Least(Less(fence[i] + Window, Taken(best, i)),
             Less(Stock[i], Taken(kept, i) + Aside(kept, i)))
Settle ==
  /\ phase = "asking" /\ phase' = "active" /\ target' = lineage[Newest]
  /\ LET kept == IF ReleaseInBooks /\ ReleasedIn(best) < released
                 THEN Append(best, Released(released)) ELSE best
         hidden == [i \in Items |-> Hidden(kept, i)]
     IN books' = IF Quarantine /\ \E i \in Items : hidden[i] > 0
                 THEN Append(kept, SetAside(hidden)) ELSE kept
  /\ registered' = {} /\ answered' = {} /\ best' = <<>> /\ fence' = [i \in Items |-> 0]
  /\ UNCHANGED <<redis, nodes, open, released, receipt, next, bounds, drain>>
Open(r) ==
  /\ phase = "active" /\ r = Newest /\ epoch[r] # open /\ (OpenOnce => lineage[r] = target)
  /\ log' = [log EXCEPT ![r] = books] /\ epoch' = [epoch EXCEPT ![r] = open]
  /\ stored' = [stored EXCEPT ![r] = lineage[r]] /\ drained' = [drained EXCEPT ![r] = Len(books)]
  /\ UNCHANGED <<lineage, role, linked, nodes, sql, receipt, next, bounds, drain>>

------------------------------------------------------------------------------
Next ==
  \/ \E x \in Nodes, r \in Servers :
       Claim(x, r) \/ Release(x, r) \/ Follow(x, r) \/ \E c \in Claims : Redeem(x, r, c)
  \/ \E x \in Nodes : Refuse(x) \/ Register(x) \/ Leave(x) \/ Die(x) \/ Answer(x)
  \/ \E r \in Servers :
       Replicate(r) \/ Promote(r) \/ Restart(r) \/ Read(r) \/ Tell(r) \/ Close(r) \/ Open(r)
  \/ Rejoin \/ Commit \/ ReleaseBooks \/ Settle
Spec == Init /\ [][Next]_vars

------------------------------------------------------------------------------
(* What must hold. The log is settled where no recovery is due. *)
Settled ==
  /\ phase = "active" /\ epoch[Newest] = open /\ stored[Newest] = lineage[Newest]
Lost ==
  {c \in Claims : /\ receipt[c] # 0 /\ receipt[c] >= released
                  /\ c \notin ClaimsIn(books) \cup ClaimsIn(log[Newest])}
Promised == {c \in Claims : c \in ClaimsIn(books) \/ (receipt[c] # 0 /\ receipt[c] >= released)}

NeverOversold == \A i \in Items : Units(Promised, i) <= Stock[i]
Conserved ==
  \A i \in Items :
    /\ Taken(books, i) + Aside(books, i) <= Stock[i]
    /\ \A r \in Servers : Taken(log[r], i) + Aside(log[r], i) <= Stock[i]
(* What was acknowledged is in the log, or can be redeemed. *)
NothingLost == Settled => \A i \in Items : Units(Lost, i) <= Aside(log[Newest], i)
NothingTwice == Cardinality(ClaimsIn(books)) = Cardinality(Giving(books))
NothingMadeUp == \A c \in ClaimsIn(books) : receipt[c] # 0
(* Whoever follows holds the beginning of the log. *)
BooksFollow == Settled => Prefix(books, log[Newest])

------------------------------------------------------------------------------
(* What can happen at all: TLC must refute each of these, else the rest says little. *)
NeverRedeemed == \A p \in 1..Len(books) : books[p].is # "redeemed"
NeverReleased == \A p \in 1..Len(books) : books[p].is # "released"
==============================================================================
