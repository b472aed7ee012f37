package dev.presgen.orchestrator.adapters.limits.quota;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Works on a thread that nobody interrupts. A step is interrupted when it is to stop, and just then
 * it gives back what it holds; a virtual thread that is interrupted while it reads from a database's
 * socket closes it, and the slot would be held until its time is up.
 */
final class Undisturbed {
  private Undisturbed() {}

  /** Waits until the work is done; passes on what it throws. */
  static void run(Runnable work) {
    try {
      CompletableFuture.runAsync(work, Thread::startVirtualThread).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException thrown ? thrown : failed;
    }
  }
}
