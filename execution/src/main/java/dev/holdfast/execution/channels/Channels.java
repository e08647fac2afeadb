package dev.holdfast.execution.channels;

import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Secrets;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLSocketFactory;

/// The channels of a workspace: what sends by each, and what looks whether that could be done.
public final class Channels {
  private final Map<String, Sender> senders = new HashMap<>();
  private final Map<String, Probe> probes = new HashMap<>();

  private Channels() {}

  public static Channels of(Workspace workspace, Place place) {
    var channels = new Channels();
    workspace
        .channels()
        .forEach((name, spec) -> channels.open(name, spec, workspace.name(), place));
    return channels;
  }

  /// A sender for each channel, by the channel's name.
  public Map<String, Sender> senders() {
    return Map.copyOf(senders);
  }

  public Probe probe(String name) {
    return probes.getOrDefault(
        name,
        _ ->
            new Probed.Failed(
                "this node has no channel '" + name + "'; it has " + List.copyOf(known()),
                "Name a channel of the workspace, or start the node with the workspace as it is."));
  }

  private Set<String> known() {
    return new TreeSet<>(probes.keySet());
  }

  private void open(String name, ChannelSpec spec, String workspace, Place place) {
    switch (spec) {
      case ChannelSpec.Webhook webhook ->
          add(name, new WebhookSender(webhook, place.secrets(), place.outbound(), place.time()));
      case ChannelSpec.Email email ->
          add(
              name,
              new EmailSender(
                  workspace,
                  email,
                  place.secrets(),
                  place.egress(),
                  (SSLSocketFactory) SSLSocketFactory.getDefault()));
      case ChannelSpec.File(var path, _) -> add(name, new FileSender(place.data(), path));
      case ChannelSpec.Console _ -> add(name, new ConsoleSender(place.console()));
    }
  }

  private <C extends Sender & Probe> void add(String name, C channel) {
    senders.put(name, channel);
    probes.put(name, channel);
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
