package dev.holdfast.core.schedule;

import dev.holdfast.core.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a cron: five fields between blanks, or a macro. Everything that is wrong is found at once.
final class CronText {
  static final int LENGTH_MAX = 200;

  /// What a finding about the whole text is about.
  private static final String WHOLE = "cron";

  private static final Map<String, String> MACROS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");
  private static final Pattern FIELD = Pattern.compile("\\S+");
  private static final Pattern DAYS_AT_MONTHS_END = Pattern.compile("L-([0-9]+)");
  private static final Pattern NEAREST_WEEKDAY = Pattern.compile("([0-9]+)W");
  private static final Pattern NUMBERED_WEEKDAY = Pattern.compile("([^#]*)#(.*)");
  private static final Pattern LAST_WEEKDAY = Pattern.compile("([A-Z]{3}|[0-9]+)L");
  private static final int OFFSET_MAX = 30;

  private final List<Finding> findings = new ArrayList<>();

  private CronText() {}

  static Reading<CronFields> read(String text) {
    if (text.length() > LENGTH_MAX) {
      return Reading.refused(
          WHOLE, "is " + text.length() + " characters long; at most " + LENGTH_MAX + " are read");
    }
    var stripped = text.strip();
    if (stripped.startsWith("@")) {
      return macro(stripped);
    }
    return new CronText().five(text);
  }

  private static Reading<CronFields> macro(String text) {
    var fields = MACROS.get(text.toLowerCase(Locale.ROOT));
    return fields == null
        ? Reading.refused(
            WHOLE,
            "'"
                + text
                + "' is not known; there are @hourly, @daily, @midnight, @weekly, @monthly,"
                + " @yearly and @annually")
        : new CronText().five(fields);
  }

  private Reading<CronFields> five(String text) {
    var places = FIELD.matcher(text).results().toList();
    if (places.size() != CronField.values().length) {
      return Reading.refused(WHOLE, wrongNumber(places.size()));
    }
    var parts = new ArrayList<Part>();
    for (var field : CronField.values()) {
      var place = places.get(parts.size());
      parts.add(new Part(field, place.group(), place.start() + 1));
    }
    var fields =
        new CronFields(
            values(parts.get(0)),
            (int) values(parts.get(1)),
            monthDays(parts.get(2)),
            (int) values(parts.get(3)),
            weekDays(parts.get(4)));
    refuseAmbiguous(parts.get(2), parts.get(4));
    if (findings.isEmpty() && !fields.everComes()) {
      findings.add(new Finding(WHOLE, neverComes(parts)));
    }
    return findings.isEmpty() ? new Reading.Understood<>(fields) : new Reading.Refused<>(findings);
  }

  private static String wrongNumber(int count) {
    var wanted = "; a cron has five: minute, hour, day of month, month, day of week";
    if (count == 0) {
      return "is empty" + wanted;
    }
    var had = count == 1 ? "has 1 field" : "has " + count + " fields";
    return had + wanted + (count == 6 ? " (no seconds)" : "");
  }

  /// Crons do not agree on `*/2` in one day field while the other says something too.
  private void refuseAmbiguous(Part monthDays, Part weekDays) {
    if (monthDays.isOpen() || weekDays.isOpen()) {
      return;
    }
    for (var part : List.of(monthDays, weekDays)) {
      if (part.text().startsWith("*")) {
        var plain = part.field() == CronField.DAY_OF_MONTH ? "1-31" : "0-6";
        findings.add(
            new Finding(
                part.place(0),
                "'"
                    + part.text()
                    + "' with both day fields in use means 'and' to some crons and"
                    + " 'or' to others; write '"
                    + plain
                    + part.text().substring(1)
                    + "' for 'or', or leave the other field at '*'"));
      }
    }
  }

  private static String neverComes(List<Part> parts) {
    var days = parts.get(2).text();
    var months = parts.get(3).text();
    var weekdays = parts.get(4).text();
    return "never fires: no year has such a day (day of month '"
        + days
        + "', month '"
        + months
        + "', day of week '"
        + weekdays
        + "')";
  }

  /// @param start the place of its first character in the text, from 1
  private record Part(CronField field, String text, int start) {
    boolean isOpen() {
      return text.equals("*") || text.equals("?");
    }

    String place(int from) {
      return field.title() + ", character " + (start + from);
    }

    /// What may stand in this field and is a list of items, with the reader of each.
    List<Item> items(List<Finding> findings) {
      var items = new ArrayList<Item>();
      int from = 0;
      for (var item : text.split(",", -1)) {
        var where = place(from);
        var upper = item.toUpperCase(Locale.ROOT);
        items.add(new Item(item, upper, new CronItem(field, where, findings)));
        from += item.length() + 1;
      }
      return items;
    }
  }

  private record Item(String text, String upper, CronItem reader) {}

  private long values(Part part) {
    long values = 0;
    for (var item : part.items(findings)) {
      values |= values(part, item);
    }
    return values;
  }

  private long values(Part part, Item item) {
    if (!item.text().contains("?")) {
      return item.reader().values(item.text());
    }
    if (part.field().isDay() && part.text().equals("?")) {
      return item.reader().values("*");
    }
    item.reader().refuse("'?' stands alone, and only for the day of month or the day of week");
    return 0;
  }

  private MonthDays monthDays(Part part) {
    long days = 0;
    long fromEnd = 0;
    long nearest = 0;
    boolean lastWeekday = false;
    for (var item : part.items(findings)) {
      var end = DAYS_AT_MONTHS_END.matcher(item.upper());
      var near = NEAREST_WEEKDAY.matcher(item.upper());
      if (item.upper().equals("L")) {
        fromEnd |= 1;
      } else if (item.upper().equals("LW")) {
        lastWeekday = true;
      } else if (end.matches()) {
        fromEnd |= fromEnd(item, end.group(1));
      } else if (near.matches()) {
        var day = item.reader().value(near.group(1));
        nearest |= day.isPresent() ? 1L << day.getAsInt() : 0;
      } else {
        days |= values(part, item);
      }
    }
    return new MonthDays(!part.isOpen(), days, fromEnd, nearest, lastWeekday);
  }

  private static long fromEnd(Item item, String text) {
    int days = text.length() > 2 ? Integer.MAX_VALUE : Integer.parseInt(text);
    if (days > OFFSET_MAX) {
      item.reader().refuse("'" + item.text() + "' lies before every month; at most L-30");
      return 0;
    }
    return 1L << days;
  }

  private WeekDays weekDays(Part part) {
    int days = 0;
    long numbered = 0;
    int last = 0;
    for (var item : part.items(findings)) {
      var nth = NUMBERED_WEEKDAY.matcher(item.upper());
      var end = LAST_WEEKDAY.matcher(item.upper());
      if (nth.matches()) {
        numbered |= numbered(item, nth.group(1), nth.group(2));
      } else if (end.matches()) {
        var day = item.reader().value(end.group(1));
        last |= day.isPresent() ? 1 << (day.getAsInt() % 7) : 0;
      } else if (item.upper().equals("L")) {
        item.reader().refuse("'L' alone is a day of the month; write FRIL for the last Friday");
      } else {
        days |= (int) values(part, item);
      }
    }
    return new WeekDays(!part.isOpen(), days, numbered, last);
  }

  private static long numbered(Item item, String weekday, String number) {
    var day = item.reader().value(weekday);
    boolean known = number.length() == 1 && "12345".contains(number);
    if (!known) {
      item.reader().refuse("'#" + number + "' is not a week of a month; allowed: #1 to #5");
    }
    return known && day.isPresent()
        ? 1L << (7 * (Integer.parseInt(number) - 1) + day.getAsInt() % 7)
        : 0;
  }
}
