/** What a campaign would come to: many runs of the law itself, in memory and in virtual time. */
@NullMarked
package dev.manna.server.forecast;

import org.jspecify.annotations.NullMarked;
