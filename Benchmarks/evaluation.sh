#!/bin/bash
# Builds the evaluation benchmark apart from Gapura and runs it beside numpy, SciPy, pandas, DuckDB and, where it is, R.
#
# usage: Benchmarks/evaluation.sh [GAPURA] [OPTIONS OF evaluation.py]
set -euo pipefail
cd "$(dirname "$0")/.."
gapura=${1:-.build/release/gapura}
venv=.venv/bench

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c "import numpy, scipy, pandas, duckdb" 2>/dev/null ||
    "$venv/bin/pip" install --quiet --disable-pip-version-check numpy scipy pandas duckdb
swift build -c release --package-path Benchmarks/evaluation --scratch-path .build/benchmark
exec "$venv/bin/python" Benchmarks/evaluation.py "$gapura" "${@:2}"
