/**
 * What streams say: each event of the log as a JSON object, and as a message that other systems
 * take in, whatever carries it there. Nothing here sends anything.
 */
@NullMarked
package dev.manna.stream;

import org.jspecify.annotations.NullMarked;
