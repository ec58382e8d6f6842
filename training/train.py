"""Trains the mini-model on encoded cases.

usage: python3 training/train.py OUT_DIR --train A.jsonl.xz ... --valid B.jsonl.xz [--init DIR] [--phase NAME] [...]

Writes OUT_DIR/weights.pt (best on validation) and OUT_DIR/record.json (configuration, seeds, curves by epoch).
"""

import argparse
import json
import math
import os
import random
import time
from collections import Counter

import torch
from torch.nn import functional as fn

from batches import ROW, augment, batches, collate, masked, read_cases
from model import CRASH, MiniModel

CLASSES = ["missing-guard", "wrong-default", "off-by-one", "argument-order", "wrong-property", "missing-await", "stale-state",
           "wrong-operator", "missing-case", "wrong-type", "other"]  # fmt: skip


def load(model, folder):
    """Takes the trained parts of an earlier run: a pre-training has no scores, a run without tokens no encoder."""
    with open(os.path.join(folder, "record.json")) as file:
        ran = json.load(file)["arguments"]
    state = weights_in(folder)
    if ran["phase"] == "pretrain":
        state = {name: value for name, value in state.items() if not name.startswith(("line_", "function_"))}
    elif ran["no_tokens"]:
        state = {name: value for name, value in state.items() if "_prior" in name or "_features_" in name}
    # Features may have been added since; the scores of a later run replace those that do not fit.
    own = model.state_dict()
    model.load_state_dict({name: value for name, value in state.items() if name in own and own[name].shape == value.shape}, strict=False)


def weights_in(folder):
    return torch.load(os.path.join(folder, "weights.pt"), weights_only=True)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--train", nargs="+", required=True)
    parser.add_argument("--valid", nargs="+", required=True)
    parser.add_argument("--init", nargs="*", default=[], help="folders of earlier runs: the encoder of a pre-training, the scores of a run without tokens")
    parser.add_argument("--phase", choices=["pretrain", "join", "crashes", "train", "finetune"], default="train")
    parser.add_argument("--sizes", help="JSON with vocabulary, tokenFlags, rowFeatures, lineFeatures, functionFeatures", required=True)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--feature-hidden", type=int, default=64, help="hidden units of the features' scores; of joined runs, their sum")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--lr", type=float, default=6e-4)
    parser.add_argument("--tokens", type=int, default=8192, help="padded tokens a batch")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--patience", type=int, default=2, help="epochs without a better validation before it stops")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--freeze-features", action="store_true", help="train only what was read, on top of the features' scores")
    parser.add_argument("--no-tokens", action="store_true", help="ablation: the ranking heads do not see what was read")
    parser.add_argument("--no-features", action="store_true", help="ablation: the ranking heads see only what was read")
    parser.add_argument("--real-weight", type=float, default=1.0, help="weight of a real fault's loss against a mutant's")
    parser.add_argument("--crash-weight", type=float, default=0.5, help="weight of a crashing mutant's loss against a failed assertion's")
    parser.add_argument("--line-real-weight", type=float, help="the same for the lines' loss; --real-weight where absent")
    parser.add_argument("--line-crash-weight", type=float, help="the same for the lines' loss; --crash-weight where absent")
    parser.add_argument("--crash-share", type=float, default=0.5, help="what the phase of crashes finds counts this much, what its --init says of them the rest")
    parser.add_argument("--java-share", type=float, default=0.25, help="the same for Java, of which no real crash is learned from")
    parser.add_argument("--java-apart", type=float, default=1, help="0 while Java's crashes are scored as all others: before the phase of crashes")
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--renamed", type=float, default=0.15, help="share of a case's words that other words take the place of, in half of the cases")
    parser.add_argument("--max-steps", type=int, default=0)
    return parser.parse_args()


PUT_BACK = 0.1
"""A function reverted to an older version crashes its callers: a quarter of them have the fix in the thrower, real crashes half."""

THROWER = 4
"""Index of the feature `thrower` in FUNCTION_FEATURES."""


MADE = "-mutants"
"""Suffix of the names of corpora with injected mistakes."""


def weight(case, real_weight, crash_weight):
    """Mutants with the fix in the throwing function were thinned out; in real crashes it is there in rather more than half."""
    if case["corpus"] == "python-history" and case["kind"] == "crash":
        return PUT_BACK * real_weight
    if not case["corpus"].endswith(MADE):
        return real_weight
    at_thrower = any(f["y"] and f["x"][THROWER] for f in case["functions"])
    if case["kind"] == "assertion":
        return 1.0
    return crash_weight * (1.6 if at_thrower else 1.0)


def weights_of(cases, args):
    """Weights of each case's losses, for its functions and its lines: crashing mutants show which lines are wrong, not which function."""
    line_real = args.real_weight if args.line_real_weight is None else args.line_real_weight
    line_crash = args.crash_weight if args.line_crash_weight is None else args.line_crash_weight
    functions = [weight(case, args.real_weight, args.crash_weight) for case in cases]
    return torch.tensor(functions), torch.tensor([weight(case, line_real, line_crash) for case in cases])


def mean_weights(cases, args):
    """Dividing by each batch's own weights would make a batch of mutants count as much as one of real faults."""
    return tuple(float(weights.mean()) for weights in weights_of(cases, args))


def without_tokens(cases):
    """One token per row: the reading is ignored, and batches are many times as fast."""
    for case in cases:
        case["rows"] = [{**row, "t": [ROW], "b": [0]} for row in case["rows"]]
    return cases


def ranking_loss(batch, line, function, weights=None, line_weights=None, means=(1.0, 1.0)):
    """Listwise: softmax over functions, and over the lines of each true function; minus the log of the share of the true ones."""
    ones = torch.ones(len(function))
    weights = (ones if weights is None else weights) / means[0]
    line_weights = (ones if line_weights is None else line_weights) / means[1]
    function = function.masked_fill(~batch["function_keep"], -1e4)
    shares = function.log_softmax(-1)
    true = batch["function_true"] > 0
    has = true.any(-1)
    by_function = -torch.logsumexp(shares.masked_fill(~true, -1e4), -1)
    loss = (by_function * weights)[has].sum() / max(1, int(has.sum()))

    row_function = batch["row_function"]
    in_true = torch.gather(true, 1, row_function.clamp(min=0)) & (row_function >= 0)
    line_true = (batch["line_true"] > 0) & in_true
    has_line = line_true.any(-1)
    if has_line.any():
        lines = line.masked_fill(~in_true, -1e4).log_softmax(-1)
        by_line = -torch.logsumexp(lines.masked_fill(~line_true, -1e4), -1)
        loss = loss + 0.7 * (by_line * line_weights)[has_line].sum() / max(1, int(has_line.sum()))
    return loss


def masked_loss(model, batch, config):
    ids, chosen = masked(batch["ids"], None, config["vocabulary"])
    hidden = model.encode(ids, batch["flags"], batch["row_of"], batch["row_features"], batch["keep"])
    return fn.cross_entropy(model.masked_logits(hidden[chosen]), batch["ids"][chosen])


def contrastive_loss(model, cases, rng, config):
    """InfoNCE between two augmented short views of the same failures (SimCLR, temperature 0.1)."""
    views = []
    for case in cases:
        short = {**case, "rows": [row for row in case["rows"] if row["f"] < 0] + [row for row in case["rows"] if row["f"] >= 0][:10], "functions": case["functions"][:12]}
        short["rows"] = [row for row in short["rows"] if row["f"] < 12]
        views += [augment(short, rng, config["vocabulary"]), augment(short, rng, config["vocabulary"])]
    batch = collate(views, config)
    vectors = embed(model, encode(model, batch))
    likeness = vectors @ vectors.T / 0.1
    likeness.fill_diagonal_(-1e4)
    partner = torch.arange(len(views)) ^ 1
    return fn.cross_entropy(likeness, partner)


def embed(model, hidden):
    return fn.normalize(model.embedding(hidden[:, 0]), dim=-1)


def encode(model, batch):
    if model.config["noTokens"]:
        return torch.zeros(*batch["ids"].shape, model.config["width"])
    return model.encode(batch["ids"], batch["flags"], batch["row_of"], batch["row_features"], batch["keep"])


def score(model, batch, hidden):
    return model.scores(hidden, batch["row_start"], batch["line_features"], batch["function_features"], batch["rows_of_function"])


def validate(model, cases, config, args):
    """Loss, and how often the first 1, 3 and 5 functions and lines hold a true one. A case with its truth out of reach is a miss."""
    model.eval()
    tally, losses = Counter(), []
    with torch.no_grad():
        for group in batches(cases, args.tokens, random.Random(0), shuffle=False):
            batch = collate(group, config)
            hidden = encode(model, batch)
            if args.phase == "pretrain":
                torch.manual_seed(0)
                losses.append(float(masked_loss(model, batch, config)))
                continue
            line, function = score(model, batch, hidden)
            losses.append(float(ranking_loss(batch, line, function)))
            for i, case in enumerate(group):
                count(tally, case, function[i].tolist(), line[i].tolist())
    model.train()
    measured = {"validLoss": sum(losses) / max(1, len(losses))}
    for key in sorted({key for key, _ in tally}):
        n = tally[(key, "n")]
        measured[key] = {"n": n, **{what: round(100 * tally[(key, what)] / n, 1) for what in ["f1", "f3", "f5", "l1", "l5"]}}
    return measured


def count(tally, case, function, line):
    functions = case["functions"]
    order = sorted(range(len(functions)), key=lambda f: -function[f])
    first = next((place for place, f in enumerate(order) if functions[f]["y"]), 999)
    most = max(function[: len(functions)])
    share = [math.exp(value - most) for value in function[: len(functions)]]
    total = sum(share)
    by_function = {}
    for r, row in enumerate(case["rows"]):
        if row["f"] >= 0:
            by_function.setdefault(row["f"], []).append(r)
    joint = []
    for f, rows in by_function.items():
        top = max(line[r] for r in rows)
        below = sum(math.exp(line[r] - top) for r in rows)
        joint += [(share[f] / total * math.exp(line[r] - top) / below, r) for r in rows]
    joint.sort(reverse=True)
    first_line = next((place for place, (_, r) in enumerate(joint) if case["rows"][r]["y"]), 999)
    for key in ["all", f"{case['language']}/{case['kind']}"]:
        tally[(key, "n")] += 1
        for k in [1, 3, 5]:
            tally[(key, f"f{k}")] += first < k
            tally[(key, f"l{k}")] += first_line < k


class Crashes:
    """The functions of all crashes of some cases, and the weight of each crash."""

    def __init__(self, cases, args):
        crashes = [(case, weight(case, args.real_weight, args.crash_weight)) for case in cases if case["kind"] == "crash"]
        crashes = [(case, counts) for case, counts in crashes if any(f["y"] for f in case["functions"])]
        self.features = torch.tensor([f["x"] for case, _ in crashes for f in case["functions"]])
        self.true = torch.tensor([bool(f["y"]) for case, _ in crashes for f in case["functions"]])
        self.of_case = torch.tensor([i for i, (case, _) in enumerate(crashes) for _ in case["functions"]])
        self.counts = torch.tensor([counts for _, counts in crashes])

    def loss(self, weights):
        """Listwise, as ranking_loss: minus the log of the share of the true functions."""
        scores, n = self.features @ weights, len(self.counts)
        by_case = by_case_logsumexp(scores, self.of_case, n) - by_case_logsumexp(scores.masked_fill(~self.true, -1e4), self.of_case, n)
        return (by_case * self.counts).sum() / self.counts.sum()


def fit_crashes(crashes, held, began, args):
    """Fits the weights of a crash's single function features, beyond the prior: ridge regression, full batch (Adam).

    Real crashes are few: beside mutants, in small batches and with a hidden layer they have little influence.
    Returns the weights and the losses on both after every 50 steps.
    """
    change = torch.zeros_like(began, requires_grad=True)
    optimiser = torch.optim.Adam([change], lr=args.lr)
    losses = []
    for step in range(args.max_steps):
        loss = crashes.loss(began + change)
        optimiser.zero_grad()
        (loss + args.weight_decay * (change**2).sum()).backward()
        optimiser.step()
        if step % 50 == 49:
            with torch.no_grad():
                losses.append((float(loss), float(held.loss(began + change)) if len(held.counts) else math.nan))
            print(f"step {step + 1} loss {losses[-1][0]:.3f} of {len(crashes.counts)} crashes, {losses[-1][1]:.3f} of {len(held.counts)} held out", flush=True)
    return (began + change).detach(), losses


def save_crashes(model, train, valid, config, args):
    started = time.time()
    began = MiniModel(config).function_prior.weight[CRASH].detach()
    weights, losses = fit_crashes(Crashes(train, args), Crashes(valid, args), began, args)
    model.blend_crashes(weights, args.crash_share, args.java_share)
    print(json.dumps(validate(model, valid, config, args)), flush=True)
    minutes = round((time.time() - started) / 60, 1)
    curves = [{"phase": args.phase, "epoch": i + 1, "trainLoss": train_loss, "validLoss": valid_loss, "learningRate": args.lr, "minutes": minutes}
              for i, (train_loss, valid_loss) in enumerate(losses)]  # fmt: skip
    parameters = sum(p.numel() for p in model.parameters())
    save(model, {"config": config, "arguments": vars(args), "parameters": parameters, "cases": len(train), "tokensSeen": 0, "curves": curves}, args)


def save_joined(valid, config, args):
    """The mean of runs with different seeds. Its record combines theirs: losses are means over the runs that got that far."""
    models, curves = [], []
    for folder in args.init:
        models.append(model_of(folder, config))
        with open(os.path.join(folder, "record.json")) as file:
            curves.append(json.load(file))
    joined = MiniModel(config)
    joined.join(models, torch.full((len(models), 3), 1 / len(models)))
    measured = validate(joined, valid, config, args)
    print(json.dumps(measured), flush=True)
    epochs = []
    for same in zip(*(each["curves"] for each in curves)):
        epochs.append({**same[0], **{what: sum(each[what] for each in same) / len(same) for what in ["trainLoss", "validLoss"]}})
    first = curves[0]
    epochs[-1]["minutes"] = sum(each["curves"][-1]["minutes"] for each in curves)
    record = {**first, "config": config, "parameters": sum(p.numel() for p in joined.parameters()), "curves": epochs, "joined": len(models),
              "tokensSeen": sum(each["tokensSeen"] for each in curves), "measured": measured}  # fmt: skip
    save(joined, record, args)


def model_of(folder, config):
    """A run's model, whatever its number of hidden units."""
    hidden = weights_in(folder)["function_features_hidden.weight"].shape[0]
    model = MiniModel({**config, "featureHidden": hidden})
    model.load_state_dict(weights_in(folder), strict=False)
    return model


def save(model, record, args):
    os.makedirs(args.out, exist_ok=True)
    torch.save(model.state_dict(), os.path.join(args.out, "weights.pt"))
    with open(os.path.join(args.out, "record.json"), "w") as file:
        json.dump(record, file)


def by_case_logsumexp(scores, of_case, n):
    most = torch.full((n,), -math.inf).scatter_reduce(0, of_case, scores.detach(), "amax")
    return most + torch.zeros(n).scatter_add(0, of_case, (scores - most[of_case]).exp()).log()


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    with open(args.sizes) as file:
        sizes = json.load(file)
    config = {**sizes, "width": args.width, "layers": args.layers, "heads": args.heads, "headHidden": 64, "featureHidden": args.feature_hidden, "classes": len(CLASSES),
              "embedding": 64, "dropout": args.dropout, "featureDropout": 0.1, "classNames": CLASSES, "javaApart": args.java_apart,
              "noTokens": args.no_tokens, "noFeatures": args.no_features}  # fmt: skip
    model = MiniModel(config)
    for folder in [] if args.phase == "join" else args.init:
        load(model, folder)
    if args.freeze_features:
        model.freeze_features()
    train, valid = read_cases(args.train), read_cases(args.valid)
    if args.no_tokens:
        train, valid = without_tokens(train), without_tokens(valid)
    if args.phase == "join":
        save_joined(valid, config, args)
        return
    if args.phase == "crashes":
        save_crashes(model, train, valid, config, args)
        return
    means = mean_weights(train, args)
    # The prior's own weights are not pulled to zero: training starts from them.
    decay = [p for name, p in model.named_parameters() if p.dim() > 1 and "_prior" not in name]
    other = [p for name, p in model.named_parameters() if p.dim() <= 1 or "_prior" in name]
    optimiser = torch.optim.AdamW(
        [{"params": decay, "weight_decay": args.weight_decay}, {"params": other, "weight_decay": 0.0}], lr=args.lr, betas=(0.9, 0.98)
    )
    steps_an_epoch = len(batches(train, args.tokens, random.Random(0)))
    total = min(steps_an_epoch * args.epochs, args.max_steps or math.inf)
    started, step, best, worse, curves = time.time(), 0, math.inf, 0, []
    parameters = sum(p.numel() for p in model.parameters())
    print(f"{len(train)} to train, {len(valid)} to validate, {parameters} parameters, {steps_an_epoch} steps an epoch", flush=True)
    os.makedirs(args.out, exist_ok=True)
    tokens_seen = 0
    for epoch in range(args.epochs):
        model.train()
        losses = Counter()
        stop = False
        for group in batches(train, args.tokens, rng):
            spent = (time.time() - started) / 60
            # If time is limited, it decides: the schedule ends with the minutes.
            progress = max(step / total, spent / args.minutes)
            if progress >= 1 or (args.max_steps and step >= args.max_steps):
                stop = True
                break
            rate = args.lr * min(1, (step + 1) / 60) * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * progress)))
            for part in optimiser.param_groups:
                part["lr"] = rate
            group = [augment(case, rng, config["vocabulary"], args.renamed) for case in group]
            batch = collate(group, config)
            if args.phase == "pretrain":
                loss = masked_loss(model, batch, config)
                losses["train"] += float(loss)
            else:
                hidden = encode(model, batch)
                line, function = score(model, batch, hidden)
                loss = ranking_loss(batch, line, function, *weights_of(group, args), means)
                losses["train"] += float(loss)
                known = batch["classes"] >= 0
                if known.any():
                    loss = loss + 0.1 * fn.cross_entropy(model.bug_class(hidden[:, 0])[known], batch["classes"][known])
                if step % 4 == 0 and not args.no_tokens:
                    loss = loss + 0.2 * masked_loss(model, batch, config)
                if step % 4 == 2 and not args.no_tokens:
                    loss = loss + 0.1 * contrastive_loss(model, rng.sample(train, min(16, len(train))), rng, config)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            tokens_seen += batch["ids"].numel()
            losses["n"] += 1
            step += 1
            if step % 50 == 0:
                print(f"step {step} loss {losses['train'] / losses['n']:.3f} {tokens_seen / (time.time() - started):.0f} tokens/s", flush=True)
        measured = validate(model, valid, config, args)
        curves.append({"phase": args.phase, "epoch": epoch + 1, "trainLoss": losses["train"] / max(1, losses["n"]),
                       "learningRate": optimiser.param_groups[0]["lr"], "minutes": round((time.time() - started) / 60, 1), **measured})  # fmt: skip
        print(json.dumps(curves[-1]), flush=True)
        if measured["validLoss"] < best:
            best, worse = measured["validLoss"], 0
            torch.save(model.state_dict(), os.path.join(args.out, "weights.pt"))
        else:
            worse += 1
        with open(os.path.join(args.out, "record.json"), "w") as file:
            json.dump({"config": config, "arguments": vars(args), "parameters": parameters, "cases": len(train), "tokensSeen": tokens_seen, "curves": curves}, file)
        if stop or worse >= args.patience:
            break


if __name__ == "__main__":
    main()
