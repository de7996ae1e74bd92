package dev.manna.core;

import java.util.List;

/**
 * Users came onto a list of a campaign, or off it.
 *
 * @param users those for whom it changed something; their keys are empty
 */
public record Enlisted(int campaign, Enlist.Roll roll, boolean add, List<Claimant> users)
    implements Event {}
