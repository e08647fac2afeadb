package dev.holdfast.server.proof;

/// The programs of the workshop.
final class Agents {
  private Agents() {}

  static void write(Home home) {
    home.running(
        "echo.sh",
        """
        #!/bin/sh
        # Answers with the request's own text.
        cat | sed -n 's|.*"text" *: *"\\([^"]*\\)".*|{"output": {"text": "\\1"}}|p'
        """);
    home.running(
        "hang.sh",
        """
        #!/bin/sh
        # Wants to live for ever: ignores every polite signal, has a child, and says who they are.
        trap '' TERM INT HUP
        (trap '' TERM INT HUP; echo "$$" >> "$(dirname "$0")/hung.pids"; while :; do sleep 1000; done) &
        echo "$! $$" >> "$(dirname "$0")/hung.pids"
        while :; do sleep 1000; done
        """);
    home.running(
        "nap.sh",
        """
        #!/bin/sh
        cat > /dev/null
        sleep 0.7
        echo '{"output": {"text": "awake"}}'
        """);
    home.running(
        "tell.sh",
        """
        #!/bin/sh
        # Tells a secret wherever it can: a program that was granted one and is careless with it.
        text=$(cat)
        echo "the secret is $CANARY" >&2
        case $text in
          *"tell and fail"*) exit 7 ;;
          *"tell garbage"*) echo "no JSON: $CANARY" ;;
          *) printf '{"output": {"text": "it is %s"}}\\n' "$CANARY" ;;
        esac
        """);
  }
}
