"""Compares values of the program with the one that a failed assertion saw. Runs no code of the program; the same as assertedValue.ts."""

import re
import struct

LONGEST = 20000
MOST_PARTS = 400
DEEPEST = 8
MOST_PLACES = 20
SHORTEST_PIECE = 2

_EMPTY = re.compile(r"([\"'`])\1")
_MARKS = re.compile(r"[\"'`\s]")
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_WORDS = re.compile(r"[\w$]+")


def value_text(value, structures):
    """(kind, text) of a value; None for one that is too large or of another kind."""
    kind = type(value)
    if kind is str:
        return ("text", value) if len(value) <= LONGEST else None
    plain = _plain(value, kind)
    if plain is not None:
        return "plain", plain
    if not structures:
        return None
    text = _structure(value, [MOST_PARTS], 0)
    return None if text is None else ("structure", text)


def written(value):
    """The text of a value as an assertion would show it in full; None for one that is too large or of another kind."""
    found = value_text(value, True)
    if found is None:
        return None
    kind, text = found
    if kind != "text":
        return text
    for plain, escaped in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"), ("'", "\\'")):
        text = text.replace(plain, escaped)
    return "'%s'" % text


def _plain(value, kind):
    if value is None or kind is bool or kind is float or kind is complex:
        return repr(value)
    if kind is int:
        return repr(value) if value.bit_length() < 2000 else None
    return repr(value) if kind in (bytes, range) and len(value) <= LONGEST else None


def _structure(value, left, depth):
    left[0] -= 1
    if left[0] < 0 or depth > DEEPEST:
        return None
    kind = type(value)
    if kind is str:
        return "'%s'" % value if len(value) <= LONGEST else None
    plain = _plain(value, kind)
    if plain is not None:
        return plain
    if kind in (list, tuple, set, frozenset):
        if len(value) > left[0]:
            return None
        parts = [_structure(each, left, depth + 1) for each in kind.__iter__(value)]
        if any(part is None for part in parts):
            return None
        if kind is tuple:
            return "(%s%s)" % (", ".join(parts), "," if len(parts) == 1 else "")
        if kind is list:
            return "[%s]" % ", ".join(parts)
        inner = "{%s}" % ", ".join(parts) if parts else "set()" if kind is set else ""
        return inner if kind is set else "frozenset(%s)" % inner
    if kind is dict:
        return _entries(dict.items(value), left, depth, "{", ": ", "}") if len(value) <= left[0] else None
    fields = type.__dict__["__dict__"].__get__(kind)
    named = fields.get("_fields")
    if tuple in kind.__mro__ and type(named) is tuple:
        return _entries(zip(named, tuple.__iter__(value)), left, depth, kind.__name__ + "(", "=", ")")
    if type(fields.get("__dataclass_fields__")) is dict and getattr(fields.get("__repr__"), "__qualname__", "").endswith("__repr__"):
        try:
            own = object.__getattribute__(value, "__dict__")
        except Exception:
            return None
        return _entries(own.items(), left, depth, kind.__qualname__ + "(", "=", ")") if type(own) is dict else None
    return None


def _entries(entries, left, depth, opening, between, closing):
    parts = []
    for key, each in entries:
        name = key if between == "=" else _structure(key, left, depth + 1)
        part = _structure(each, left, depth + 1)
        if name is None or part is None:
            return None
        parts.append("%s%s%s" % (name, between, part))
    return opening + ", ".join(parts) + closing


class Asserted:
    def __init__(self, texts):
        self.printed = texts["printed"]
        self.raw = texts["raw"]
        self.canonical = texts["canonical"]
        self.words = texts.get("words")
        self.own = texts["own"]
        self.structures = texts["structures"]
        # Offsets count as in JavaScript, where such a character has two.
        self.wide = any(_WIDE.search(compared["actual"]) for compared in (self.raw, self.canonical))
        if self.wide:
            self.raw, self.canonical = (dict(each, actual=_halves(each["actual"])) for each in (self.raw, self.canonical))
            self.printed, self.own = _halves(self.printed), [_halves(part) for part in self.own]

    def relation(self, kind, text):
        if self.wide:
            text = _halves(text)
        if kind == "text":
            trimmed = text.strip()
            if trimmed == self.raw["actual"] or trimmed == self.printed:
                return "whole"
            if len(trimmed) < SHORTEST_PIECE:
                return None
            beside = _beside_wrong_part(text, self.raw)
            if beside:
                return beside
        plain = _canonical("'%s'" % text if kind == "text" else text)
        if kind != "text" and plain == self.canonical["actual"]:
            return "whole"
        if kind == "structure" and self.words is not None and " ".join(_WORDS.findall(text)) == self.words:
            return "whole"
        beside = None if kind == "plain" else _beside_wrong_part(plain, self.canonical)
        if beside is None and kind == "text" and any(part in text for part in self.own):
            return "around"
        return beside

    def wrong(self, value):
        """(the relation of a value that is certainly wrong, whether it is another piece at a wrong place)."""
        found = value_text(value, self.structures)
        relation = found and self.relation(*found)
        if relation is None or relation == "beside":
            return None, relation == "beside"
        kind, text = found
        compared = self.raw if kind == "text" else self.canonical
        if relation == "whole" and compared.get("alike"):
            return None, False
        # A piece that the expected value has as well may be right.
        if relation == "part" and (text if kind == "text" else _canonical(text)) in compared.get("expected", ""):
            return None, True
        return relation, False


def _halves(text):
    return _WIDE.sub(lambda match: "%c%c" % struct.unpack(">HH", match.group().encode("utf-16-be")), text)


def _canonical(text):
    return _MARKS.sub("", _EMPTY.sub("\u2205", text))


def _beside_wrong_part(part, compared):
    actual = compared["actual"]
    if len(part) >= len(actual) or not part.strip():
        return None
    found = None
    at = actual.find(part)
    for _ in range(MOST_PLACES):
        if at < 0:
            break
        end = at + len(part)
        for start, stop in compared["wrong"]:
            if at < start < end if start == stop else at <= start and stop <= end:
                return "part"
            if at <= start <= end if start == stop else at < stop and start < end:
                found = "beside"
        at = actual.find(part, at + 1)
    return found
