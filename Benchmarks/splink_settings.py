"""Holds models that cross between Gapura and Splink to the weights they give: both ways, on the public sets.

Export: Gapura trains a model and writes it as Splink's settings; Splink loads them and predicts on the same records.
Import: Splink trains and saves its settings; Gapura links with them and hands them back. Weights of the pairs that both compare must agree
to the two decimals that pairs.csv has; with term frequencies, which Gapura shrinks and Splink does not, the differences
are told. The sets are not part of Gapura: `--data` names the folder that has febrl3.csv and fake_1000.csv.

usage: splink_settings.py GAPURA --data DIR
"""

import argparse
import json
import logging
import re
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from measure import HERE

logging.getLogger("splink").setLevel(logging.ERROR)
warnings.filterwarnings("ignore")

# As Gapura's cleaning "text" does: lower case, other signs than letters and digits as blanks.
TEXT = "nullif(trim(regexp_replace(lower({0}), '[^a-z0-9]+', ' ', 'g')), '') as {0}"
RAW = "nullif(trim({0}), '') as {0}"
SETS = {
    "febrl3": {
        "id": "rec_id",
        "columns": [TEXT.format(c) for c in ["given_name", "surname", "street_number", "address_1", "state"]]
        + [RAW.format(c) for c in ["soc_sec_id", "postcode"]]
        + ["strftime(try_strptime(trim(date_of_birth), '%Y%m%d'), '%Y-%m-%d') as date_of_birth"],
    },
    "fake_1000": {
        "id": "unique_id",
        "columns": [TEXT.format(c) for c in ["first_name", "surname", "city"]] + [RAW.format("email"), RAW.format("dob")],
    },
}


def gapura(options, folder, *arguments):
    done = subprocess.run(
        [options.gapura, "link", *map(str, arguments), "--threshold", "0.001", "--out", str(folder), "--format", "json",
         "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def connection():
    con = duckdb.connect()
    con.execute("set threads=1")
    con.execute("set enable_progress_bar=false")
    return con


def predict(con, table, settings, identity):
    """Splink's weights of all pairs that its rules bring together."""
    linker = Linker(DuckDBAPI(connection=con).register(table), settings, log_level=40)
    found = linker.inference.predict(threshold_match_weight=-1000)
    con.execute(f"create or replace table theirs as select least(a, b) as a, greatest(a, b) as b, w from (select "
                f"{identity}_l::varchar as a, {identity}_r::varchar as b, match_weight as w from {found.physical_name})")


def compare(con, folder, what, bound):
    """Weights of the pairs that both have; pairs.csv cuts them off after two decimals."""
    con.execute(f"create or replace table ours as select least(id_l, id_r) as a, greatest(id_l, id_r) as b, "
                f"weight::double as w from read_csv('{folder}/pairs.csv', all_varchar=true, header=true)")
    ours, theirs = (con.execute(f"select count(*) from {t} where w > -9").fetchone()[0] for t in ["ours", "theirs"])
    both, most, median, high = con.execute(
        "select count(*), max(d), median(d), quantile_cont(d, 0.99) from (select abs(ours.w - theirs.w) d "
        "from ours join theirs using (a, b) where ours.w > -9)").fetchone()
    agrees = both > 0 and (bound is None or (both == ours == theirs and most <= bound))
    print(f"{what:58} {ours:7,} {theirs:7,} {both:7,}  {median:.4f} {high:.4f} {most:.4f}"
          f"{'' if agrees else '  DIFFERS'}", flush=True)
    return agrees


def load(con, options, name):
    con.execute(f"create or replace table raw as select * from read_csv('{options.data}/{name}.csv', all_varchar=true, "
                f"header=true)")
    names = [row[0] for row in con.execute("describe raw").fetchall()]
    for column in names:
        if column != column.strip():
            con.execute(f'alter table raw rename column "{column}" to "{column.strip()}"')
    identity = SETS[name]["id"]
    con.execute(f"create or replace table d as select trim({identity}) as unique_id, "
                f"{', '.join(SETS[name]['columns'])} from raw")


def export(options, work, name, with_frequencies):
    con = connection()
    load(con, options, name)
    text = (HERE / "linkage" / f"{name}.yaml").read_text()
    if not with_frequencies:
        text = re.sub(r", frequency: [a-z]+", "", text)
    model = work / f"{name}.yaml"
    model.write_text(text)
    folder = work / f"{name}-{with_frequencies}"
    answer = gapura(options, folder, options.data / f"{name}.csv", "--id", SETS[name]["id"], "--model", model,
                    "--splink", folder / "splink.json")
    kept = [item for item in answer["not_in_splink"] if "cleaning" not in item]
    predict(con, "d", json.loads((folder / "splink.json").read_text()), "unique_id")
    agrees = compare(con, folder, f"export, {name}" + (", term frequencies" if with_frequencies else ""),
                     None if with_frequencies else 0.0101)
    return agrees, kept


def back(options, work, with_frequencies):
    con = connection()
    name = "fake_1000"
    con.execute(f"create table d as select * from read_csv('{options.data}/{name}.csv', all_varchar=true, header=true)")
    plain = [cl.JaroWinklerAtThresholds("first_name", [.9, .7]), cl.JaroWinklerAtThresholds("surname", [.9, .7]),
             cl.DateOfBirthComparison("dob", input_is_string=True), cl.ExactMatch("city"),
             cl.JaroWinklerAtThresholds("email", [.88])]
    if with_frequencies:
        plain = [c.configure(term_frequency_adjustments=True) if i in (0, 1, 3) else c for i, c in enumerate(plain)]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=plain, blocking_rules_to_generate_predictions=[
            block_on("first_name"), block_on("surname", "substr(dob,1,4)"), block_on("dob"), block_on("email")])
    linker = Linker(DuckDBAPI(connection=con).register("d"), settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("first_name", "dob"), block_on("email")], recall=.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in [block_on("first_name", "surname"), block_on("dob")]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    saved = work / "saved.json"
    linker.misc.save_model_to_json(str(saved), overwrite=True)
    predict(con, "d", json.loads(saved.read_text()), "unique_id")
    folder = work / f"saved-{with_frequencies}"
    gapura(options, folder, options.data / f"{name}.csv", "--model", saved, "--splink", folder / "again.json")
    ending = ", term frequencies" if with_frequencies else ""
    agrees = compare(con, folder, f"import, {name}, saved by Splink{ending}", None if with_frequencies else 0.0101)
    if not with_frequencies:
        second = work / "again"
        gapura(options, second, options.data / f"{name}.csv", "--model", folder / "again.json")
        agrees = compare(con, second, f"import of what was exported again, {name}", 0.0101) and agrees
    return agrees


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--data", required=True, type=Path)
    options = parser.parse_args()
    options.gapura, options.data = str(Path(options.gapura).resolve()), options.data.resolve()
    print(f"Splink {splink.__version__}, DuckDB {duckdb.__version__}\npython3 {' '.join(sys.argv)}\n\n"
          f"{'pairs of weight -9 and more; differences of weights in bits':58} {'gapura':>7} {'splink':>7} {'both':>7}  "
          f"median 99 %   most")
    agreed, left = True, {}
    with tempfile.TemporaryDirectory(prefix="gapura-splink-") as work:
        for name in SETS:
            for with_frequencies in [False, True]:
                agrees, left[name] = export(options, Path(work), name, with_frequencies)
                agreed = agreed and agrees
        for with_frequencies in [False, True]:
            agreed = back(options, Path(work), with_frequencies) and agreed
    for name, items in left.items():
        print(f"\nLeft out of the settings of {name}, cleaning aside: {'; '.join(items) or 'nothing'}")
    sys.exit(0 if agreed else 1)


if __name__ == "__main__":
    main()
