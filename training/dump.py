"""Trained weights → weights.json and weights.bin for the TypeScript export. usage: python3 training/dump.py RUN_DIR OUT_DIR"""

import json
import os
import sys

import torch

run, out = sys.argv[1:3]
with open(os.path.join(run, "record.json")) as file:
    config = json.load(file)["config"]
state = torch.load(os.path.join(run, "weights.pt"), weights_only=True)
os.makedirs(out, exist_ok=True)
names = ["layers", "heads", "width", "vocabulary", "tokenFlags", "rowFeatures", "lineFeatures", "functionFeatures", "lineAssertion", "functionAssertion", "headHidden", "classes", "embedding"]
with open(os.path.join(out, "weights.json"), "w") as file:
    tensors = [{"name": name, "dims": list(tensor.shape)} for name, tensor in state.items()]
    json.dump({"sizes": {name: config[name] for name in names}, "tensors": tensors}, file)
with open(os.path.join(out, "weights.bin"), "wb") as file:
    for tensor in state.values():
        file.write(tensor.float().contiguous().numpy().tobytes())
