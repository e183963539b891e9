#!/bin/bash
# Reads a large list with Gapura and with DuckDB in one run and prints rows per second and peak memory of each.
#
# usage: Benchmarks/run.sh [GAPURA] [ROWS]
set -euo pipefail
cd "$(dirname "$0")/.."
gapura=${1:-.build/release/gapura}
rows=${2:-1000000}
venv=.venv/bench

if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check duckdb
fi
exec "$venv/bin/python" Benchmarks/measure.py "$gapura" "$rows"
