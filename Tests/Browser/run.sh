#!/bin/bash
# Opens the demo's portal and reports in a browser and holds them to what a person may expect of them.
# Needs Debian's chromium and python3-venv (Scripts/setup browser); Python packages go to .venv, pictures to
# .build/screenshots.
#
# usage: Tests/Browser/run.sh [GAPURA] [pytest options…]
set -euo pipefail
cd "$(dirname "$0")/../.."
GAPURA=$(realpath "${1:-.build/debug/gapura}")
[ $# -eq 0 ] || shift
export GAPURA CHROMIUM=${CHROMIUM:-/usr/bin/chromium} SCREENSHOTS=${SCREENSHOTS:-$PWD/.build/screenshots}
venv=.venv/browser
wanted=Tests/Browser/requirements.txt

if ! cmp -s "$wanted" "$venv/installed.txt"; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$venv/installed.txt"
fi
exec "$venv/bin/python" -m pytest -q --tb=short -p no:cacheprovider Tests/Browser "$@"
