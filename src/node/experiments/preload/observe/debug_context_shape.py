"""Shapes of values: their kinds, keys and sizes. Runs no code of the program, keeps no text of a value."""

import re
import types

DEPTH = 3
KEYS = 24
ELEMENTS = 12

_FORMATS = [
    ("uuid", re.compile(r"[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}\Z")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.]{0,12}(?:Z|[+-]\d\d:?\d\d)?)?\Z")),
    ("number", re.compile(r"[+-]?\d{1,40}(?:\.\d{0,40})?\Z")),
    ("url", re.compile(r"[a-zA-Z][a-zA-Z+.-]{1,12}://\S+\Z")),
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}\Z")),
    ("hex", re.compile(r"[\da-fA-F]{16,128}\Z")),
    ("path", re.compile(r"(?:\.{0,2}/|[A-Za-z]:\\)\S+\Z")),
]


def plain(name):
    return {"kind": "plain", "name": name}


def text_shape(text):
    shape = {"kind": "text", "name": "str", "length": str.__len__(text)}
    if shape["length"] <= 200:
        text = str.__str__(text)
        name = next((name for name, pattern in _FORMATS if pattern.match(text)), None)
        if name is None and text and not text.strip():
            name = "blank"
        if name is not None:
            shape["format"] = name
    return shape


def shape_of(value, depth=DEPTH, around=()):
    kind = type(value)
    if value is None:
        return plain("None")
    if kind is bool:
        return plain("bool")
    if kind is int:
        return plain("int")
    if kind is float:
        return plain("NaN" if value != value else "Infinity" if value == float("inf") else "-Infinity" if value == float("-inf") else "float")
    bases = type.__dict__["__mro__"].__get__(kind)
    if str in bases:
        return text_shape(value) if kind is str else plain(_name(kind))
    if bytes in bases or bytearray in bases:
        return {"kind": "text", "name": "bytes", "length": (bytes if bytes in bases else bytearray).__len__(value)}
    if isinstance_of(bases, types.FunctionType, types.BuiltinFunctionType, types.MethodType):
        return plain("function")
    if type in bases:
        return plain("class")
    if types.ModuleType in bases:
        return plain("module")
    if int in bases or float in bases or BaseException in bases:
        return plain(_name(kind))
    if any(value is outer for outer in around):
        return plain("cycle")
    around = around + (value,)
    for base in (list, tuple, set, frozenset):
        if base in bases:
            return _list(value, base, kind, bases, depth, around)
    if dict in bases:
        return _dict(value, kind, depth, around)
    module = kind.__module__ if type(kind.__module__) is str else ""
    if module.split(".")[0] in ("numpy", "pandas"):
        table = _table(value, kind)
        if table is not None:
            return table
    return _object(value, kind, bases, depth, around)


def isinstance_of(bases, *kinds):
    return any(kind in bases for kind in kinds)


def _name(kind):
    name = type.__dict__["__name__"].__get__(kind)
    return re.sub(r"[^\w.$]", "_", name) or "object"


def _list(value, base, kind, bases, depth, around):
    length = base.__len__(value)
    shape = {"kind": "list", "length": length}
    fields = kind.__dict__.get("_fields")
    if base is tuple and type(fields) is tuple and depth > 0:
        entries = [{"name": str(name), "shape": shape_of(each, depth - 1, around)} for name, each in zip(fields, tuple.__iter__(value))]
        return {"kind": "entries", "name": _name(kind), "entries": entries, "count": length}
    if kind is not list:
        shape["name"] = _name(kind)
    if depth <= 0:
        shape["items"] = [plain("…")] if length else []
        return shape
    items = []
    for each in base.__iter__(value):
        if len(items) >= ELEMENTS:
            break
        items.append(shape_of(each, depth - 1, around))
    shape["items"] = items
    return shape


def _dict(value, kind, depth, around):
    count = dict.__len__(value)
    name = None if kind is dict else _name(kind)
    if depth <= 0:
        return plain("…") if count else {"kind": "object", "fields": [], "more": 0}
    entries, keys, values = [], [], []
    for key, each in dict.items(value):
        if len(values) >= KEYS:
            break
        shape = shape_of(each, depth - 1, around)
        values.append(shape)
        keys.append(shape_of(key, 1, around))
        if type(key) is str:
            entries.append({"name": key, "shape": shape})
    if len(entries) == len(values):
        return {"kind": "entries", "name": name, "entries": entries, "count": count}
    return {"kind": "pairs", "name": name, "keys": keys, "values": values, "count": count}


def _object(value, kind, bases, depth, around):
    if depth <= 0:
        return plain(_name(kind))
    entries = {}
    try:
        own = object.__getattribute__(value, "__dict__")
    except Exception:
        own = None
    if type(own) is dict:
        for key, each in list(own.items())[: 4 * KEYS]:
            if type(key) is str:
                entries[key] = each
    for base in bases:
        for slot, member in list(type.__dict__["__dict__"].__get__(base).items()):
            if type(member) is types.MemberDescriptorType:
                try:
                    entries.setdefault(slot, member.__get__(value, kind))
                except Exception:
                    pass
    module = kind.__module__ if type(kind.__module__) is str else ""
    if module == "builtins" or (not entries and type(own) is not dict):
        return plain(_name(kind))
    listed = [{"name": key, "shape": shape_of(each, depth - 1, around)} for key, each in list(entries.items())[:KEYS]]
    return {"kind": "entries", "name": _name(kind), "entries": listed, "count": len(entries)}


def _table(value, kind):
    """Arrays and tables, by their own description."""
    try:
        name = _name(kind)
        if name == "ndarray":
            shape = plain(str(value.dtype))
            for length in reversed(value.shape):
                shape = {"kind": "list", "items": [shape] if length else [], "length": int(length)}
            if shape["kind"] == "list":
                shape["name"] = name
            return shape
        if name == "DataFrame":
            columns = [{"name": str(column), "shape": plain(str(dtype))} for column, dtype in zip(value.columns[:KEYS], value.dtypes[:KEYS])]
            table = {"kind": "entries", "name": None, "entries": columns, "count": len(value.columns)}
            return {"kind": "list", "name": name, "items": [table] if len(value) else [], "length": len(value)}
        if name in ("Series", "Index"):
            return {"kind": "list", "name": name, "items": [plain(str(value.dtype))] if len(value) else [], "length": len(value)}
    except Exception:
        pass
    return None


_PLAIN = (BaseException.__str__, KeyError.__str__, OSError.__str__, SyntaxError.__str__, UnicodeDecodeError.__str__, ImportError.__str__)


def message_of(error):
    """As the traceback shows it, if that needs no code of the program."""
    if any(type(error).__str__ is each for each in _PLAIN):
        try:
            return str(error)
        except Exception:
            return ""
    return ", ".join(str(each) for each in error.args if type(each) in (str, int, float))
