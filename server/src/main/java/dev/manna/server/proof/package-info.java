/** What the clients of a server were told, compared with what its log says. */
@NullMarked
package dev.manna.server.proof;

import org.jspecify.annotations.NullMarked;
