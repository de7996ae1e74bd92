package dev.manna.core.law;

import dev.manna.core.Claimant;

/** What every accepted claim records of its user, whatever the kind of campaign. */
record Use(Claimant claimant, int fingerprint, boolean newDay) {}
