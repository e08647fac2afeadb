package dev.holdfast.control.expressions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/// A schema's `pattern`, matched in time linear to the text: the pattern comes from one person and
/// the text from another. Look-around and back-references are refused.
final class LinearRegex implements RegularExpression {
  private final Pattern pattern;

  private LinearRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  static RegularExpression of(String regex) {
    try {
      return new LinearRegex(Pattern.compile(regex));
    } catch (PatternSyntaxException unsupported) {
      throw new IllegalArgumentException(
          "the pattern '" + regex + "' is not supported: " + unsupported.getDescription(),
          unsupported);
    }
  }

  @Override
  public boolean matches(String value) {
    return pattern.matcher(value).find();
  }
}
