"""The mini-model: an encoder that scores candidate lines and functions of a failure.

Shapes: B cases, T tokens, R rows, F functions, d width, H heads. Names are those of the exported file, which
src/model/forward.ts and src/model/onnxGraph.ts read.
"""

import math

import torch
from torch import nn
from torch.nn import functional as fn


CRASH, JAVA_CRASH = 1, 2
"""Rows of the features' scores that rank crashes; the first row ranks failed assertions."""


class Block(nn.Module):
    """Pre-LayerNorm block: self-attention with rotary positions, then a GELU feed-forward of four times the width."""

    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.dropout = dropout

    def forward(self, x, cos, sin, mask):
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        q, k = rotate(q, cos, sin), rotate(k, cos, sin)
        # No dropout on the attention weights: the fused kernel does not support it and is several times as fast.
        attended = fn.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(b, t, d)
        x = x + fn.dropout(self.out(attended), self.dropout, self.training)
        return x + fn.dropout(self.down(fn.gelu(self.up(self.norm2(x)))), self.dropout, self.training)


def rotate(x, cos, sin):
    """Rotary position embedding (Su et al. 2021), halves as pairs."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


def rotary(length, head_width):
    frequencies = 10000.0 ** (-torch.arange(0, head_width, 2).float() / head_width)
    angles = torch.arange(length).float()[:, None] * frequencies[None, :]
    return angles.cos(), angles.sin()


class MiniModel(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        d = config["width"]
        self.tokens = nn.Embedding(config["vocabulary"], d)
        self.flags = nn.Linear(config["tokenFlags"], d, bias=False)
        self.row_features = nn.Linear(config["rowFeatures"], d, bias=False)
        self.blocks = nn.ModuleList(Block(d, config["heads"], config["dropout"]) for _ in range(config["layers"]))
        self.norm = nn.LayerNorm(d)
        self.mask_bias = nn.Parameter(torch.zeros(config["vocabulary"]))
        # A score is a sum of three parts: the single features (which start as the prior), the features combined, and the reading.
        for name, features in [("line", config["lineFeatures"]), ("function", config["functionFeatures"])]:
            self.add_module(f"{name}_prior", nn.Linear(features, 3, bias=False))
            self.add_module(f"{name}_features_hidden", nn.Linear(features, config["featureHidden"]))
            self.add_module(f"{name}_features_out", nn.Linear(config["featureHidden"], 3))
            self.add_module(f"{name}_hidden", nn.Linear(d, config["headHidden"]))
            self.add_module(f"{name}_out", nn.Linear(config["headHidden"], 1))
        self.bug_class = nn.Linear(d, config["classes"])
        self.embedding = nn.Linear(d, config["embedding"])
        self.apply(initialise)
        scale = 0.02 / math.sqrt(2 * config["layers"])
        for block in self.blocks:
            nn.init.normal_(block.out.weight, std=scale)
            nn.init.normal_(block.down.weight, std=scale)
        self.begin_with_prior()

    def begin_with_prior(self):
        """Before training the model ranks exactly as the prior does: training can only add to it.

        The factors undo those of functionFeatures.ts (score / 8, at the prior's temperature 3.2) and readEvidence.ts (log share / 4).
        """
        for out in [self.line_out, self.function_out, self.line_features_out, self.function_features_out]:
            nn.init.zeros_(out.weight)
        with torch.no_grad():
            self.function_prior.weight.zero_()
            self.function_prior.weight[:, 0] = 8 / 3.2
            self.line_prior.weight.zero_()
            self.line_prior.weight[:, 0] = 4

    def encode(self, ids, flags, row_of, row_features, keep):
        """ids, row_of: [B, T]; flags: [B, T, tokenFlags]; row_features: [B, R + 1, rowFeatures], the last row all 0; keep: [B, T] bool."""
        rows = self.row_features(row_features)
        x = self.tokens(ids) + self.flags(flags) + torch.gather(rows, 1, row_of[..., None].expand(-1, -1, rows.shape[-1]))
        x = fn.dropout(x, self.config["dropout"], self.training)
        cos, sin = rotary(ids.shape[1], self.config["width"] // self.config["heads"])
        t = ids.shape[1]
        mask = None if keep.all() else torch.zeros(keep.shape).masked_fill(~keep, -1e4)[:, None, None, :].expand(-1, 1, t, -1)
        for block in self.blocks:
            x = block(x, cos, sin, mask)
        return self.norm(x)

    def masked_logits(self, hidden):
        return hidden @ self.tokens.weight.T + self.mask_bias

    def scores(self, hidden, row_start, line_features, function_features, rows_of_function):
        """row_start: [B, R] token index; rows_of_function: [B, F, R], each row a mean. Returns line [B, R] and function [B, F] logits."""
        rows = torch.gather(hidden, 1, row_start[..., None].expand(-1, -1, hidden.shape[-1]))
        keep = 0.0 if self.config.get("noFeatures") else 1.0
        line_features, function_features = line_features * keep, function_features * keep
        if self.training and keep:
            function_features = self.drop(function_features, "function")
            line_features = self.drop(line_features, "line")
        line = self.score("line", rows, line_features)
        function = self.score("function", rows_of_function @ rows, function_features)
        return line, function

    def drop(self, features, name):
        dropped = fn.dropout(features, self.config["featureDropout"])
        for at in [self.config[f"{name}Assertion"], self.config[f"{name}Java"]]:
            dropped[..., at] = features[..., at]
        return dropped

    def score(self, name, seen, features):
        layer = lambda part: getattr(self, f"{name}_{part}")
        read = layer("out")(fn.dropout(fn.gelu(layer("hidden")(seen)), self.config["dropout"], self.training))
        # Columns: a failed assertion's stack says almost nothing, a crash's almost everything, and mutants teach more about the former.
        known = layer("prior")(features) + layer("features_out")(fn.gelu(layer("features_hidden")(features)))
        assertion = features[..., self.config[f"{name}Assertion"]].unsqueeze(-1)
        java = features[..., self.config[f"{name}Java"]].unsqueeze(-1) * self.config["javaApart"]
        crash = known[..., CRASH : CRASH + 1] * (1 - java) + known[..., JAVA_CRASH:] * java
        known = known[..., :1] * assertion + crash * (1 - assertion)
        return (known + read).squeeze(-1)

    def blend_crashes(self, weights, share, java_share):
        """Mixes a crash's function scores: `weights`, one per feature, get the share and the earlier scores the rest; Java has its own share."""
        with torch.no_grad():
            for name in ["line", "function"]:
                for parameter in [getattr(self, f"{name}_prior").weight, getattr(self, f"{name}_features_out").weight, getattr(self, f"{name}_features_out").bias]:
                    parameter[JAVA_CRASH] = parameter[CRASH]
            for row, part in [(CRASH, share), (JAVA_CRASH, java_share)]:
                self.function_prior.weight[row].lerp_(weights, part)
                self.function_features_out.weight[row] *= 1 - part
                self.function_features_out.bias[row] *= 1 - part

    def join(self, models, shares):
        """Takes the weighted mean of several models' features' scores: their hidden layers side by side, each with its share of the sum.

        shares: [models, rows], for each row of the scores adding up to 1.
        """
        with torch.no_grad():
            for name in ["line", "function"]:
                of_all = lambda part: [getattr(model, f"{name}_{part}") for model in models]
                mine = lambda part: getattr(self, f"{name}_{part}")
                mine("prior").weight.copy_(sum(share[:, None] * each.weight for each, share in zip(of_all("prior"), shares)))
                mine("features_hidden").weight.copy_(torch.cat([each.weight for each in of_all("features_hidden")]))
                mine("features_hidden").bias.copy_(torch.cat([each.bias for each in of_all("features_hidden")]))
                mine("features_out").weight.copy_(torch.cat([share[:, None] * each.weight for each, share in zip(of_all("features_out"), shares)], dim=1))
                mine("features_out").bias.copy_(sum(share * each.bias for each, share in zip(of_all("features_out"), shares)))

    def freeze_features(self):
        """From here on training only adds the reading."""
        for name, parameter in self.named_parameters():
            if "_prior" in name or "_features_" in name:
                parameter.requires_grad = False


def initialise(module):
    if isinstance(module, (nn.Linear, nn.Embedding)):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear) and module.bias is not None:
        nn.init.zeros_(module.bias)
