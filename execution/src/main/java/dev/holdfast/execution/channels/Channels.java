package dev.holdfast.execution.channels;

import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.secrets.Secrets;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/// Makes the senders of a workspace.
public final class Channels {
  private Channels() {}

  /// A sender for each channel, by the channel's name.
  public static Map<String, Sender> of(Workspace workspace, Place place) {
    var senders = new HashMap<String, Sender>();
    workspace
        .channels()
        .forEach((name, spec) -> senders.put(name, sender(workspace.name(), spec, place)));
    return Map.copyOf(senders);
  }

  private static Sender sender(String workspace, ChannelSpec spec, Place place) {
    return switch (spec) {
      case ChannelSpec.Webhook webhook ->
          new WebhookSender(webhook, place.secrets(), place.outbound(), place.time());
      case ChannelSpec.Email email ->
          new EmailSender(
              workspace,
              email,
              place.secrets(),
              place.egress(),
              (SSLSocketFactory) SSLSocketFactory.getDefault());
      case ChannelSpec.File(var path, _) -> new FileSender(place.data(), path);
      case ChannelSpec.Console _ -> new ConsoleSender(place.console());
    };
  }

  /// Where the senders stand: what they may reach, read and write.
  ///
  /// @param data the data folder
  public record Place(
      Secrets secrets,
      Egress egress,
      Outbound outbound,
      InstantSource time,
      Path data,
      PrintStream console) {}
}
