package dev.manna.server;

import dev.manna.engine.Intake;
import dev.manna.engine.Writer;

/**
 * The duty of the writer's thread.
 *
 * @param worked called after each look, whether anybody had asked or not
 */
record Writing(Writer writer, Intake intake, Runnable worked) implements Worker.Duty {
  @Override
  public boolean doWork() {
    boolean any = writer.doWork() > 0;
    worked.run();
    return any;
  }

  @Override
  public void rest() {
    writer.await();
  }

  @Override
  public void wake(Thread worker) {
    intake.wake();
  }
}
