package dev.holdfast.bench;

import java.lang.management.ManagementFactory;

/// Processor time of this process and of its desks' threads.
record Cpu(long processNanos, long deskNanos) {

  static Cpu now() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Cpu(system.getProcessCpuTime(), desks());
  }

  Cpu since(Cpu before) {
    return new Cpu(processNanos - before.processNanos, deskNanos - before.deskNanos);
  }

  private static long desks() {
    var threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("desk")) {
        nanos += threads.getThreadCpuTime(thread.threadId());
      }
    }
    return nanos;
  }
}
