"""Contract 3 in plain code: which programmes answer a need, and how far it is answered.

Decisions where the contract leaves room:
- A person's profile is the latest one of the year or before. A group's sector is its own; its size class, and the
  special targets of a group that is not of former migrant women, are not known. Of a village nothing is known.
- A need without a kind of aid asks for every kind that answers it.
- A withdrawn referral counts as if it had not been made.
- A line refused at a stage, with no later acceptance, is not `standing on the list`.
- Of a list of candidates only who was decreed or paid stands on it; whom nobody decided about is `in-progress`.
- What a member of a group gets or is refused as a person says nothing of the group's need.
- A need is `uncertain` when it is not offered and no programme that answers it is known to fit.
- The catalogue's ultra-micro counts as micro, micro-small as micro and small.
"""

from .coordination_check import catalogue_programmes
from .coordination_needs import Villages
from .coordination_programmes import PROGRAMMES, Programme, covers, split

ANSWERS = {"K1": "J07;J08;J14", "K2": "J09;J10;J11", "K3": "J05;J06", "K4": "J11;J13;J06", "K5": "J01;J02;J03;J04;J15",
           "K6": "J12;J13"}
UNITS = {"nik": {"orang", "keluarga", "rumah_tangga", "usaha"}, "village": {"desa"}}
GROUP_UNITS = {"koperasi": {"kelompok", "koperasi"}, "usaha_induk": {"usaha"}}
STATES = ["served", "in-progress", "refused", "not-offered", "absent"]


class Supply:
    def __init__(self, villages: Villages, known: list[dict], year: int):
        self.year, self.villages, self.folk = year, villages, villages.folk
        # One that has ended ran until the last day of its version, which is the last of the year.
        own = [p.at(year) for p in PROGRAMMES if year in p.years and p.status.get(year) != "direncanakan"]
        self.programmes = own + catalogue_programmes(known, year)
        self.kinds = {(p.code, y): set(split(p.at(y).kinds)) for p in PROGRAMMES for y in p.years}
        for before in (year - 1, year):
            self.kinds |= {(p.code, before): set(split(p.kinds)) for p in catalogue_programmes(known, before)}
        self.units = {(p.code, y): p.at(y).unit for p in PROGRAMMES for y in p.years}
        for before in (year - 1, year):
            self.units |= {(p.code, before): p.unit for p in catalogue_programmes(known, before)}
        self.profile: dict[str, dict] = {}
        for row in sorted(villages.profiles, key=lambda r: r["tanggal"]):
            if row["tanggal"] <= f"{year}-12-31":
                self.profile[row["nik"]] = row
        self.groups = {g["kode"]: g for g in villages.groups}
        self.listed: dict[tuple[str, int], set[str]] = {
            key: {p.nik for p in people} for key, people in self.folk.lists.items()}
        self.refusals: dict[tuple[str, int], set[str]] = {}
        self.candidates: dict[tuple[str, int], set[str]] = {}

    def with_bpum(self) -> "Supply":
        """The list of Arjowilangun's applicants of 2021 and their stages are committed too."""
        last = {r["NIK"]: "" for r in self.folk.read("pelamar.csv")}
        last |= {r["NIK"]: r["Keputusan"] for r in self.folk.read("tahapan.csv")}
        accepting = ("ditetapkan", "dicairkan")
        self.listed["BPUM", 2021] = {nik for nik, decision in last.items() if decision in accepting}
        self.refusals["BPUM", 2021] = {nik for nik, decision in last.items() if decision == "ditolak"}
        self.candidates["BPUM", 2021] = set(last) - self.listed["BPUM", 2021] - self.refusals["BPUM", 2021]
        return self

    def asked(self, need: dict) -> set[str]:
        return {need["jenis_bantuan"]} if need["jenis_bantuan"] else set(split(ANSWERS[need["kebutuhan"]]))

    def subject(self, need: dict) -> str:
        return "nik" if need["nik"] else "kelompok" if need["kelompok"] else "village"

    def units_of(self, need: dict) -> set[str]:
        """Target units of programmes that are for such a subject."""
        if self.subject(need) != "kelompok":
            return UNITS[self.subject(need)]
        return GROUP_UNITS.get(self.groups[need["kelompok"]]["jenis"], {"kelompok"})

    def fits(self, p: Programme, need: dict) -> bool | None:
        """None: what is known does not exclude, but does not show it either."""
        subject = self.subject(need)
        if p.unit not in self.units_of(need):
            return False
        profile = self.profile.get(need["nik"], {}) if subject == "nik" else {}
        group = self.groups.get(need["kelompok"], {})
        size = profile.get("kelas_usaha", "")
        sector = profile.get("sektor", "") or group.get("sektor", "")
        verdicts = [None if not value else value in split(allowed)
                    for allowed, value in ((p.size, size), (p.sector, sector)) if allowed]
        if p.special:
            known = [self.has(special, need, profile, group) for special in split(p.special)]
            verdicts.append(True if True in known else None if None in known else False)
        return False if False in verdicts else None if None in verdicts else True

    def has(self, special: str, need: dict, profile: dict, group: dict) -> bool | None:
        yes = {"ya": True, "tidak": False}
        if special == "perempuan":
            if need["nik"]:
                return int(need["nik"][6:8]) > 40
            return True if group.get("jenis") == "purna_migran" else None
        if special == "keluarga_migran":
            return True if group.get("jenis") == "purna_migran" else yes.get(profile.get("keluarga_migran"))
        if special == "disabilitas":
            return yes.get(profile.get("disabilitas"))
        return int(profile["desil"]) <= 4 if profile.get("desil") else None

    def answering(self, need: dict) -> list[tuple[Programme, bool | None]]:
        asked = self.asked(need)
        found = [(p, self.fits(p, need)) for p in self.programmes
                 if asked & set(split(p.kinds)) and covers(p.area, need["wilayah"])]
        return [(p, fit) for p, fit in found if fit is not False]

    def state(self, need: dict, referrals: dict[str, list[str]]) -> str:
        """`referrals`: the last steps of the referrals of each need, in the sheet's words."""
        steps = [s for s in referrals.get(need["kode"], []) if s != "ditarik"]
        people = {need["nik"]} if need["nik"] else set()
        if need["kelompok"]:
            people = {p.nik for p in self.groups[need["kelompok"]]["people"]}
        asked = self.asked(need)
        # What was given or refused in a year before the need was stated says nothing of it.
        near = [y for y in (self.year - 1, self.year) if y >= int(need["tanggal"][:4])]

        def among(lists: dict[tuple[str, int], set[str]]) -> bool:
            return any(people & niks for (code, year), niks in lists.items()
                       if year in near and asked & self.kinds[code, year]
                       and (not need["kelompok"] or self.units[code, year] in self.units_of(need)))
        if among(self.listed) or {"dilayani", "hasil"} & set(steps):
            return "served"
        if among(self.candidates) or {"diusulkan", "diterima"} & set(steps):
            return "in-progress"
        if among(self.refusals) or steps:
            return "refused"
        return "not-offered" if self.answering(need) else "absent"
