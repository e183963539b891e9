"""What a right reading of the five lists must find, from what the generator knows."""

from datetime import date
from itertools import combinations

from .damage import Line

REFERENCE = date(2021, 9, 30)
# A rule of unit person asks whom its first programme serves; a rule of unit village asks both ways, because a programme
# that passes by a group of the same village is what the study complains of.
ENCOURAGED_PERSON = [("B", "P"), ("K", "P"), ("M", "P"), ("B", "D")]
ENCOURAGED_VILLAGE = [("B", "D")]


def verdict(a: str, b: str, of_b: list[Line]) -> str:
    """What the catalogue's compatibility table must say for one person on lists a and b (no date: the year does)."""
    match a + b:
        case "BK":
            line = of_b[0]
            if line.start > REFERENCE:
                return "unregulated"
            return "allowed" if line.end and line.end <= REFERENCE else "forbidden"
        case "BM":
            return "review"
        case "KM":
            return "allowed"
        case "BP" | "KP" | "MP" | "BD":
            return "encouraged"
    return "unregulated"


class Known:
    """One list as a registry knows it after import: accepted lines by person, families, villages."""

    def __init__(self, lines: list[Line], families: dict[str, str]):
        self.lines: dict[str, list[Line]] = {}
        for line in lines:
            if not line.refused:
                self.lines.setdefault(line.person.nik, []).append(line)
        self.people = set(self.lines)
        self.cards = {line.card for group in self.lines.values() for line in group if line.card}
        self.by_family: dict[str, set[str]] = {}
        for nik in self.people:
            if nik in families:
                self.by_family.setdefault(families[nik], set()).add(nik)
        self.villages = {nik: next((x.village for x in group if x.village), None) for nik, group in self.lines.items()}

    def amount(self, people: set[str]) -> int:
        return sum(line.amount for nik in people for line in self.lines[nik])


def problems(lines: list[Line], severity: str) -> list[dict]:
    return [{"row": x.row, "line": x.line, "column": x.column, "code": x.code} for x in lines if x.severity == severity]


def refusals(lines: list[Line]) -> list[dict]:
    """Refused rows with the number of the person they mean: what linking them should find."""
    means = [x.person.nik for x in lines if x.refused]
    return [dict(row, means=nik) for row, nik in zip(problems(lines, "refuse"), means)]


def counts(items: list) -> dict[str, int]:
    result: dict[str, int] = {}
    for item in sorted(items):
        result[item] = result.get(item, 0) + 1
    return result


def truth(manifest: dict[str, dict], lists: dict[str, list[Line]]) -> dict:
    families: dict[str, str] = {}
    for lines in lists.values():
        for line in lines:
            if line.card and not line.refused:
                assert families.setdefault(line.person.nik, line.card) == line.card
    known = {key: Known(lines, families) for key, lines in lists.items()}
    everyone = set().union(*(k.people for k in known.values()))
    on = {nik: "".join(key for key in lists if nik in known[key].people) for nik in everyone}
    names = {key: manifest[key]["name"] for key in lists}
    return {
        "lists": [one_list(names[key], lines, known[key]) for key, lines in lists.items()],
        "people": len(everyone),
        "people_on_two_or_more": sum(len(where) > 1 for where in on.values()),
        "people_by_number_of_lists": counts([str(len(where)) for where in on.values()]),
        "people_by_exact_lists": [
            {"lists": [names[key] for key in where], "people": n} for where, n in counts(list(on.values())).items()],
        "families_known": len(set(families.values())),
        "pairs": [pair(a, b, known, names) for a, b in combinations(lists, 2)],
        "same_list": same_list(known, names),
        "missing_complement": [complement(a, b, known, names) for a, b in questions()],
    }


def one_list(name: str, lines: list[Line], known: Known) -> dict:
    refused = refusals(lines)
    warned, noted = problems(lines, "warn"), problems(lines, "note")
    return {
        "name": name, "rows": len(lines), "new": len(lines) - len(refused), "updated": 0, "unchanged": 0,
        "refused_rows": len(refused), "warned_rows": len(warned), "noted_rows": len(noted),
        "clean_rows": sum(not x.code for x in lines),
        "people": len(known.people), "families_by_column": len(known.cards), "families": len(known.by_family),
        "amount": known.amount(known.people), "codes": counts([x.code for x in lines if x.code]),
        "refused": refused, "warned": warned, "noted": noted,
    }


def pair(a: str, b: str, known: dict[str, Known], names: dict[str, str]) -> dict:
    first, second = known[a], known[b]
    both = first.people & second.people
    shared = first.by_family.keys() & second.by_family.keys()
    only = [card for card in shared if not first.by_family[card] & second.by_family[card]]
    groups: dict[str, set[str]] = {}
    for nik in both:
        groups.setdefault(verdict(a, b, second.lines[nik]), set()).add(nik)
    by_verdict = [{"verdict": v, "unit": "person", "people": len(people), "amount_a": first.amount(people),
                   "amount_b": second.amount(people)} for v, people in sorted(groups.items())]
    if only:
        # No rule of the catalogue speaks of two members of one family on two of these lists.
        by_verdict.append({
            "verdict": "unregulated", "unit": "family", "families": len(only),
            "amount_a": sum(first.amount(first.by_family[card]) for card in only),
            "amount_b": sum(second.amount(second.by_family[card]) for card in only)})
    return {"a": names[a], "b": names[b], "people": len(both), "families": len(shared), "families_only": len(only),
            "families_by_column": len(first.cards & second.cards), "by_verdict": by_verdict}


def same_list(known: dict[str, Known], names: dict[str, str]) -> list[dict]:
    training, mekaar = known["P"], known["M"]
    several = {nik for nik, lines in training.lines.items() if len(lines) > 1}
    repeated = {nik for nik in several if len({x.topic for x in training.lines[nik]}) < len(training.lines[nik])}
    doubled = [people for people in mekaar.by_family.values() if len(people) > 1]
    return [
        {"list": names["P"], "unit": "person", "verdict": "wasteful", "people": len(repeated),
         "people_any_training": len(several), "lines": sum(len(training.lines[nik]) for nik in repeated)},
        {"list": names["M"], "unit": "family", "verdict": "forbidden", "families": len(doubled),
         "people": sum(map(len, doubled)), "amount": sum(mekaar.amount(people) for people in doubled)},
    ]


def questions() -> list[tuple[str, str]]:
    """Each (served by, not on) once, in the order of the rules."""
    both_ways = [way for a, b in ENCOURAGED_VILLAGE for way in ((a, b), (b, a))]
    return list(dict.fromkeys(ENCOURAGED_PERSON + both_ways))


def complement(a: str, b: str, known: dict[str, Known], names: dict[str, str]) -> dict:
    served, offered = known[a], known[b]
    exists = {village for village in offered.villages.values() if village}
    without = [served.villages[nik] for nik in served.people
               if served.villages[nik] in exists and nik not in offered.people]
    return {"served_by": names[a], "not_on": names[b], "people": len(without), "villages": len(exists),
            "by_village": counts(without)}
