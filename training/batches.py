"""Encoded cases → padded batches, with the augmentation of training."""

import json
import lzma
import random

import torch

CLS, ROW, MASK, FIRST_WORD = 1, 2, 3, 5


def read_cases(paths):
    cases = []
    for path in paths:
        with lzma.open(path, "rt") as file:
            cases.extend(json.loads(line) for line in file)
    return cases


def size(case):
    return 1 + sum(len(row["t"]) for row in case["rows"])


def augment(case, rng, vocabulary, share=0.15):
    """A variant of a case: names renamed everywhere, some rows with little information left out, functions in another order."""
    rows = case["rows"]
    renamed = {}
    if rng.random() < 0.5:
        words = sorted({t for row in rows if row["s"] == "code" for t in row["t"] if t >= FIRST_WORD + 120})
        for word in words:
            if rng.random() < share:
                renamed[word] = rng.randrange(FIRST_WORD + 120, vocabulary)
    evidence = [row for row in rows if row["f"] < 0]
    code = [row for row in rows if row["f"] >= 0]
    evidence = [row for row in evidence if row["s"] == "error" or rng.random() > 0.12]
    code = [row for row in code if row["y"] or rng.random() > 0.05]
    if rng.random() < 0.3:
        order = list({row["f"] for row in code})
        rng.shuffle(order)
        place = {f: i for i, f in enumerate(order)}
        code.sort(key=lambda row: place[row["f"]])
    rows = evidence + code
    if renamed:
        rows = [{**row, "t": [renamed.get(t, t) for t in row["t"]]} for row in rows]
    return {**case, "rows": rows}


def collate(cases, config):
    """→ tensors of one batch; see MiniModel for the shapes."""
    tokens = max(size(case) for case in cases)
    rows = max(1, max(len(case["rows"]) for case in cases))
    functions = max(len(case["functions"]) for case in cases)
    b = len(cases)
    ids = torch.zeros(b, tokens, dtype=torch.long)
    flags = torch.zeros(b, tokens, dtype=torch.long)
    row_of = torch.full((b, tokens), rows, dtype=torch.long)
    row_features = torch.zeros(b, rows + 1, config["rowFeatures"])
    row_start = torch.zeros(b, rows, dtype=torch.long)
    line_features = torch.zeros(b, rows, config["lineFeatures"])
    line_true = torch.zeros(b, rows)
    row_function = torch.full((b, rows), -1, dtype=torch.long)
    function_features = torch.zeros(b, functions, config["functionFeatures"])
    function_true = torch.zeros(b, functions)
    function_keep = torch.zeros(b, functions, dtype=torch.bool)
    mean = torch.zeros(b, functions, rows)
    classes = torch.full((b,), -1, dtype=torch.long)
    for i, case in enumerate(cases):
        # One tensor for all rows of a case: one per row would take most of the training time.
        own = case["rows"]
        lengths = torch.tensor([len(row["t"]) for row in own])
        end = 1 + int(lengths.sum())
        ids[i, 0] = CLS
        ids[i, 1:end] = torch.tensor([token for row in own for token in row["t"]])
        flags[i, 1:end] = torch.tensor([bits for row in own for bits in row["b"]])
        row_of[i, 1:end] = torch.repeat_interleave(torch.arange(len(own)), lengths)
        row_start[i, : len(own)] = 1 + lengths.cumsum(0) - lengths
        set_at = [(r, x) for r, row in enumerate(own) for x in row["x"]]
        row_features[i, [r for r, _ in set_at], [x for _, x in set_at]] = 1
        code = [r for r, row in enumerate(own) if row["f"] >= 0]
        if code:
            line_features[i, code] = torch.tensor([own[r]["l"] for r in code], dtype=torch.float)
            row_function[i, code] = torch.tensor([own[r]["f"] for r in code])
            line_true[i, code] = torch.tensor([float(own[r]["y"]) for r in code])
            mean[i, [own[r]["f"] for r in code], code] = 1
        count = len(case["functions"])
        function_features[i, :count] = torch.tensor([f["x"] for f in case["functions"]])
        function_true[i, :count] = torch.tensor([float(f["y"]) for f in case["functions"]])
        function_keep[i, :count] = True
        if case.get("bugClass"):
            classes[i] = config["classNames"].index(case["bugClass"])
    mean = mean / mean.sum(-1, keepdim=True).clamp(min=1)
    bits = torch.stack([(flags >> bit) & 1 for bit in range(config["tokenFlags"])], -1).float()
    return {
        "ids": ids, "flags": bits, "row_of": row_of, "row_features": row_features, "keep": ids > 0, "row_start": row_start,
        "line_features": line_features, "line_true": line_true, "row_function": row_function,
        "function_features": function_features, "function_true": function_true, "function_keep": function_keep,
        "rows_of_function": mean, "classes": classes,
    }  # fmt: skip


def batches(cases, tokens_per_batch, rng, shuffle=True):
    """Lists of cases of about the same length, at most that many padded tokens together."""
    order = sorted(cases, key=lambda case: size(case) * (1 + 0.1 * rng.random() if shuffle else 1))
    groups, group = [], []
    for case in order:
        if group and (len(group) + 1) * size(case) > tokens_per_batch:
            groups.append(group)
            group = []
        group.append(case)
    if group:
        groups.append(group)
    if shuffle:
        rng.shuffle(groups)
    return groups


def masked(ids, rng, vocabulary, rate=0.15):
    """BERT's masking: of the chosen tokens 80 % are masked, 10 % replaced, 10 % kept. Returns inputs and the chosen places."""
    chosen = (torch.rand(ids.shape) < rate) & (ids >= FIRST_WORD)
    dice = torch.rand(ids.shape)
    changed = ids.clone()
    changed[chosen & (dice < 0.8)] = MASK
    other = chosen & (dice >= 0.9)
    changed[other] = torch.randint(FIRST_WORD, vocabulary, (int(other.sum()),))
    return changed, chosen
