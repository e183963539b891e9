"""What numpy, SciPy, DuckDB and pandas do of the evaluation benchmark; one task in a process of its own, one line of JSON.

usage: evaluation_peers.py TASK SIZE-OR-FILE [ROUNDS]
       evaluation_peers.py write-columns|write-list ROWS PATH
"""

import json
import sys
import time
from fractions import Fraction
from pathlib import Path

import numpy as np

import evaluation_data as data


def ranked(x, w, b, st, cl):
    """Concentration index, Gini and Kakwani's index, tie-aware, with linearised errors: one sort, sums by bincount."""
    order = np.argsort(x)
    x, w, b, st, cl = x[order], w[order], b[order], st[order], cl[order]
    new = np.empty(len(x), bool)
    new[0] = True
    np.not_equal(x[1:], x[:-1], out=new[1:])
    group = np.cumsum(new) - 1
    gw = np.bincount(group, w)
    cw = np.cumsum(gw)
    units = cw[-1]
    rank = ((cw - gw / 2) / units)[group]
    out, scores = {}, {}
    for name, h in (("c", b), ("gini", x)):
        wh = w * h
        gh = np.bincount(group, wh)
        total = gh.sum()
        area = np.dot(wh, rank)
        above = ((total - np.cumsum(gh) + gh / 2) / units)[group]
        z = 2 / total * (h * rank + above - area / units - h * (area / total))
        out[name] = float(2 * area / total - 1)
        scores[name] = w * z
    out["kakwani"] = out["c"] - out["gini"]
    scores["kakwani"] = scores["c"] - scores["gini"]
    count = int(cl.max()) + 1
    sampled = np.bincount(cl, minlength=count) > 0
    stratum = np.arange(count) // 200
    n = np.bincount(stratum[sampled])
    for name, score in scores.items():
        sums = np.bincount(cl, score, minlength=count)
        mean = np.bincount(stratum[sampled], sums[sampled]) / n
        off = np.bincount(stratum[sampled], (sums[sampled] - mean[stratum[sampled]]) ** 2)
        out[name + "_se"] = float(np.sqrt(np.sum(off * n / (n - 1))))
    return out


def numpy_indices(size, rounds, rounded=False):
    columns = data.survey(size, rounded)
    return {"checksum": data.checksum(columns), "values": timed(rounds, lambda: ranked(*columns))}


RANKED = """
with g as (select x, sum(w) gw, sum(w * b) gb from t group by x),
     o as (select *, sum(gw) over (order by x rows unbounded preceding) c from g)
select 2 * sum(gb * (c - gw / 2)) / (sum(gw) * sum(gb)) - 1, 2 * sum(gw * x * (c - gw / 2)) / (sum(gw) * sum(gw * x)) - 1
from o"""


def duckdb_indices(size, rounds, rounded=False):
    import duckdb
    x, w, b, _, _ = data.survey(size, rounded)
    connection = duckdb.connect()
    frame = {"x": x, "w": w, "b": b}
    connection.execute("create table t as select * from frame")
    c, gini = timed(rounds, lambda: connection.execute(RANKED).fetchone())
    return {"values": {"c": c, "gini": gini, "kakwani": c - gini}}


def numpy_bootstrap(size, rounds):
    """Sorted once; each resample is a count of how often a row was drawn. No ties in these columns."""
    x, w, b, _, _ = data.survey(size)
    random = np.random.default_rng(1)

    def work():
        order = np.argsort(x)
        xs, ws, bs = x[order], w[order], b[order]
        out = np.empty((1001, 2))
        for replicate in range(1001):
            ww = ws if replicate == 0 else ws * np.bincount(random.integers(0, size, size), minlength=size)
            c = np.cumsum(ww)
            middle = 2 * c - ww
            for column, h in enumerate((bs, xs)):
                amount = ww * h
                out[replicate, column] = np.dot(amount, middle) / (c[-1] * amount.sum()) - 1
        return np.column_stack([out, out[:, 0] - out[:, 1]])

    out = timed(rounds, work)
    names = ("c", "gini", "kakwani")
    return {"values": dict(zip(names, map(float, out[0]))),
            "errors": dict(zip(names, map(float, out[1:].std(axis=0, ddof=1))))}


def doubled_ranks(d):
    """Twice the midranks of the absolute differences, and the doubled sum of the rarer sign."""
    size = np.abs(d)
    _, inverse, counts = np.unique(size, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (2 * ends - counts + 1)[inverse].astype(int)
    plus = int(ranks[d > 0].sum())
    return np.sort(ranks), min(plus, int(ranks.sum()) - plus)


def integers_signed_rank(size, rounds):
    """The exact p-value by counting in whole numbers: the generating function packed into one of them."""
    ranks, limit = doubled_ranks(data.differences(size))
    width = len(ranks) + 1

    def work():
        mask = (1 << (width * (limit + 1))) - 1
        packed = 1
        for rank in ranks.tolist():
            packed = (packed + (packed << (width * rank))) & mask
        # The sum of the coefficients, as it stays below the modulus.
        return Fraction(packed % ((1 << width) - 1), 2 ** (len(ranks) - 1))

    return {"values": {"p": float(timed(1, work))}}


def scipy_signed_rank(size, rounds):
    """SciPy's exact test takes no notice of ties: the time counts, the p-value is another one."""
    from scipy import stats
    d = data.differences(size)
    return {"other": {"p": float(timed(rounds, lambda: stats.wilcoxon(d, method="exact").pvalue))}}


def pandas_report(file, rounds):
    """Reads the file, computes the indices with errors and the benefit by fifths."""
    import pandas as pd

    def work():
        t = pd.read_csv(file)
        out = ranked(*(t[name].to_numpy() for name in ("expenditure", "weight", "benefit", "stratum", "unit")))
        x, w, b = (t[name].to_numpy() for name in ("expenditure", "weight", "benefit"))
        order = np.argsort(x)
        below = np.cumsum(w[order])
        cuts = x[order][np.searchsorted(below, below[-1] * np.array([0.2, 0.4, 0.6, 0.8]), side="right")]
        shares = np.bincount(np.searchsorted(cuts, x), w * b)
        return {**out, "shares": (shares / shares.sum()).tolist()}

    return {"values": timed(rounds, work)}


def duckdb_report(file, rounds):
    """The same from SQL over the file; without errors."""
    import duckdb

    def work():
        connection = duckdb.connect()
        connection.execute("create table t as select expenditure x, weight w, benefit b from "
                           f"read_csv('{file}', header=true)")
        c, gini = connection.execute(RANKED).fetchone()
        shares = connection.execute("""
            with o as (select x, sum(w) over (order by x) c from t),
                 cuts as (select k, min(x) q from o, range(1, 5) r(k) where c > k / 5 * (select sum(w) from t) group by k),
                 g as (select w * b a, (select count(*) from cuts where q < x) fifth from t)
            select sum(a) / (select sum(a) from g) from g group by fifth order by fifth""").fetchall()
        return {"c": c, "gini": gini, "kakwani": c - gini, "shares": [share for share, in shares]}

    return {"values": timed(rounds, work)}


fastest = {"seconds": float("inf"), "cpu_seconds": float("inf")}


def timed(rounds, work):
    for _ in range(rounds):
        began, processor = time.perf_counter(), time.process_time()
        result = work()
        fastest["seconds"] = min(fastest["seconds"], time.perf_counter() - began)
        fastest["cpu_seconds"] = min(fastest["cpu_seconds"], time.process_time() - processor)
    return result


def write_columns(size, folder):
    for name, column in zip(("x", "w", "b", "st", "cl"), data.survey(size)):
        column.tofile(Path(folder) / name)


def write_list(size, file):
    x, w, b, st, cl = data.survey(size)
    np.savetxt(file, np.column_stack([np.arange(1, size + 1), st, cl, w, x, b]), delimiter=",", comments="",
               fmt=["%d", "%d", "%d", "%.4f", "%.2f", "%d"], header="id,stratum,unit,weight,expenditure,benefit")


def peak():
    """The largest memory this process held; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


TASKS = {
    "numpy-indices": numpy_indices, "numpy-indices-tied": lambda n, r: numpy_indices(n, r, True),
    "duckdb-indices": duckdb_indices, "duckdb-indices-tied": lambda n, r: duckdb_indices(n, r, True),
    "numpy-bootstrap": numpy_bootstrap, "integers-signed-rank": integers_signed_rank,
    "scipy-signed-rank": scipy_signed_rank, "pandas-report": pandas_report, "duckdb-report": duckdb_report,
}

if __name__ == "__main__":
    task, size, *rest = sys.argv[1:]
    if task.startswith("write-"):
        (write_columns if task == "write-columns" else write_list)(int(size), rest[0])
        print("{}")
    else:
        answer = TASKS[task](int(size) if size.isdigit() else size, int(rest[0]) if rest else 3)
        print(json.dumps({**answer, **fastest, "peak_bytes": peak()}))
