"""Makes the SPSS and Stata files that the tests read: small, invented, the same in every run.

They are written by other programs than ours (pyreadstat, pandas), so that a mistake of our own reader is not hidden by
the same mistake of our own writer. The bytes may differ between versions of these programs; the content does not.

usage: python3 Scripts/make_statistical_fixtures.py [FOLDER]     needs pandas and pyreadstat
"""
import datetime as dt
import pathlib
import sys

import numpy as np
import pandas as pd
import pyreadstat

here = pathlib.Path(__file__).resolve().parent.parent / "Tests/StatisticalFilesTests/Fixtures"
folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here
folder.mkdir(parents=True, exist_ok=True)

# Six invented business owners.
PLACES = ["Kutasari", "Baturraden", "Kalipare", "Kutasari", "", "Desa Énam"]
STORY = ["modal usaha " * 30, "", "beli mesin jahit", "x" * 600, "Café “Bu Sri”", "bayar hutang"]
DAYS = [dt.date(2021, 3, 1), dt.date(2021, 9, 30), None, dt.date(1969, 12, 31), dt.date(2024, 2, 29), dt.date(2000, 1, 1)]
frame = pd.DataFrame({
    "nomor": [1, 2, 3, 4, 5, 6],
    "jenis_kelamin_pemilik": [1.0, 2.0, 2.0, 9.0, 2.0, np.nan],
    "pendapatan": [1_500_000.0, 2_250_000.5, -9.0, 98.0, 750_000.0, np.nan],
    "usia": [24.0, 35.0, 61.0, 998.0, 999.0, 47.0],
    "desa": PLACES,
    "cerita": STORY,
    "tanggal": DAYS,
    "bobot": [1.5, 0.25, 3.0, 1.0, 1.0, 2.0],
})
LABELS = {
    "jenis_kelamin_pemilik": {1: "Laki-laki", 2: "Perempuan", 9: "Tidak menjawab"},
    "pendapatan": {-9: "Menolak", 98: "Tidak tahu"},
}
COLUMN_LABELS = {
    "nomor": "Nomor responden", "jenis_kelamin_pemilik": "Jenis kelamin pemilik usaha",
    "pendapatan": "Pendapatan sebulan (rupiah)", "usia": "Usia", "desa": "Desa", "cerita": "Cerita pemilik",
    "tanggal": "Tanggal wawancara", "bobot": "Penimbang",
}
SPSS = {
    "file_label": "Data rekaan", "note": ["Seluruh baris adalah rekaan."], "column_labels": COLUMN_LABELS,
    "variable_value_labels": {**LABELS, "desa": {"Kutasari": "Desa Kutasari", "Kalipare": "Desa Kalipare"}},
    "missing_ranges": {
        "jenis_kelamin_pemilik": [9], "pendapatan": [-9, 98], "usia": [{"lo": 998, "hi": 999}], "desa": ["Kalipare"],
    },
    "variable_measure": {"jenis_kelamin_pemilik": "nominal", "pendapatan": "scale", "usia": "ordinal"},
    "variable_format": {"nomor": "F4.0", "tanggal": "SDATE10"},
}
pyreadstat.write_sav(frame, folder / "survey.sav", **SPSS)
pyreadstat.write_sav(frame, folder / "survey-bytes.sav", row_compress=True, **SPSS)
pyreadstat.write_sav(frame, folder / "survey.zsav", compress=True, **SPSS)

# Stata has letters for what is missing; a column that holds them is one of objects for pyreadstat.
stata = frame.copy()
stata["jenis_kelamin_pemilik"] = pd.Series([1, 2, 2, "a", 2, None], dtype=object)
stata["pendapatan"] = pd.Series([1_500_000.0, 2_250_000.5, "a", "z", 750_000.0, None], dtype=object)
stata["usia"] = pd.Series([24, 35, 61, None, None, 47], dtype=object)
pyreadstat.write_dta(
    stata, folder / "survey.dta", version=15, file_label="Data rekaan", column_labels=COLUMN_LABELS,
    variable_value_labels={
        "jenis_kelamin_pemilik": {1: "Laki-laki", 2: "Perempuan", "a": "Tidak menjawab"},
        "pendapatan": {"a": "Menolak", "z": "Tidak tahu"},
    },
    missing_user_values={"jenis_kelamin_pemilik": ["a"], "pendapatan": ["a", "z"]},
    variable_format={"tanggal": "%td"})

# pandas writes Stata files on its own: older formats, big-endian, texts of any length.
plain = frame.drop(columns=["tanggal"]).assign(
    jenis_kelamin_pemilik=[1, 2, 2, 1, 2, 2], desa=[p.replace("É", "E") for p in PLACES],
    cerita=["".join(c for c in text if ord(c) < 128)[:200] for text in STORY],
    waktu=pd.to_datetime(["2021-03-01 08:30:15", "2021-09-30", None, "1959-12-31 23:59:59", "2024-02-29", "2000-01-01"], format="mixed"))
value_labels = {"jenis_kelamin_pemilik": {1: "Laki-laki", 2: "Perempuan"}}
for version, order in ((114, "<"), (117, ">"), (118, ">"), (119, "<")):
    table = plain if version < 117 else plain.assign(cerita=STORY if version > 117 else plain["cerita"] * 20)
    table.to_stata(
        folder / f"pandas-{version}.dta", version=version, byteorder=order, write_index=False,
        convert_dates={"waktu": "tc"}, value_labels=value_labels, data_label="Data rekaan",
        variable_labels={"usia": "Usia"}, convert_strl=["cerita"] if version >= 117 else None,
        time_stamp=dt.datetime(2024, 1, 1))
