package dev.holdfast.cli.show;

import java.util.ArrayList;
import java.util.List;

/// Rows under headings, each column as wide as its widest cell; numbers stand right.
public final class Table {
  private static final int LONGEST_CELL = 60;
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  public void row(String... cells) {
    var row = new ArrayList<String>();
    for (var cell : cells) {
      row.add(shortened(cell));
    }
    rows.add(List.copyOf(row));
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The lines, the headings first.
  public List<String> lines(Palette palette) {
    var lines = new ArrayList<String>();
    lines.add(palette.strong(line(headings)));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      var cell = cells.get(column);
      var padding = " ".repeat(width(column) - length(cell));
      line.append(isNumeric(column) ? padding + cell : cell + padding).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().map(row -> row.get(column)).allMatch(cell -> cell.matches("-?\\d+|"));
  }

  private int width(int column) {
    int widest = length(headings.get(column));
    for (var row : rows) {
      widest = Math.max(widest, length(row.get(column)));
    }
    return widest;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String shortened(String cell) {
    var oneLine = cell.replaceAll("\\p{Cntrl}+", " ").strip();
    return length(oneLine) <= LONGEST_CELL
        ? oneLine
        : oneLine.substring(0, oneLine.offsetByCodePoints(0, LONGEST_CELL - 1)) + "…";
  }
}
