package dev.holdfast.store;

import dev.holdfast.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The one place at a data folder. Held by a lock of the operating system, which ends with its
/// process, however it ends. The file names the holder; the byte that is locked lies behind the
/// text, so that the text can be read where locks forbid reading.
final class SqliteSeat implements AutoCloseable {
  private static final long LOCKED_BYTE = 1 << 20;
  private static final int TEXT_MAX = 200;

  private final FileChannel channel;

  private SqliteSeat(FileChannel channel) {
    this.channel = channel;
  }

  static SqliteSeat take(Path folder) {
    var file = folder.resolve("holdfast.lock");
    try {
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        var holder = read(channel);
        channel.close();
        throw new LedgerUnavailable(Faults.inUse(folder.toString(), holder));
      }
      write(channel);
      return new SqliteSeat(channel);
    } catch (IOException unusable) {
      throw new LedgerUnavailable(Faults.failing(file.toString(), unusable), unusable);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false) != null;
    } catch (OverlappingFileLockException _) {
      // This very process has opened the folder before.
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate(TEXT_MAX);
    channel.read(bytes, 0);
    var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "another process" : text;
  }

  private static void write(FileChannel channel) throws IOException {
    var text = "process " + ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException unusable) {
      throw new LedgerUnavailable(Faults.failing("holdfast.lock", unusable), unusable);
    }
  }
}
