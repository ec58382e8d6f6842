"""Finds faults of Python's own modules that a bug-fix release fixed: a test of the later release fails with the module of the earlier one.

usage: python3.13 mineStandardLibrary.py EARLIER_LIB LATER_LIB LATER_TESTS OUT.json
Each fault is stored with its module, the smallest part of the later release's changes with which the test passes, and the test, reduced
to its class and some of its neighbours.
"""
import ast, difflib, json, os, re, shutil, subprocess, sys, tempfile
from pathlib import Path

earlier, later, tests, out = (Path(each) for each in sys.argv[1:5])
MOST_LINES, PER_MODULE, NEIGHBOURS = 320, 3, 8
names = {"json/decoder.py": "test_json", "html/parser.py": "test_htmlparser", "http/cookies.py": "test_http_cookies",
         "http/cookiejar.py": "test_http_cookiejar", "urllib/parse.py": "test_urlparse", "wsgiref/headers.py": "test_wsgiref",
         "xml/dom/minidom.py": "test_minidom", "xml/etree/ElementPath.py": "test_xml_etree", "_strptime.py": "test_strptime",
         "email/message.py": "test_email/test_email", "email/utils.py": "test_email/test_email", "email/generator.py": "test_email/test_generator",
         "email/_header_value_parser.py": "test_email/test__header_value_parser", "unittest/mock.py": "test_unittest/testmock/testmock",
         "zipfile/__init__.py": "test_zipfile/test_core", "_pyrepl/utils.py": "test_pyrepl/test_utils", "logging/handlers.py": "test_logging",
         "logging/config.py": "test_logging", "tomllib/_parser.py": "test_tomllib/test_error", "http/client.py": "test_httplib",
         "http/server.py": "test_httpservers", "urllib/request.py": "test_urllib", "importlib/resources/readers.py": "test_importlib/resources/test_reader",
         "_threading_local.py": "test_threading_local", "_pydatetime.py": "datetimetester", "zipfile/_path/__init__.py": "test_zipfile/_path/test_path",
         "sysconfig/__init__.py": "test_sysconfig", "_colorize.py": "test__colorize", "nturl2path.py": "test_nturl2path",
         "asyncio/staggered.py": "test_asyncio/test_staggered", "asyncio/taskgroups.py": "test_asyncio/test_taskgroups"}

def run(folder, words):
    try:
        done = subprocess.run([sys.executable, "-B", "-m", "unittest", *words], cwd=folder, capture_output=True, text=True, timeout=40,
                              env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, errors="replace")
        return done.returncode, done.stderr
    except subprocess.TimeoutExpired:
        return -1, ""

def failing(text):
    return {f"{m[3]}.{m[2]}": m[1] for m in re.finditer(r"^(FAIL|ERROR): (\w+) \([\w.]*?(\w+)\.\2\)", text, re.M)}

def hunks(a, b):
    return [each for each in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if each[0] != "equal"]

def applied(a, b, chosen):
    lines, at = [], 0
    for _, i1, i2, j1, j2 in chosen:
        lines += a[at:i1] + b[j1:j2]
        at = i2
    return "".join(lines + a[at:])

def cut(text, cls, test):
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    drop = set()
    uses = lambda name: len(re.findall(rf"\b{re.escape(name)}\b", text)) > 1
    for node in tree.body:
        if not isinstance(node, ast.ClassDef): continue
        own = [each for each in node.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)) and each.name.startswith("test")]
        keep = set()
        if node.name == cls:
            at = next((i for i, each in enumerate(own) if each.name == test), 0)
            keep = set(range(max(0, at - NEIGHBOURS // 2), at + NEIGHBOURS // 2 + 1))
        first = lambda each: min([each.lineno, *(d.lineno for d in each.decorator_list)])
        if not keep and own and not uses(node.name):
            drop |= set(range(first(node), node.end_lineno + 1)); continue
        gone = [each for i, each in enumerate(own) if i not in keep]
        for each in gone: drop |= set(range(first(each), each.end_lineno + 1))
        if len(gone) == len(node.body):
            drop -= {gone[0].lineno}; lines[gone[0].lineno - 1] = " " * gone[0].col_offset + "pass\n"
    return "".join(line for at, line in enumerate(lines, 1) if at not in drop)

found = []
changed = [p.relative_to(earlier) for p in sorted(earlier.rglob("*.py")) if not re.search(r"(^|/)(test|site-packages|idlelib|tkinter|ensurepip|__pycache__|pydoc_data)/", str(p.relative_to(earlier)) + "/")]
for name in changed:
    old, new = earlier / name, later / name
    if not new.exists() or old.read_bytes() == new.read_bytes(): continue
    a, b = (p.read_text().splitlines(keepends=True) for p in (old, new))
    parts = hunks(a, b)
    if sum((i2 - i1) + (j2 - j1) for _, i1, i2, j1, j2 in parts) > MOST_LINES: continue
    test = tests / (names.get(str(name), f"test_{name.stem}") + ".py")
    if not test.exists() or test.stat().st_size > 700_000: continue
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        top = name.parts[0]
        if len(name.parts) > 1: shutil.copytree(later / top, folder / top, ignore=shutil.ignore_patterns("__pycache__"))
        target = folder / name
        stem = f"test_{name.with_suffix('').as_posix().replace('/', '_').strip('_')}_later"
        own = folder / f"{stem}.py"
        own.write_text(test.read_text())
        target.write_text("".join(b))
        code, text = run(folder, [stem])
        before = failing(text)
        target.write_text("".join(a))
        code2, text2 = run(folder, [stem])
        fresh = [each for each in failing(text2) if each not in before]
        print(name, len(parts), "hunks", len(before), "fail as it is", len(fresh), "with the earlier", flush=True)
        taken = set()
        for each in fresh:
            if len(taken) >= PER_MODULE: break
            cls, method = each.split(".")
            words = [f"{stem}.{cls}.{method}"]
            try: small = cut(test.read_text(), cls, method)
            except SyntaxError: continue
            own.write_text(small)
            target.write_text("".join(b))
            if run(folder, words)[0] != 0: continue
            target.write_text("".join(a))
            code, text = run(folder, words)
            if code == 0 or not failing(text): continue
            chosen = list(parts)
            for part in parts:
                fewer = [other for other in chosen if other is not part]
                target.write_text(applied(a, b, fewer))
                if run(folder, words)[0] == 0: chosen = fewer
            key = tuple(part[1:3] for part in chosen)
            if not chosen or key in taken: continue
            taken.add(key)
            lines = sorted({min(len(a), max(1, line)) for _, i1, i2, *_ in chosen for line in (range(i1 + 1, i2 + 1) if i2 > i1 else (i1, i1 + 1))})
            error = re.findall(r"^(\w+(?:Error|Exception|Exit|Warning))\b", text, re.M)
            found.append({"module": str(name), "test": f"{stem}.py", "target": f"{cls}.{method}", "kind": "assertion" if "AssertionError" in error else "crash",
                          "lines": lines, "before": "".join(a), "after": applied(a, b, chosen), "testText": small})
            print("   ", each, error[-1:], [part[1:] for part in chosen], len(small), flush=True)
            out.write_text(json.dumps(found))
print(len(found), "faults")
