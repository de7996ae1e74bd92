/**
 * A disk that does what disks do at the worst moment: it forgets what was not synced, in any order
 * and torn at sectors, it fails, it fills up, and it rots. All of it follows from a seed.
 */
@NullMarked
package dev.manna.simulation.disk;

import org.jspecify.annotations.NullMarked;
