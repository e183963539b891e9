#!/bin/bash
# Links 64 million generated registrations within 10 GB: seconds by phase, peak memory, and, counted by DuckDB from what
# was written, precision and recall. Its data (some 20 GB with the results) are deleted in the end, also after an error.
#
# usage: Benchmarks/linkage_64m.sh GAPURA REFERENCE [ROWS] [MEMORY] [FOLDER]
#
# REFERENCE is the folder with gen_indonesia.py, see Benchmarks/README.md; PYTHON names a Python with numpy and duckdb.
# LIST names a file for the list: made where it is not there, used where it is, and kept.
set -euo pipefail
gapura=$(realpath "$1")
reference=$(realpath "$2")
rows=${3:-64000000}
memory=${4:-10G}
here=$(realpath "$(dirname "$0")")
python=${PYTHON:-python3}
folder=$(mktemp -d "${5:-${TMPDIR:-/tmp}}/gapura-64m-XXXXXX")
trap 'rm -rf "$folder"' EXIT
list=$(realpath -m "${LIST:-$folder/registrations.csv}")

# 130 bytes a row for the list, once more while the last shard is put behind the others, and the results.
need=$((rows * 340 / 1024))
have=$(df --output=avail "$folder" | tail -1)
if [ "$have" -lt "$need" ]; then
    echo "$rows rows take $((need >> 20)) GB of disk, and $((have >> 20)) GB are free." >&2
    exit 73
fi

if [ ! -e "$list" ]; then
    shards=$(nproc)
    jobs=()
    for ((shard = 0; shard < shards; shard++)); do
        "$python" "$reference/gen_indonesia.py" --n "$rows" --seed 64 --shard "$shard/$shards" \
            --out "$folder/shard-$shard.csv" &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job"; done
    for ((shard = 1; shard < shards; shard++)); do
        tail -n +2 "$folder/shard-$shard.csv" >>"$folder/shard-0.csv"
        rm "$folder/shard-$shard.csv"
    done
    mv "$folder/shard-0.csv" "$list"
fi
ls -l "$list"

cd "$folder"
PYTHONPATH=$here "$python" - "$gapura" "$list" "$memory" "$folder" <<'PYTHON'
import json
import os
import sys
from pathlib import Path

from linkage import quality
from measure import machine, run

gapura, source, memory, folder = sys.argv[1:]
out = Path(folder) / "out"
command = [gapura, "link", source, "--id", "unique_id", "--memory", memory, "--work", folder, "--out", str(out),
           "--format", "json", "--quiet"]
print(f"{machine()}; load {os.getloadavg()[0]:.1f} before\n{' '.join(command)}", flush=True)
status, seconds, cpu, peak, text = run(command)
if status != 0:
    sys.exit(status)
answer = json.loads(text)
print(f"{answer['records']:,} records, {answer['pairs_compared']:,} pairs compared, {answer['clusters']:,} clusters, "
      f"{answer['bridges']:,} bridges")
print(f"{seconds:.1f} s, {cpu:.1f} processor seconds, peak {peak / 1e9:.2f} GB of {memory} "
      f"(least {answer['memory_least'] / 1e9:.2f} GB); {answer['partitions']} partitions, "
      f"{answer['scratch_bytes'] / 1e9:.2f} GB through temporary files")
print(", ".join(f"{phase} {value:.1f}" for phase, value in answer["phases"].items()), flush=True)
total, pairs, clusters = quality(out, [source], "unique_id", "person_id")
for name, found in (("p >= 0.95", pairs), ("clusters", clusters)):
    print(f"{name}: precision {found['p']:.4f}, recall {found['r']:.4f}, F1 {found['f1']:.4f} of {total:,} true pairs")
PYTHON
