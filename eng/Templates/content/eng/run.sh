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

if [ ! -x "$tools/matrix" ]; then
  if ! said=$(cd "$root" && dotnet tool install Matrix.Cli --version "$version" --tool-path "$tools" 2>&1); then
    printf '%s\n' "$said" "eng/run.sh: the matrix command $version cannot be installed. Matrix needs the .NET 10 SDK (https://dot.net/download) and a package source that has Matrix.Cli." >&2
    exit 2
  fi
fi

# The command finds the runtime where this dotnet has it.
DOTNET_ROOT=${DOTNET_ROOT:-$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")}
export DOTNET_ROOT
exec "$tools/matrix" "$@"
