"""Five lists of one sub-district, each in another real form, with planted overlaps and damage."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from . import one_gate_truth, words
from .damage import Line, fits, plant
from .one_gate_lists import (COLUMNS, DAMAGE, DESMIGRATIF_VILLAGES, DISTRICT, HEADERS, LISTS, MEKAAR_FAMILIES,
                             NO_TRAINING_VILLAGES, PRODUCED, REFERENCE, SEED, SETS, STYLES, TITLE_LINES,
                             TRAILING_ZEROS, long_date)
from .people import Person, Population, phone_form, variant
from .writing import dump, table


class Maker:
    def __init__(self, catalogue: Path):
        self.rng = random.Random(SEED)
        with open(catalogue / "regions.csv", encoding="utf-8", newline="") as file:
            regions = list(csv.DictReader(file))
        self.villages = [r["name"] for r in regions if r["code"].startswith(DISTRICT + ".")]
        own = DISTRICT.replace(".", "")
        neighbours = [r["code"].replace(".", "") for r in regions
                      if r["level"] == "district" and r["code"].startswith("35.07.") and r["code"] != DISTRICT]
        self.people = Population(self.rng, own, neighbours)

    # People and the lists they stand on

    def populate(self) -> dict[str, list[Person]]:
        rng = self.rng
        hamlets = {v: rng.sample(words.HAMLETS, rng.randrange(3, 6)) for v in self.villages}
        weights = [rng.randrange(6, 14) for _ in self.villages]
        families = []
        for _ in range(5200):
            village = rng.choices(self.villages, weights)[0]
            families.append(self.people.family(village, hamlets[village]))
        free = [p for f in families for p in f.members]
        rng.shuffle(free)
        mekaar: set[str] = set()
        counts = dict(SETS)

        def assign(person: Person, lists: str) -> None:
            person.lists = frozenset(lists)
            if "M" in lists:
                mekaar.add(person.family.card)

        # Two women of one family who are both Mekaar clients.
        two = [f for f in families if sum(p.woman for p in f.members) > 1]
        for family in rng.sample(two, MEKAAR_FAMILIES):
            for person in [p for p in family.members if p.woman][:2]:
                assign(person, "M")
                counts["M"] -= 1
        for lists, count in counts.items():
            for person in free:
                if not count:
                    break
                if person.lists or ("M" in lists and (not person.woman or person.family.card in mekaar)):
                    continue
                if "D" in lists and (person.village not in DESMIGRATIF_VILLAGES
                                     or (not person.woman and rng.random() < 0.7)):
                    continue
                if "P" in lists and person.village in NO_TRAINING_VILLAGES:
                    continue
                if lists == "B" and not person.woman and rng.random() < 0.4:
                    continue
                assign(person, lists)
                count -= 1
            assert not count, lists
        return {key: [p for p in free if key in p.lists] for key in LISTS}

    # The five lists, row by row

    def named(self, person: Person) -> str:
        return variant(person.name, person.woman, self.rng)

    def address(self, person: Person) -> str:
        f = person.family
        rtrw = self.rng.choice([f"RT {f.rt:02}/RW {f.rw:02}", f"RT {f.rt:02} RW {f.rw:02}",
                                f"RT.{f.rt:03} RW.{f.rw:03}", f"RT {f.rt} RW {f.rw}"])
        return self.rng.choice([f"Dsn. {f.hamlet} {rtrw} Desa {f.village}",
                                f"Dusun {f.hamlet} {rtrw}, Desa {f.village}",
                                f"{rtrw} Desa {f.village} Kec. Donomulyo"])

    def bpum(self, people: list[Person]) -> list[Line]:
        rng, lines = self.rng, []
        for person in sorted(people, key=lambda p: (self.villages.index(p.village), p.family.rw, p.family.rt, p.nik)):
            name = self.named(person)
            lines.append(Line(person, {
                "NIK": person.nik, "No KK": person.family.card,
                "Nama Lengkap": name.upper() if rng.random() < 0.4 and name.isascii() else name,
                "Alamat": self.address(person), "Bidang Usaha": person.business,
                "Nomor Telepon": "" if rng.random() < 0.02 else phone_form(person.phone, rng),
            }, person.family.card, person.village, 1_200_000, REFERENCE))
        return lines

    def kur(self, people: list[Person]) -> list[Line]:
        rng, lines = self.rng, []
        proposed = [p for p in people if "B" in p.lists]
        rng.shuffle(proposed)
        # Of those also proposed for BPUM: still running, paid off before, or not yet begun on the reference date.
        state = {p.nik: "active" if i < len(proposed) * 0.68 else "closed" if i < len(proposed) * 0.94 else "later"
                 for i, p in enumerate(proposed)}
        for number, person in enumerate(people):
            kind = state.get(person.nik) or rng.choices(["active", "closed", "later"], [70, 25, 5])[0]
            start, end = self.loan(kind)
            # The edges of "still running on the reference date".
            if number == 0 or person.nik == proposed[0].nik:
                start, end = REFERENCE, None
            elif proposed and person.nik == proposed[-20].nik:
                start, end = date(2019, 9, 30), REFERENCE
            credit = rng.choice([5, 10, 10, 15, 20, 25, 25, 30, 40, 50, 50, 75, 100]) * 1_000_000
            address = self.address(person)
            home = f"Desa {person.village} RT {person.family.rt:02}"
            begun = start - timedelta(days=rng.randrange(200, 5000))
            lines.append(Line(person, {
                "nik": person.nik, "nmr_registry": f"REG{start.year}{number + 1:06}",
                "nama": self.named(person).upper(),
                "tgl_lahir": person.birth.strftime("%d%m%Y"), "jns_kelamin": "P" if person.woman else "L",
                "maritas_sts": "1", "pendidikan": str(rng.randrange(1, 6)), "pekerjaan": rng.choice(["5", "9"]),
                "alamat": address, "kode_kabkota": "3507", "kode_pos": "65167",
                "npwp": self.npwp() if rng.random() < 0.12 else "0" * 15, "mulai_usaha": begun.strftime("%d%m%Y"),
                "alamat_usaha": address if rng.random() < 0.7 else home,
                "ijin_usaha": rng.choice(["SKU", "SKU", "NIB", "IUMK"]),
                "modal_usaha": str(credit // 2 + rng.randrange(1, 20) * 500_000),
                "jml_pekerja": str(rng.randrange(1, 5)),
                "jml_kredit": str(credit), "is_linkage": "0", "linkage": "", "no_hp": phone_form(person.phone, rng),
                "uraian_agunan": rng.choice(["", "BPKB sepeda motor", "Tanpa agunan tambahan"]), "is_subsidized": "1",
                "subsidi_sebelumnya": "0", "jns_debitur": rng.choice(["1", "1", "2"]),
                "omset": str(rng.randrange(2, 40) * 1_000_000), "keterangan": person.business,
                "status_akad": "Lunas" if end else "Aktif", "tgl_akad": start.strftime("%d%m%Y"),
                "tgl_lunas": end.strftime("%d%m%Y") if end else "",
            }, None, person.village, credit, start, end))
        lines.sort(key=lambda line: (line.start, line.person.nik))
        return lines

    def loan(self, kind: str) -> tuple[date, date | None]:
        rng, day = self.rng, self.people.day
        if kind == "active":
            # Some are paid off between the reference date and the day the list was drawn.
            start = day(date(2019, 6, 1), date(2021, 9, 29))
            return start, day(date(2021, 10, 1), PRODUCED) if rng.random() < 0.15 else None
        if kind == "closed":
            start = day(date(2017, 6, 1), date(2020, 6, 30))
            return start, min(start + timedelta(days=rng.choice([365, 730, 1095]) - rng.randrange(30)),
                              day(date(2021, 6, 1), date(2021, 9, 29)))
        return day(date(2021, 10, 1), date(2021, 12, 20)), None

    def npwp(self) -> str:
        """Fifteen digits; the ninth makes the first nine a Luhn number, as in the old taxpayer number."""
        digits = [0] + [self.rng.randrange(1, 10)] + [self.rng.randrange(10) for _ in range(6)]
        total = sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(digits))
        return "".join(map(str, digits)) + str(-total % 10) + "657000"

    def mekaar(self, people: list[Person]) -> list[Line]:
        rng, lines = self.rng, []
        flowers = ["Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Cempaka", "Seruni", "Teratai", "Sedap Malam"]
        for village in self.villages:
            members = [p for p in people if p.village == village]
            number = 0
            while members:
                size = rng.randrange(10, 31)
                if len(members) - size < 10:
                    size = len(members) if len(members) <= 30 else len(members) // 2
                group, members = members[:size], members[size:]
                number += 1
                flower = rng.choice(flowers)
                name = f'{flower} "{rng.choice(["Barokah", "Maju", "Rukun"])}" {village} {number}' \
                    if rng.random() < 0.15 else f"{flower} {village} {number}"
                subgroups = max(2, min(6, round(size / 5)))
                paid = self.people.day(date(2020, 8, 3), date(2021, 9, 24))
                for index, person in enumerate(group):
                    amount = rng.choice([2, 2, 2, 3, 3, 2.5, 4, 5])
                    lines.append(Line(person, {
                        "Kelompok": name, "Sub Kelompok": str(index * subgroups // size + 1),
                        "Nama Nasabah": self.named(person), "NIK": person.nik, "No. KK": person.family.card,
                        "Tanggal Lahir": long_date(person.birth, rng), "Alamat": self.street(person),
                        "Desa": village, "RT/RW": f"{person.family.rt:02}/{person.family.rw:02}",
                        "Plafon": self.plafon(amount), "Tanggal Cair": long_date(paid, rng),
                    }, person.family.card, village, int(amount * 1_000_000), paid))
        return lines

    def street(self, person: Person) -> str:
        f, draw = person.family, self.rng.random()
        if draw < 0.25:
            return f"Dusun {f.hamlet}\nRT {f.rt:02} RW {f.rw:02}"
        if draw < 0.37:
            return f'Dsn. {f.hamlet}, Toko "{self.rng.choice(["Berkah", "Sumber Rejeki", "Lestari"])}"'
        if draw < 0.41:
            return f'Dsn. {f.hamlet}\nbelakang musala "Al Ikhlas"\nRT {f.rt:02}'
        return f"Dusun {f.hamlet}"

    def plafon(self, millions: float) -> str:
        whole = f"{int(millions * 1_000_000):,}".replace(",", ".")
        comma = f"{millions:.1f}".replace(".", ",")
        short = comma.removesuffix(",0")
        return self.rng.choice([f"Rp{whole},-", f"Rp{whole}", f"Rp {whole}", whole, whole, f"{short} juta",
                                f"{comma} jt", f"{short} jt", f"Rp{whole},00"])

    def desmigratif(self, people: list[Person]) -> list[Line]:
        rng, lines = self.rng, []
        for village in self.villages:
            members = [p for p in people if p.village == village]
            groups = max(1, round(len(members) / 20))
            names = rng.sample(["Purna Migran Maju", "Bunda Mandiri", "Karya Perantau", "Sumber Harapan",
                                "Srikandi Desa", "Rejeki Bersama"], min(groups, 6))
            for index, person in enumerate(members):
                lines.append(Line(person, {
                    "Nama Kelompok": f"{names[index * len(names) // len(members)]} {village}",
                    "Nama Anggota": self.named(person), "NIK": person.nik, "No KK": person.family.card,
                    "Jenis Kelamin": "Perempuan" if person.woman else "Laki-laki", "Tempat Lahir": person.place,
                    "Tanggal Lahir": person.birth.strftime("%d-%m-%Y"), "Desa": village,
                    "No HP": phone_form(person.phone, rng), "Jenis Usaha": person.business,
                }, person.family.card, village, 0, date(2021, 3, 1)))
        return lines

    def training(self, people: list[Person]) -> list[Line]:
        rng = self.rng
        topics = {"Pengemasan produk": 4, "Pemasaran digital": 5, "Pembukuan sederhana": 3, "Olahan singkong": 3,
                  "Keamanan pangan rumah tangga": 2, "Menjahit dasar": 2, "Perizinan NIB": 4, "Batik tulis": 2}
        organisers = ["Disperindag Kabupaten Malang", "Dinas Koperasi dan Usaha Mikro Kabupaten Malang",
                      "Dinas Tenaga Kerja Kabupaten Malang", "Kecamatan Donomulyo"]
        events = {topic: [(day, rng.choice(organisers)) for day in
                          sorted(rng.sample([date(2021, 2, 1) + timedelta(days=d) for d in range(0, 320, 5)], times))]
                  for topic, times in topics.items()}
        attendances = []
        for index, person in enumerate(rng.sample(people, len(people))):
            topic = rng.choice(list(topics))
            # Some attend the same training two to five times in the year; some attend two different ones.
            times = min(rng.choice([2, 2, 3, 3, 4, 5]), topics[topic]) if index < 62 else 1
            for event in rng.sample(events[topic], times):
                attendances.append((topic, event, person))
            if 62 <= index < 88:
                other = rng.choice([t for t in topics if t != topic])
                attendances.append((other, rng.choice(events[other]), person))
        attendances.sort(key=lambda a: (a[1][0], a[0], a[2].nik))
        return [Line(person, {
            "No": "", "Nama Peserta": self.named(person), "NIK": person.nik,
            "Jenis Kelamin": "P" if person.woman else "L", "Tgl Lahir": person.birth.strftime("%d/%m/%Y"),
            "Desa": person.village, "Kecamatan": "Donomulyo", "Nama Pelatihan": topic,
            "Tanggal Pelatihan": long_date(day), "Penyelenggara": organiser,
        }, None, person.village, 0, day, topic=topic) for topic, (day, organiser), person in attendances]

    # Damage

    def damage(self, key: str, lines: list[Line]) -> None:
        rng, columns, style = self.rng, COLUMNS[key], STYLES[key]
        if length := TRAILING_ZEROS.get(key, 0):
            # Neighbours must not end in 0 of themselves, and the serial must not become 0000.
            at = next(i for i in range(len(lines) // 3, len(lines) - length - 1)
                      if all(x.person.nik[-1] != "0" for x in lines[i - 1:i + length + 1])
                      and all(x.person.nik[-2:-1] != "0" for x in lines[i:i + length]))
            for line in lines[at:at + length]:
                plant(line, "nik.trailing-zero", columns, rng, style)
            kept = set(range(at - 1, at + length + 1))
        else:
            kept = set()
        for code, count in DAMAGE[key].items():
            if code == "row.duplicate":
                continue
            fitting = [i for i, line in enumerate(lines) if i not in kept and fits(line, code, columns)]
            for index in rng.sample(fitting, count):
                plant(lines[index], code, columns, rng, style)
        clean = [i for i, line in enumerate(lines) if i not in kept and not line.code]
        for original in sorted((lines[i] for i in rng.sample(clean, DAMAGE[key]["row.duplicate"])), key=id_of):
            copy = Line(original.person, dict(original.cells), original.card, original.village, original.amount,
                        original.start, original.end, original.topic)
            if rng.random() < 0.5:
                copy.cells[columns["name"]] = self.named(original.person)
            plant(copy, "row.duplicate", columns, rng, style)
            first = next(i for i, line in enumerate(lines) if line is original) + 1
            block = [i for i, line in enumerate(lines) if line.code == "nik.trailing-zero"]
            places = [i for i in range(first, len(lines) + 1) if not block or not block[0] - 1 <= i <= block[-1] + 2]
            lines.insert(rng.choice(places), copy)

    # Files

    def write(self, key: str, lines: list[Line]) -> bytes:
        header, manifest = HEADERS[key], LISTS[key]
        empty = [""] * 2 if key == "B" else []
        records = [[title] + [""] * 7 for title in TITLE_LINES] if key == "B" else []
        records.append(header + empty)
        assert len(records) == manifest["header_row"]
        for number, line in enumerate(lines, 1):
            if key == "P":
                line.cells["No"] = str(number)
            line.row = len(records) + 1
            cells = [line.cells[name] for name in header]
            records.append(cells[:-1] if line.cut else cells + empty + line.extra)
        quoted = {header.index("Alamat")} if key == "M" else frozenset()
        end = "\r\n" if key in "BD" else "\n"
        text, starts = table(records, manifest["delimiter"], end, quoted)
        for line in lines:
            line.line = starts[line.row - 1]
        coding = {"UTF-8 BOM": "utf-8-sig", "UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "Windows-1252": "cp1252"}
        return (b"\xff\xfe" if key == "D" else b"") + text.encode(coding[manifest["encoding"]])

    def make(self) -> dict[str, bytes]:
        people = self.populate()
        builders = {"B": self.bpum, "K": self.kur, "M": self.mekaar, "D": self.desmigratif, "P": self.training}
        lists, files = {}, {}
        for key, builder in builders.items():
            lists[key] = builder(people[key])
            self.damage(key, lists[key])
            files[LISTS[key]["file"]] = self.write(key, lists[key])
        check(lists)
        files["manifest.json"] = dump({
            "note": "Synthetic data: nobody in these lists exists.",
            "regionCode": DISTRICT, "lists": [{**entry, "regionCode": DISTRICT} for entry in LISTS.values()]})
        files["truth.json"] = dump(one_gate_truth.truth(LISTS, lists))
        return files


def id_of(line: Line) -> str:
    return line.person.nik + line.topic + str(line.start)


def check(lists: dict[str, list[Line]]) -> None:
    """What must not arise by accident."""
    for key, lines in lists.items():
        column = COLUMNS[key]["nik"]
        for ending in [column] + ([COLUMNS[key]["card"]] if "card" in COLUMNS[key] else []):
            run = 0
            for line in lines:
                run = run + 1 if line.cells[ending].endswith("0") and line.code != "nik.trailing-zero" else 0
                assert run < 8, (key, line.row)
        seen = set()
        for line in lines:
            mark = (line.person.nik, line.topic, line.start if key in "KP" else None)
            assert (mark in seen) == (line.code == "row.duplicate"), (key, line.row, line.code)
            seen.add(mark)
            if not line.code:
                name = line.cells[COLUMNS[key]["name"]]
                assert len(name.split()) > 1 and len(name) <= 60 and not any(c.isdigit() for c in name)


def make(catalogue: Path) -> dict[str, bytes]:
    return Maker(catalogue).make()
