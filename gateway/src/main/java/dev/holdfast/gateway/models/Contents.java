package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads what a message says: a text, or a list of parts.
final class Contents {
  private static final int PARTS_MAX = 1_000;
  private static final Pattern IMAGE =
      Pattern.compile(
          "(https://\\S{1,4096})|(data:image/[a-zA-Z0-9.+-]{1,40};base64,[A-Za-z0-9+/=]+)");

  private Contents() {}

  /// @param name of the member that holds the content
  static List<Part> parts(Item message, String name) {
    var value = message.member(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get().isString()) {
      return List.of(new Part.Text(message.text(name, "")));
    }
    if (!value.get().isArray()) {
      message.wrong(name, "must be a string or a list of parts");
      return List.of();
    }
    var parts = new ArrayList<Part>();
    for (var part : message.objects(name, PARTS_MAX)) {
      read(part, parts);
      part.rest();
    }
    return List.copyOf(parts);
  }

  private static void read(Item part, List<Part> parts) {
    var type = part.needed("type");
    switch (type) {
      case "text", "input_text", "output_text" -> {
        part.member("annotations");
        part.member("logprobs");
        parts.add(new Part.Text(part.text("text", "")));
      }
      case "refusal" -> parts.add(new Part.Text(part.text("refusal", "")));
      case "image_url" -> {
        var image = part.neededObject("image_url");
        image(image, "url", parts);
        image.rest();
      }
      case "input_image" -> {
        part.refuse("file_id", "names a file, and no files are kept here; send the image itself");
        image(part, "image_url", parts);
      }
      case "" -> {
        // Was found missing.
      }
      default -> part.wrong("type", "is '" + type + "'; only text and images are taken");
    }
  }

  private static void image(Item part, String name, List<Part> parts) {
    var url = part.needed(name);
    if (IMAGE.matcher(url).matches()) {
      parts.add(new Part.Image(url));
    } else if (!url.isEmpty()) {
      part.wrong(name, "must be an https: address or a data: URL of an image in base 64");
    }
  }

  /// A content that can only be text.
  static String text(Item message, String name) {
    var text = new StringBuilder();
    for (var part : parts(message, name)) {
      switch (part) {
        case Part.Text(var more) -> text.append(more);
        case Part.Image _ -> message.wrong(name, "holds an image, and can only be text here");
      }
    }
    return text.toString();
  }
}
