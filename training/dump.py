"""Trained weights → weights.json and weights.bin for the TypeScript export.

usage: python3 training/dump.py RUN_DIR OUT_DIR [--read-weight W]

W scales the reading against the features: after training on few cases the reading is overconfident, and W is chosen on real bugs that
were not trained on.
"""

import argparse
import json
import os

import torch

parser = argparse.ArgumentParser()
parser.add_argument("run")
parser.add_argument("out")
parser.add_argument("--read-weight", type=float, default=1.0)
args = parser.parse_args()
with open(os.path.join(args.run, "record.json")) as file:
    config = json.load(file)["config"]
state = torch.load(os.path.join(args.run, "weights.pt"), weights_only=True)
for name in ["line", "function"]:
    state[f"{name}_out.weight"] *= args.read_weight
os.makedirs(args.out, exist_ok=True)
names = ["layers", "heads", "width", "vocabulary", "tokenFlags", "rowFeatures", "lineFeatures", "functionFeatures", "lineAssertion", "functionAssertion", "lineJava", "functionJava",
         "headHidden", "classes", "embedding"]  # fmt: skip
with open(os.path.join(args.out, "weights.json"), "w") as file:
    tensors = [{"name": name, "dims": list(tensor.shape)} for name, tensor in state.items()]
    json.dump({"sizes": {name: config[name] for name in names}, "tensors": tensors}, file)
with open(os.path.join(args.out, "weights.bin"), "wb") as file:
    for tensor in state.values():
        # Rounded here, so that every later step computes with the shipped weights: the graph stores half precision.
        half = tensor.half()
        assert torch.isfinite(half).all(), "a weight is too large for half precision"
        file.write(half.float().contiguous().numpy().tobytes())
