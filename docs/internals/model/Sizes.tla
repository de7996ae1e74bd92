-------------------------------- MODULE Sizes --------------------------------
(* How much there is to give, and what the claims ask for: small enough to look at everything. *)
EXTENDS SharedLog, TLC

(* One item, a unit a claim: of the last unit, or of two. *)
One == {"x"}
OneUnit == [x |-> 1]
TwoUnits == [x |-> 2]
Pair == << [x |-> 1], [x |-> 1] >>

(* Claims of several units and of several items. *)
Two == {"x", "y"}
Shelf == [x |-> 3, y |-> 2]
Baskets == << [x |-> 2, y |-> 0], [x |-> 1, y |-> 1], [x |-> 1, y |-> 2] >>

(* Nodes are alike. *)
Alike == Permutations(Nodes)
==============================================================================
