"""Writes down what the Python code of a folder does while it runs: for the judge of claims.

CLAIMS_ROOT is the folder, CLAIMS_OUT where the JSON goes, CLAIMS_ASKED a JSON list of [file, line, expression].
"""
import ast
import atexit
import json
import os
import sys
import threading

ROOT = os.environ.get('CLAIMS_ROOT', '') + os.sep
OUT = os.environ.get('CLAIMS_OUT', '')
MOST = 40
SAFE = (
    ast.Expression, ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Load, ast.BinOp, ast.operator,
    ast.UnaryOp, ast.unaryop, ast.Compare, ast.cmpop, ast.Tuple, ast.Slice,
)

asked = {}
lines = set()
functions = {}
calls = set()
returns = {}
values = {}
raised = set()
busy = False


def is_safe(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if not (isinstance(node.func, ast.Name) and node.func.id == 'len'):
                return False
        elif not isinstance(node, SAFE):
            return False
    return True


def seen(value):
    shape = {'type': type(value).__name__, 'text': ''}
    try:
        shape['text'] = repr(value)[:400]
        if isinstance(value, str):
            shape['plain'] = value[:400]
        if value is None:
            shape['kind'] = 'nothing'
        elif hasattr(value, '__await__'):
            shape['kind'] = 'promise'
        elif callable(value):
            shape['kind'] = 'function'
        elif isinstance(value, dict):
            shape.update(kind='map', keys=[repr(key) if isinstance(key, str) and key.isdigit() else str(key) for key in list(value)[:200]], size=len(value))
        elif isinstance(value, (list, tuple, str, bytes, set)):
            shape.update(kind='text' if isinstance(value, str) else 'list', size=len(value))
        else:
            shape['kind'] = 'other'
            if hasattr(value, '__dict__'):
                shape['keys'] = list(vars(value))[:200]
    except Exception:  # a value that cannot print itself is a value still
        shape['kind'] = 'other'
    return shape


def keep(store, key, value):
    of = store.setdefault(key, [])
    of.append(seen(value))
    if len(of) > MOST:
        del of[1]


def place(frame):
    return frame.f_code.co_filename[len(ROOT):]


def inside(frame):
    name = frame.f_code.co_filename
    return name.startswith(ROOT) and not name[len(ROOT):].startswith(('.', 'node_modules'))


def keep_asked(frame, file, line):
    for text, code in asked.get((file, line), ()):
        try:
            keep(values, f'{file}:{line}|{text}', eval(code, frame.f_globals, frame.f_locals))
        except Exception:
            pass


def on_event(frame, event, argument):
    global busy
    if busy:
        return on_event
    busy = True
    try:
        file = place(frame)
        if event == 'line':
            raised.discard(id(frame))
            line = frame.f_lineno
            lines.add(f'{file}:{line}')
            functions[f'{file}:{line}'] = frame.f_code.co_qualname
            keep_asked(frame, file, line)
        elif event == 'exception':
            raised.add(id(frame))
            # A line that goes through its elements by itself is begun once.
            keep_asked(frame, file, frame.f_lineno)
        elif event == 'return' and id(frame) not in raised:
            keep(returns, f'{file}:{frame.f_lineno}|{frame.f_code.co_qualname}', argument)
    finally:
        busy = False
    return on_event


def on_call(frame, event, argument):
    if not inside(frame):
        return None
    caller = frame.f_back
    while caller and not inside(caller):
        caller = caller.f_back
    origin = [caller.f_code.co_qualname, place(caller), caller.f_lineno] if caller else ['', '', 0]
    calls.add((*origin, frame.f_code.co_qualname, place(frame), frame.f_code.co_firstlineno))
    return on_event(frame, 'call', argument)


def write():
    sys.settrace(None)
    with open(os.path.join(OUT, f'{os.getpid()}.json'), 'w', encoding='utf-8') as file:
        json.dump({
            'lines': sorted(lines), 'functions': functions, 'calls': sorted(calls), 'returns': returns, 'values': values,
        }, file)


if OUT:
    for name, number, text in json.loads(os.environ['CLAIMS_ASKED']):
        try:
            tree = ast.parse(text, mode='eval')
            if is_safe(tree):
                asked.setdefault((name, number), []).append((text, compile(tree, '<asked>', 'eval')))
        except SyntaxError:
            pass
    atexit.register(write)
    sys.settrace(on_call)
    threading.settrace(on_call)
