/**
 * HTTP/JSON on Vert.x: the routes, the strict reading of what comes in, and the writing of replies.
 * Everything here runs on the event loops and never blocks; {@link dev.manna.server.http.Exchange}
 * is a request's whole way.
 */
@NullMarked
package dev.manna.server.http;

import org.jspecify.annotations.NullMarked;
