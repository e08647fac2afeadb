package dev.holdfast.rehearsal.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// Replaces names in a class as it was built: only in its table of constants, so that not one
/// instruction differs.
final class Weaving {
  private static final String HERE = "dev/holdfast/rehearsal/stage/";
  private static final int HEAD = 8;
  private static final int TEXT = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("java/lang/Thread", HERE + "Strand"),
          Map.entry("java/lang/Thread$Builder", HERE + "Strand$Builder"),
          Map.entry("java/lang/Thread$Builder$OfVirtual", HERE + "Strand$Builder"),
          Map.entry("java/lang/Thread$Builder$OfPlatform", HERE + "Strand$Builder"),
          Map.entry("java/lang/System", HERE + "StageMachine"),
          Map.entry("java/util/concurrent/CountDownLatch", HERE + "StageLatch"),
          Map.entry("java/util/concurrent/ArrayBlockingQueue", HERE + "StageQueue"),
          Map.entry("java/util/concurrent/Semaphore", HERE + "StageSemaphore"),
          Map.entry("java/util/concurrent/locks/ReentrantLock", HERE + "StageLock"),
          Map.entry("java/util/concurrent/locks/LockSupport", HERE + "StagePark"));

  private Weaving() {}

  static byte[] woven(byte[] built) {
    var bytes = new ByteArrayOutputStream(built.length + HEAD);
    try (var in = new DataInputStream(new ByteArrayInputStream(built));
        var out = new DataOutputStream(bytes)) {
      out.write(in.readNBytes(HEAD));
      int count = in.readUnsignedShort();
      out.writeShort(count);
      for (int i = 1; i < count; i++) {
        // Longs and doubles take two places.
        i += constant(in, out);
      }
      out.write(in.readAllBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static int constant(DataInputStream in, DataOutputStream out) throws IOException {
    int tag = in.readUnsignedByte();
    out.writeByte(tag);
    if (tag == TEXT) {
      out.writeUTF(renamed(in.readUTF()));
      return 0;
    }
    out.write(in.readNBytes(size(tag)));
    return tag == LONG || tag == DOUBLE ? 1 : 0;
  }

  /// JVMS 4.4: how many bytes follow a tag.
  private static int size(int tag) {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case LONG, DOUBLE -> 8;
      default -> throw new IllegalStateException("no such constant: " + tag);
    };
  }

  private static String renamed(String text) {
    var whole = NAMES.get(text);
    if (whole != null) {
      return whole;
    }
    var parts = text;
    for (var name : NAMES.entrySet()) {
      parts = parts.replace("L" + name.getKey() + ";", "L" + name.getValue() + ";");
    }
    return parts;
  }
}
