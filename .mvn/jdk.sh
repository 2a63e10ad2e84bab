# Finds the JDK that builds and runs Podium, without starting a JVM. POSIX shell, sourced by ./mvnw, ./podium and .ci/run.
#
#   podium_find_jdk     sets PODIUM_JDK and returns 0, or returns 1
#   podium_jdk_missing  says on standard error what to install
#
# Looks at JAVA_HOME, then at the java on the PATH, then where packages and version managers put their JDKs.

PODIUM_JAVA=25

# A JDK's own `release` file states its version: reading it costs microseconds where `java -version` costs a JVM start.
podium_is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r podium_line; do
    case "$podium_line" in
    "JAVA_VERSION=\"$PODIUM_JAVA\""* | "JAVA_VERSION=\"$PODIUM_JAVA."* | "JAVA_VERSION=\"$PODIUM_JAVA-"* | "JAVA_VERSION=\"$PODIUM_JAVA+"*)
      PODIUM_JDK="$1"
      return 0
      ;;
    esac
  done <"$1/release"
  return 1
}

podium_find_jdk() {
  PODIUM_JDK=''
  [ -z "${JAVA_HOME-}" ] || ! podium_is_jdk "${JAVA_HOME%/}" || return 0
  podium_java="$(command -v java 2>/dev/null)" || podium_java=''
  if [ -n "$podium_java" ]; then
    podium_java="$(readlink -f "$podium_java" 2>/dev/null)" || podium_java=''
    [ -z "$podium_java" ] || ! podium_is_jdk "${podium_java%/bin/java}" || return 0
  fi
  for podium_home in /usr/lib/jvm/*"$PODIUM_JAVA"* /opt/java/* /opt/*jdk*"$PODIUM_JAVA"* \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/"$PODIUM_JAVA"* "${HOME-}"/.jdks/*"$PODIUM_JAVA"* \
    "${HOME-}"/.local/share/mise/installs/java/*"$PODIUM_JAVA"* "${HOME-}"/.asdf/installs/java/*"$PODIUM_JAVA"* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    ! podium_is_jdk "$podium_home" || return 0
  done
  return 1
}

podium_jdk_missing() {
  cat >&2 <<END
Podium needs a JDK $PODIUM_JAVA (with javac), and none was found in JAVA_HOME, on the PATH or in the usual folders.
Maybe install one of these, or set JAVA_HOME to one you have:
  Debian, Ubuntu   apt-get install openjdk-$PODIUM_JAVA-jdk      (or temurin-$PODIUM_JAVA-jdk from the Adoptium repository)
  Fedora           dnf install java-$PODIUM_JAVA-openjdk-devel
  macOS            brew install openjdk@$PODIUM_JAVA
  SDKMAN!          sdk install java $PODIUM_JAVA-tem
END
}
