package dev.manna.server;

/** The duty of a thread that moves a follower along the log, or sees who does. */
interface Mover extends Worker.Duty {
  /** Ends a rest early: there is something to take, and somebody waits for that. Any thread. */
  void hurry();
}
