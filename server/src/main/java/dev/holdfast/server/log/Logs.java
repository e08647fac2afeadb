package dev.holdfast.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import dev.holdfast.execution.secrets.Redaction;
import org.slf4j.Logger;

/// Sets up logging before the first line is logged, by two system properties: `holdfast.log`
/// (`json`, `pretty` or `quiet`) and `holdfast.log.file` (a file instead of standard error). Where
/// neither is set (in tests), the next way to configure is asked.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logs extends ContextAwareBase implements Configurator {
  public static final String STYLE = "holdfast.log";
  public static final String FILE = "holdfast.log.file";

  /// What must never be logged, for the whole process.
  public static final Redaction REDACTION = new Redaction();

  private static final String SIZE = "10MB";
  private static final int KEPT = 5;

  /// Says how this process logs; has no effect after the first line was logged.
  public static void style(String style) {
    System.setProperty(STYLE, style);
  }

  @Override
  public ExecutionStatus configure(LoggerContext loggers) {
    var style = System.getProperty(STYLE, "");
    if (style.isEmpty()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    boolean quiet = style.equals("quiet");
    var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(quiet ? Level.ERROR : Level.WARN);
    loggers.getLogger("dev.holdfast").setLevel(quiet ? Level.ERROR : Level.INFO);
    root.addAppender(appender(loggers, encoder(style)));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Encoder<ILoggingEvent> encoder(String style) {
    return style.equals("json") ? new JsonLines(REDACTION) : new PrettyLines(REDACTION);
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      LoggerContext loggers, Encoder<ILoggingEvent> encoder) {
    var file = System.getProperty(FILE, "");
    var appender = file.isEmpty() ? console() : rolling(loggers, file);
    encoder.setContext(loggers);
    encoder.start();
    appender.setContext(loggers);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static OutputStreamAppender<ILoggingEvent> console() {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setTarget("System.err");
    return appender;
  }

  private static OutputStreamAppender<ILoggingEvent> rolling(LoggerContext loggers, String file) {
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setFile(file);
    appender.setContext(loggers);
    var window = new FixedWindowRollingPolicy();
    window.setContext(loggers);
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(KEPT);
    window.start();
    var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    size.setContext(loggers);
    size.setMaxFileSize(FileSize.valueOf(SIZE));
    size.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(size);
    return appender;
  }
}
