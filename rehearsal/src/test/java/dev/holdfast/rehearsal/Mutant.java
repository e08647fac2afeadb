package dev.holdfast.rehearsal;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.util.function.BiFunction;

/// One deliberate breakage: in a method, each call of another is not made and answers `answer`; or,
/// where `called` is empty, the method itself does nothing and answers that.
record Mutant(String name, String type, String method, String called, int answer)
    implements BiFunction<String, byte[], byte[]> {

  @Override
  public byte[] apply(String loaded, byte[] built) {
    if (!loaded.equals("dev.holdfast." + type)) {
      return built;
    }
    var file = ClassFile.of();
    return file.transformClass(
        file.parse(built),
        ClassTransform.transformingMethodBodies(
            model -> model.methodName().equalsString(method),
            called.isEmpty() ? new Emptied(answer) : this::uncalled));
  }

  private void uncalled(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString(called)) {
      var type = call.typeSymbol();
      for (var parameter : type.parameterList().reversed()) {
        pop(code, parameter);
      }
      if (call.opcode() != Opcode.INVOKESTATIC) {
        code.pop();
      }
      if (TypeKind.from(type.returnType()) != TypeKind.VOID) {
        code.loadConstant(answer);
      }
    } else {
      code.with(element);
    }
  }

  private static void pop(CodeBuilder code, ClassDesc type) {
    if (TypeKind.from(type).slotSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private record Emptied(int answer) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder code) {
      if (answer < 0) {
        code.return_();
      } else {
        code.loadConstant(answer).ireturn();
      }
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
    }
  }
}
