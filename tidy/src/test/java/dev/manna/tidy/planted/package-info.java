/** Code that breaks the rules on purpose, so that each rule is seen to notice. */
@NullMarked
package dev.manna.tidy.planted;

import org.jspecify.annotations.NullMarked;
