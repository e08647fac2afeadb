package dev.holdfast.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/// The memory that objects take, in megabytes.
final class Heap {
  private static final long MEGABYTE = 1L << 20;

  private Heap() {}

  /// From now on.
  static void forgetPeak() {
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /// The most that was taken at once, garbage counted; a little too much, because the peaks of its
  /// parts need not have come together.
  static long peak() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE;
  }

  /// What is in use, after everything else was thrown away.
  static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }

  static long limit() {
    return Runtime.getRuntime().maxMemory() / MEGABYTE;
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
