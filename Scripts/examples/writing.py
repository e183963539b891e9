"""Writes records as delimited text and truth as JSON that reads well in a diff."""

import json


def cell(text: str, delimiter: str, always: bool = False) -> str:
    if always or any(sign in text for sign in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def table(records: list[list[str]], delimiter: str, end: str, quoted: set[int] = frozenset()) -> tuple[str, list[int]]:
    """The text, and the physical line (from 1) on which each record starts."""
    lines, at, text = [], 1, []
    for record in records:
        lines.append(at)
        row = delimiter.join(cell(value, delimiter, index in quoted) for index, value in enumerate(record)) + end
        at += row.count("\n")
        text.append(row)
    return "".join(text), lines


def dump(value: object) -> bytes:
    """JSON with lists of plain objects one to a line."""
    def render(value: object, depth: int) -> str:
        pad = "  " * (depth + 1)
        if isinstance(value, dict) and value and any(isinstance(v, (dict, list)) for v in value.values()):
            inner = (f"{pad}{json.dumps(k, ensure_ascii=False)}: {render(v, depth + 1)}" for k, v in value.items())
            return "{\n" + ",\n".join(inner) + "\n" + "  " * depth + "}"
        if isinstance(value, list) and value and any(isinstance(v, (dict, list)) for v in value):
            return "[\n" + ",\n".join(pad + render(v, depth + 1) for v in value) + "\n" + "  " * depth + "]"
        return json.dumps(value, ensure_ascii=False)
    return (render(value, 0) + "\n").encode()
