/**
 * exchange-core under the same load as the engine. It is a room and a process of its own, because
 * its libraries and its JDK are older than ours and must not mix with them.
 */
@NullMarked
package dev.manna.bench.exchange;

import org.jspecify.annotations.NullMarked;
