package dev.manna.log.redis;

/** The scripts of a log. */
record Scripts(
    Script append, Script found, Script drained, Script trim, Script ends, Script reopen) {
  static final Scripts SHIPPED =
      new Scripts(
          Script.load("append"),
          Script.load("found"),
          Script.load("drained"),
          Script.load("trim"),
          Script.load("ends"),
          Script.load("reopen"));
}
