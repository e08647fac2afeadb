package dev.holdfast.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/// Reads one parsed source file and reports what breaks the limits. A limit that hurts is a design
/// question, not a number to raise.
final class SourceInspector extends TreePathScanner<Void, Void> {
  private static final int FILE_LINES_MAX = 300;
  private static final int METHOD_LINES_MAX = 60;
  private static final int METHOD_PARAMETERS_MAX = 5;
  private static final int CONSTRUCTOR_PARAMETERS_MAX = 7;
  private static final int RECORD_COMPONENTS_MAX = 12;
  private static final Pattern VAGUE_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base|Data|Info|Service|Processor)|Abstract.*");
  private static final Set<Modifier> OPEN_ON_PURPOSE =
      EnumSet.of(Modifier.FINAL, Modifier.ABSTRACT, Modifier.SEALED, Modifier.NON_SEALED);
  private static final Set<Tree.Kind> FIELDS_ARE_CONSTANTS =
      EnumSet.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

  private final CompilationUnitTree unit;
  private final Trees trees;
  private final List<String> violations;

  SourceInspector(CompilationUnitTree unit, Trees trees, List<String> violations) {
    this.unit = unit;
    this.trees = trees;
    this.violations = violations;
  }

  @Override
  public Void visitCompilationUnit(CompilationUnitTree tree, Void unused) {
    refuseAbove(FILE_LINES_MAX, lines(tree), "file", "lines");
    return super.visitCompilationUnit(tree, null);
  }

  @Override
  public Void visitClass(ClassTree tree, Void unused) {
    var name = tree.getSimpleName();
    if (VAGUE_NAME.matcher(name).matches()) {
      refuse("type " + name + " says nothing; name its responsibility");
    }
    if (tree.getKind() == Tree.Kind.CLASS && isTopLevel() && isOpen(tree)) {
      refuse("class " + name + " is neither final nor sealed nor abstract");
    }
    if (tree.getKind() == Tree.Kind.RECORD) {
      refuseAbove(RECORD_COMPONENTS_MAX, components(tree), "record " + name, "components");
    }
    return super.visitClass(tree, null);
  }

  @Override
  public Void visitMethod(MethodTree tree, Void unused) {
    refuseAbove(METHOD_LINES_MAX, lines(tree), "method " + tree.getName(), "lines");
    refuseAbove(
        parametersMax(tree), tree.getParameters().size(), "method " + tree.getName(), "parameters");
    return super.visitMethod(tree, null);
  }

  @Override
  public Void visitVariable(VariableTree tree, Void unused) {
    var flags = tree.getModifiers().getFlags();
    boolean kept = flags.contains(Modifier.FINAL) || flags.contains(Modifier.PRIVATE);
    if (!kept && isField()) {
      refuse("field " + tree.getName() + " changes and is not private");
    }
    return super.visitVariable(tree, null);
  }

  private int parametersMax(MethodTree tree) {
    if (tree.getReturnType() != null) {
      return METHOD_PARAMETERS_MAX;
    }
    // A record's own constructor repeats its header.
    return parent().getKind() == Tree.Kind.RECORD
        ? RECORD_COMPONENTS_MAX
        : CONSTRUCTOR_PARAMETERS_MAX;
  }

  private Tree parent() {
    return getCurrentPath().getParentPath().getLeaf();
  }

  private boolean isTopLevel() {
    return parent() instanceof CompilationUnitTree;
  }

  private boolean isField() {
    return parent() instanceof ClassTree owner && !FIELDS_ARE_CONSTANTS.contains(owner.getKind());
  }

  private static boolean isOpen(ClassTree tree) {
    return tree.getModifiers().getFlags().stream().noneMatch(OPEN_ON_PURPOSE::contains);
  }

  private static int components(ClassTree record) {
    return (int)
        record.getMembers().stream()
            .filter(VariableTree.class::isInstance)
            .map(VariableTree.class::cast)
            .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
            .count();
  }

  private int lines(Tree tree) {
    var positions = trees.getSourcePositions();
    long start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
    return (int) (end - start + 1);
  }

  private void refuseAbove(int max, int actual, String what, String measure) {
    if (actual > max) {
      refuse("%s has %d %s; the limit is %d".formatted(what, actual, measure, max));
    }
  }

  private void refuse(String violation) {
    violations.add(unit.getSourceFile().getName() + ": " + violation);
  }
}
