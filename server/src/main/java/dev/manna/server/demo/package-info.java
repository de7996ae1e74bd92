/** The demonstration: a crowd claims from a server that is killed in the middle; then the audit. */
@NullMarked
package dev.manna.server.demo;

import org.jspecify.annotations.NullMarked;
