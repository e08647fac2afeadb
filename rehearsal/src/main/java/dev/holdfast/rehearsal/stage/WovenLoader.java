package dev.holdfast.rehearsal.stage;

import java.io.IOException;
import java.util.function.BiFunction;

/// Loads our classes as they were built, with other names for time and threads.
public final class WovenLoader extends ClassLoader {
  private static final String OURS = "dev.holdfast.";
  private static final String STAGE = WovenLoader.class.getPackageName() + ".";

  private final BiFunction<String, byte[], byte[]> breakage;

  /// @param breakage is given each class's name and bytes, and gives the bytes to rehearse: how a
  ///   test breaks a rule on purpose
  public WovenLoader(BiFunction<String, byte[], byte[]> breakage) {
    super(WovenLoader.class.getClassLoader());
    this.breakage = breakage;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || name.startsWith(STAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      var loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] woven = Weaving.woven(breakage.apply(name, in.readAllBytes()));
      return defineClass(name, woven, 0, woven.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
