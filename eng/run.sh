#!/bin/sh
# Gatekeeper: is the SDK here, is the command built of what is here now? Then `matrix` takes over. Everything else is in eng/Cli.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
bin="$root/artifacts/bin/Matrix.Cli/release"
built="$bin/.built"

if ! command -v dotnet >/dev/null 2>&1; then
  echo "eng/run.sh: there is no 'dotnet' on the PATH. Matrix needs the .NET 10 SDK: https://dot.net/download" >&2
  exit 2
fi

# A folder is newer than the mark when a file in it was added or removed.
stale() {
  [ ! -f "$built" ] || [ ! -f "$bin/matrix.dll" ] ||
    [ -n "$(find "$root"/eng/Cli "$root"/eng/Harness "$root"/eng/Harness.Containers "$root"/eng/Harness.MySql "$root"/eng/Harness.Postgres "$root"/eng/Directory.Build.props "$root"/eng/ReadyToRun* "$root"/*.props "$root"/*.targets "$root"/global.json -newer "$built" 2>/dev/null | head -n 1)" ]
}

# Says that something takes a while, with a clock where somebody watches. Ctrl+C does not reach it, so it ends by itself.
begin() {
  if [ -t 2 ]; then
    (s=0; while kill -0 "$$" 2>/dev/null; do printf '\r  %s  %s s' "$1" "$s" >&2; sleep 1; s=$((s + 1)); done) &
    clock=$!
  else
    printf '  %s\n' "$1" >&2
  fi
}

end() {
  [ -z "${clock:-}" ] || { kill "$clock"; wait "$clock" 2>/dev/null || :; clock=; printf '\r\033[K' >&2; }
}

# One build at a time: two replace each other's files. The lock names its process, and that of a killed one is nobody's.
lock="$bin/.building"
lock() {
  told=
  until ln -s $$ "$lock" 2>/dev/null; do
    owner=$(readlink "$lock") || owner=
    if [ -z "$owner" ]; then
      [ -w "$bin" ] || return 0
    elif ! kill -0 "$owner" 2>/dev/null; then
      [ "$(readlink "$lock")" != "$owner" ] || rm -f "$lock"
    else
      [ -n "$told" ] || echo "eng/run.sh: run $owner is building the matrix command. This one waits for it." >&2
      told=1
      sleep 0.2
    fi
  done
  trap 'rm -f "$lock"' EXIT
  trap 'exit 130' HUP INT TERM
}

if stale; then
  mkdir -p "$bin"
  lock
fi
if stale; then
  if ! said=$(cd "$root" && dotnet --version 2>&1); then
    printf '%s\n' "$said" "eng/run.sh: this SDK is too old for global.json. Matrix needs the .NET 10 SDK: https://dot.net/download" >&2
    exit 2
  fi
  : >"$built.$$"
  begin "building the matrix command (after a change to eng/)"
  # Precompiled, as Release is. Its analysers and warnings are for who works on it, and `dotnet build` has them.
  if ! said=$(cd "$root" && dotnet build eng/Cli/Matrix.Cli.csproj --configuration Release --nologo --verbosity quiet -tl:off -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false 2>&1); then
    end
    rm -f "$built.$$"
    printf '%s\n' "$said" "eng/run.sh: the matrix command in eng/Cli does not build. Mend what is said above, then run again." >&2
    exit 2
  fi
  end
  mv "$built.$$" "$built"
fi
[ ! -L "$lock" ] || [ "$(readlink "$lock")" != $$ ] || rm -f "$lock"

# What is printed names the command in this shell's spelling.
export MATRIX_SHELL=sh
exec dotnet "$bin/matrix.dll" "$@"
