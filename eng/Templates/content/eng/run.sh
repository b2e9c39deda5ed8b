#!/bin/sh
# Gatekeeper: is the SDK here, and the matrix command of the version that eng/Matrix.Packages.props names? Then that takes over.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
version=$(sed -n 's:.*<MatrixVersion>\(.*\)</MatrixVersion>.*:\1:p' "$root/eng/Matrix.Packages.props")
tools="$root/artifacts/tools/matrix-$version"

if ! command -v dotnet >/dev/null 2>&1; then
  echo "eng/run.sh: there is no 'dotnet' on the PATH. Matrix needs the .NET 10 SDK: https://dot.net/download" >&2
  exit 2
fi

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

if [ ! -x "$tools/matrix" ]; then
  begin "installing the matrix command $version (once)"
  if ! said=$(cd "$root" && dotnet tool install Matrix.Cli --version "$version" --tool-path "$tools" 2>&1); then
    end
    printf '%s\n' "$said" "eng/run.sh: the matrix command $version cannot be installed. Matrix needs the .NET 10 SDK (https://dot.net/download) and a package source that has Matrix.Cli." >&2
    exit 2
  fi
  end
fi

# The command finds the runtime where this dotnet has it.
DOTNET_ROOT=${DOTNET_ROOT:-$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")}
# What is printed names the command in this shell's spelling.
MATRIX_SHELL=sh
export DOTNET_ROOT MATRIX_SHELL
exec "$tools/matrix" "$@"
