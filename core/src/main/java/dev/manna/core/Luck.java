package dev.manna.core;

/** Where chance comes from: 64 unpredictable bits a call. The law is handed one number a claim. */
@FunctionalInterface
public interface Luck {
  long next();
}
