/**
 * Small programs of users of Manna, which the guide quotes. They import nothing of it, as theirs
 * would not.
 */
@NullMarked
package dev.manna.examples;

import org.jspecify.annotations.NullMarked;
