package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of a few megabytes, in memory.
record SmallDisk(Path folder) implements AutoCloseable {
  static SmallDisk mount(Path folder, String size) throws IOException {
    Files.createDirectories(folder);
    assertThat(
            Program.run(
                    new ProcessBuilder(
                        "mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()))
                .code())
        .as("a tmpfs can be mounted")
        .isZero();
    return new SmallDisk(folder);
  }

  @Override
  public void close() {
    assertThat(Program.run(new ProcessBuilder("umount", folder.toString())).code()).isZero();
  }
}
