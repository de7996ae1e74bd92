/**
 * The log in Redis or Valkey, for several nodes that append to it. All keys of a log share a hash
 * tag, so that scripts append to it whole or not at all, in a cluster too.
 */
@NullMarked
package dev.manna.log.redis;

import org.jspecify.annotations.NullMarked;
