# Sourced by ./holdfast and ./check: find_jdk sets JDK to the home of a JDK of release JDK_MIN or later.
# Order: HOLDFAST_JAVA, JAVA_HOME, java on PATH, the usual folders (exactly JDK_MIN before a later one).

JDK_MIN=25

# Prints the release (25) of the JDK in folder $1; nothing when it is a mere runtime or no Java at all.
jdk_release() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ -n "$version" ] || version=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9]*\).*/\1/p')
  printf '%s' "$version"
}

# True when folder $1 holds a JDK that will do; remembers it in JDK.
accept_jdk() {
  found=$(jdk_release "$1")
  [ -n "$found" ] && [ "$found" -ge "$JDK_MIN" ] || return 1
  JDK=$1
}

# The home that the java binary $1 belongs to, links followed.
home_of() {
  binary=$1
  while [ -L "$binary" ]; do
    link=$(readlink "$binary")
    case $link in /*) binary=$link ;; *) binary=$(dirname "$binary")/$link ;; esac
  done
  (cd "$(dirname "$binary")/.." 2>/dev/null && pwd -P)
}

usual_jdks() {
  for folder in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /usr/local/openjdk-* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -d "$folder" ] && printf '%s\n' "$folder"
  done
}

find_jdk() {
  JDK=
  if [ -n "${HOLDFAST_JAVA:-}" ]; then
    if [ -d "$HOLDFAST_JAVA" ]; then chosen=$HOLDFAST_JAVA; else chosen=$(home_of "$HOLDFAST_JAVA"); fi
    accept_jdk "$chosen" && return 0
    echo "HOLDFAST_JAVA is $HOLDFAST_JAVA, and that is no JDK $JDK_MIN or later. Correct it or unset it." >&2
    exit 69
  fi
  [ -n "${JAVA_HOME:-}" ] && accept_jdk "$JAVA_HOME" && return 0
  on_path=$(command -v java 2>/dev/null) && accept_jdk "$(home_of "$on_path")" && return 0
  later=
  while IFS= read -r folder; do
    accept_jdk "$folder" || continue
    [ "$found" -eq "$JDK_MIN" ] && return 0
    [ -n "$later" ] || later=$JDK
  done <<EOF
$(usual_jdks)
EOF
  JDK=$later
  [ -n "$JDK" ]
}

# 69: a service that this program needs is not available (sysexits.h).
need_jdk() {
  find_jdk && return 0
  cat >&2 <<EOF
Holdfast needs a JDK $JDK_MIN or later, and found none.
  Install one:  Debian, Ubuntu  apt install openjdk-$JDK_MIN-jdk (or Temurin $JDK_MIN from https://adoptium.net)
                macOS           brew install openjdk@$JDK_MIN
                anywhere        https://sdkman.io, then: sdk install java $JDK_MIN-tem
  If it is installed in an unusual place: HOLDFAST_JAVA=/path/to/jdk $0
EOF
  exit 69
}

need_maven() {
  command -v mvn >/dev/null 2>&1 && return 0
  cat >&2 <<EOF
Holdfast is built with Maven 3.8.7 or later (not 4), and there is no mvn on the PATH.
  Install it:  Debian, Ubuntu  apt install maven
               macOS           brew install maven
               anywhere        https://maven.apache.org/install.html
EOF
  exit 69
}

# Maven runs on the JDK that was found, and its toolchain search looks there first.
use_jdk_for_maven() {
  JAVA_HOME=$JDK
  MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
  export JAVA_HOME MAVEN_OPTS
}
