#!/usr/bin/env bash
# Builds everything, runs every test, and ends with one line: N passed, N failed, N skipped.
# Arguments go on to dotnet test. Data that some tests read lies in DAIS_DATA (default ../shared/data);
# without it those tests are skipped, and say where the data are published.
set -uo pipefail
cd "$(dirname "$0")"

need() { # COMMAND, what to do about it
  command -v "$1" > /dev/null || { echo "test.sh: $1 is missing: $2" >&2; exit 2; }
}
need dotnet "install the .NET SDK 10 (https://dot.net)"
need chromium "apt-get install chromium: some tests look at pages in it"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
out=$(mktemp)
trap 'rm -f "$out"' EXIT

dotnet build Dais.slnx --nologo -v quiet || exit $?
dotnet test --solution Dais.slnx --no-build "$@" 2>&1 | tee "$out"
code=${PIPESTATUS[0]}
awk '/^ +total:/ {t += $2} /^ +failed:/ {f += $2} /^ +succeeded:/ {s += $2} /^ +skipped:/ {k += $2}
     END {printf "%d passed, %d failed, %d skipped\n", s, f, k}' "$out"
exit "$code"
