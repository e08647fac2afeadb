package dev.holdfast.rehearsal.stage;

import java.io.IOException;

/// Loads our classes as they were built, with other names for time and threads.
public final class WovenLoader extends ClassLoader {
  private static final String OURS = "dev.holdfast.";
  private static final String STAGE = WovenLoader.class.getPackageName() + ".";

  public WovenLoader() {
    super(WovenLoader.class.getClassLoader());
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
      byte[] woven = Weaving.woven(in.readAllBytes());
      return defineClass(name, woven, 0, woven.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }
}
