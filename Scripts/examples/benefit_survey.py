"""Examples/survei-manfaat: an invented household survey with strata, clusters and weights, recipients and others.

The programme reaches poorer households more often, but not only them; its aid is nearly equal for all. Turnover of
recipients' businesses grows by a little more than that of the others. Nothing of it describes a real place.
"""

import random
from pathlib import Path

from .writing import table

# Stratum, its kecamatan, villages in the population, villages drawn, level of expenditure per head.
STRATA = [
    ("perkotaan", ("Kecamatan A", "Kecamatan B"), 48, 12, 1_250_000),
    ("dataran", ("Kecamatan C", "Kecamatan D"), 90, 14, 900_000),
    ("pegunungan", ("Kecamatan E", "Kecamatan F"), 60, 14, 690_000),
]
HOUSEHOLDS = 15
COLUMNS = [
    "id", "strata", "kecamatan", "desa", "desa_populasi", "bobot", "anggota", "kepala", "pendidikan", "belanja",
    "penerima", "bantuan", "biaya", "kunjungan", "usaha", "omzet_2020", "omzet_2021", "rekening_2020",
    "rekening_2021", "kendala_modal", "kendala_pasar", "kendala_alat", "u1", "u2", "u3", "u4",
]


def make(catalogue: Path) -> dict[str, bytes]:
    rng = random.Random("survei-manfaat")
    rows: list[dict[str, object]] = []
    village = 0
    for stratum, areas, villages, drawn, level in STRATA:
        for place in range(drawn):
            village += 1
            area = areas[place % 2]
            # Households of the village, of which fifteen were drawn.
            size = rng.randrange(180, 620)
            mood = 1 + 0.16 * (rng.random() - 0.5)
            # How far the programme came in this village; the areas differ.
            reach = 0.75 + 0.5 * rng.random() + (0.25 if area in ("Kecamatan B", "Kecamatan E") else 0)
            for _ in range(HOUSEHOLDS):
                rows.append(household(rng, len(rows) + 1, stratum, area, f"Desa {village:02d}", villages,
                                      round(villages / drawn * size / HOUSEHOLDS, 3), level * mood, reach))
    text = table([COLUMNS, *([str(row[c]) for c in COLUMNS] for row in rows)], ",", "\n")[0]
    return {"rumah-tangga.csv": text.encode(), "batas-kuintil.csv": limits(rows).encode()}


def household(
    rng: random.Random, number: int, stratum: str, area: str, village: str, villages: int, weight: float,
    level: float, reach: float,
) -> dict[str, object]:
    members = rng.choice((1, 2, 3, 3, 4, 4, 4, 5, 5, 6, 7))
    head = round(level * (0.45 + 0.35 * rng.random() + 0.9 * rng.random() ** 3) * 5 / (3.6 + 0.25 * members), -3)
    spending = int(head * members)
    poor = head < 620_000
    takes = rng.random() < reach * (0.62 if poor else 0.34 if head < 950_000 else 0.08)
    business = takes or rng.random() < 0.55
    before = after = ""
    if business:
        first = 1_100_000 + 2.1 * spending * rng.random()
        growth = 0.03 + 0.16 * (rng.random() - 0.4) + (0.07 if takes else 0)
        before, after = int(round(first, -4)), int(round(first * (1 + growth), -4))
    account = rng.random() < (0.35 if poor else 0.6)
    later = account or rng.random() < (0.5 if takes else 0.12)
    satisfied = [rng.choice((2, 3, 3, 3, 4, 4)) if takes else "" for _ in range(4)]
    if takes and rng.random() < 0.08:
        satisfied[3] = ""
    return {
        "id": f"RT{number:04d}", "strata": stratum, "kecamatan": area, "desa": village, "desa_populasi": villages,
        "bobot": weight, "anggota": members, "kepala": rng.choice(("L", "L", "L", "P")),
        "pendidikan": rng.choice(("SD", "SD", "SMP", "SMA") if poor else ("SD", "SMP", "SMA", "SMA", "PT")),
        # A few households did not say what they spend.
        "belanja": "" if rng.random() < 0.012 else spending,
        "penerima": int(takes), "bantuan": rng.choice((1_200_000, 1_200_000, 1_200_000, 2_400_000)) if takes else 0,
        "biaya": rng.choice((0, 25_000, 50_000, 100_000)) if takes else 0,
        "kunjungan": rng.choice((0, 0, 1, 2, 3) if poor else (0, 1, 1, 2, 4)), "usaha": int(business),
        "omzet_2020": before, "omzet_2021": after, "rekening_2020": int(account), "rekening_2021": int(later),
        "kendala_modal": int(business and rng.random() < 0.55), "kendala_pasar": int(business and rng.random() < 0.4),
        "kendala_alat": int(business and rng.random() < 0.25),
        "u1": satisfied[0], "u2": satisfied[1], "u3": satisfied[2], "u4": satisfied[3],
    }


def limits(rows: list[dict[str, object]]) -> str:
    """Limits between fifths of people by expenditure per head, rounded as a statistics office would print them."""
    people = sorted(
        (float(row["belanja"]) / row["anggota"], row["bobot"] * row["anggota"]) for row in rows if row["belanja"])
    total = sum(weight for _, weight in people)
    cuts, cumulated = [], 0.0
    for head, weight in people:
        cumulated += weight
        while len(cuts) < 4 and cumulated >= (len(cuts) + 1) / 5 * total:
            cuts.append(int(round(head, -3)))
    return "kelompok,batas_atas\n" + "".join(f"{k},{cut}\n" for k, cut in enumerate(cuts, 1))
