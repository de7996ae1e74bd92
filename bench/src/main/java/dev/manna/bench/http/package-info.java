/** The server under load over HTTP, and the bare echo that it is compared with. */
@NullMarked
package dev.manna.bench.http;

import org.jspecify.annotations.NullMarked;
