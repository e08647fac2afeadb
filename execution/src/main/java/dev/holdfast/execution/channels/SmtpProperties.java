package dev.holdfast.execution.channels;

import dev.holdfast.core.config.ChannelSpec;
import jakarta.mail.URLName;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/// How the SMTP client is set up. It is told everything; none of its defaults is relied on.
final class SmtpProperties {
  private SmtpProperties() {}

  static String protocol(ChannelSpec.Smtp smtp) {
    return smtp.transport() == ChannelSpec.Transport.TLS ? "smtps" : "smtp";
  }

  static URLName server(ChannelSpec.Smtp smtp) {
    return new URLName(protocol(smtp), smtp.host(), smtp.port(), null, null, null);
  }

  static Properties of(ChannelSpec.Smtp smtp, Duration time, SSLSocketFactory tls) {
    var properties = new Properties();
    var prefix = "mail." + protocol(smtp) + ".";
    var millis = Long.toString(Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE));
    properties.put(prefix + "connectiontimeout", millis);
    properties.put(prefix + "timeout", millis);
    // Or it would connect by itself, unchecked, when our socket fails.
    properties.put(prefix + "socketFactory.fallback", "false");
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "auth", Boolean.toString(!smtp.username().isEmpty()));
    properties.put(prefix + "sendpartial", "false");
    properties.put(prefix + "quitwait", "false");
    properties.put(prefix + "localhost", "holdfast");
    switch (smtp.transport()) {
      case PLAIN -> properties.put(prefix + "starttls.enable", "false");
      case STARTTLS -> {
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "starttls.required", "true");
        properties.put(prefix + "ssl.socketFactory", tls);
      }
      case TLS -> properties.put(prefix + "ssl.enable", "true");
    }
    return properties;
  }
}
