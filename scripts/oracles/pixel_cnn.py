"""PixelCNNs and PixelSNAILs in PyTorch, written a second time from the papers
(van den Oord et al. 2016a and 2016b; Chen et al. 2018; Razavi et al. 2019)."""

import numpy as np
import torch
from torch.nn.functional import conv2d, conv_transpose2d, cross_entropy, embedding, relu

import descent

FIRST, OTHERS = 7, 3
KEYS, EMBEDDING = 16, 16


def mask(kind, shape, colours):
    """Which weights [outputs, inputs, KH, KW] may be used: 1 or 0."""
    outputs, inputs, height, width = shape
    open_ = np.zeros(shape)
    y, x = height // 2, width // 2
    open_[:, :, :y] = 1
    if kind == "rows":
        open_[:, :, y] = 1
    if kind in "AB":
        open_[:, :, y, :x] = 1
        for o in range(outputs):
            for i in range(inputs):
                to, seen = o * colours // outputs, i * colours // inputs
                open_[o, i, y, x] = seen < to or (kind == "B" and seen == to)
    return torch.tensor(open_, dtype=torch.float32)


class PixelCnn:
    """The engine's network, with its names of the parameters in its order."""

    def __init__(
        self, size, stack, colours=1, levels=2, channels=4, layers=1, classes=0, embedding=None, above=None, parameters=None,
    ):
        """Of images of a size (height, width); without parameters, with some to start from."""
        self.size, self.stack, self.colours, self.levels, self.layers = size, stack, colours, levels, layers
        self.kinds, self.classes, p = {}, classes, channels
        self.shapes = {"embedding": ((levels, embedding), 1)} if embedding else {}
        inputs = colours * (embedding or 1)
        self.told = above is not None or stack == "snail"
        if above:
            self.shapes["above.embedding"] = ((above["levels"], EMBEDDING), 1)
            self.shapes["above.look.filter"] = ((3, 3, EMBEDDING, p), 9 * EMBEDDING)
            self.shapes["above.look.bias"] = ((p,), 0)
            self.shapes["above.enlarge.filter"] = ((4, 4, p, p), 16 * p)
            self.shapes["above.enlarge.bias"] = ((p,), 0)
        if stack == "snail":
            self.shapes["places"] = ((size[0] * size[1], p), 1)
            keys = KEYS * colours
            self.layer("first", "A", FIRST, FIRST, inputs, p, told=True)
            self.layer("first.told", "rows", 1, 1, p, p)
            for i in range(layers):
                self.layer(f"block.{i}.look", "B", OTHERS, OTHERS, p, 2 * p, told=True)
                self.layer(f"block.{i}.look.told", "rows", 1, 1, p, 2 * p)
                self.layer(f"block.{i}.out", "B", 1, 1, p, p)
                self.layer(f"block.{i}.query", "B", 1, 1, p, keys)
                self.layer(f"block.{i}.query.told", "rows", 1, 1, p, keys)
                self.layer(f"block.{i}.seen", "B", 1, 1, p, keys + p)
                self.layer(f"block.{i}.seen.told", "rows", 1, 1, p, keys + p)
                self.layer(f"block.{i}.merge", "B", 1, 1, p, p)
        elif stack == "plain":
            self.layer("first", "A", FIRST, FIRST, inputs, 2 * p, told=True)
            for i in range(layers):
                self.layer(f"block.{i}.narrow", "B", 1, 1, 2 * p, p)
                self.layer(f"block.{i}.look", "B", OTHERS, OTHERS, p, p, told=True)
                self.layer(f"block.{i}.widen", "B", 1, 1, p, 2 * p)
                if self.told:
                    self.layer(f"block.{i}.told", "rows", 1, 1, p, p)
        else:
            for i in range(layers + 1):
                side, kinds, before = (OTHERS, ("rows", "B"), p) if i else (FIRST, ("above", "A"), inputs)
                self.layer(f"layer.{i}.vertical", kinds[0], side, side, before, 2 * p, told=True)
                self.layer(f"layer.{i}.horizontal", kinds[1], 1, side, before, 2 * p, told=True)
                self.layer(f"layer.{i}.across", "rows", 1, 1, 2 * p, 2 * p)
                self.layer(f"layer.{i}.out", "B", 1, 1, p, p)
                if self.told:
                    self.layer(f"layer.{i}.told", "rows", 1, 1, p, 2 * p)
        wide = 2 * p if stack == "plain" else p
        self.layer("hidden", "B", 1, 1, wide, wide)
        self.layer("output", "B", 1, 1, wide, colours * levels)
        self.p = parameters or descent.initial_parameters(self.shapes)

    def layer(self, name, kind, height, width, inputs, outputs, told=False):
        self.kinds[name] = kind
        self.shapes[f"{name}.filter"] = ((height, width, inputs, outputs), height * width * inputs)
        self.shapes[f"{name}.bias"] = ((outputs,), 0)
        if told and self.classes:
            self.shapes[f"{name}.ofClass"] = ((self.classes, outputs), 1)

    def conv(self, name, x, label):
        weights = self.p[f"{name}.filter"].permute(3, 2, 0, 1)
        weights = weights * mask(self.kinds[name], weights.shape, self.colours)
        y = conv2d(x, weights, self.p[f"{name}.bias"], padding=[side // 2 for side in weights.shape[2:]])
        if f"{name}.ofClass" in self.p:
            y = y + self.p[f"{name}.ofClass"][label][:, :, None, None]
        return y

    def gate(self, x):
        """Of each colour's channels the first half is a, the second b."""
        batch, channels, height, width = x.shape
        a, b = x.reshape(batch, self.colours, 2, -1, height, width).unbind(2)
        return (a.tanh() * b.sigmoid()).reshape(batch, channels // 2, height, width)

    def attend(self, query, seen):
        """Over all pixels up to each one, of every colour by itself."""
        batch, channels, height, width = query.shape
        d = channels // self.colours
        places = height * width
        q = query.reshape(batch, self.colours, d, places).transpose(2, 3)
        k, v = seen.reshape(batch, self.colours, -1, places).transpose(2, 3).split([d, seen.shape[1] // self.colours - d], 3)
        ahead = torch.triu(torch.ones(places, places, dtype=torch.bool), 1)
        scores = (q @ k.transpose(2, 3) / d**0.5).masked_fill(ahead, -torch.inf)
        return (scores.softmax(3) @ v).transpose(2, 3).reshape(batch, -1, height, width)

    def tell(self, above):
        """What is known of every place from the start."""
        told = 0
        if "places" in self.p:
            told = self.p["places"].T.reshape(1, -1, *self.size)
        if "above.embedding" in self.p:
            e = embedding(above, self.p["above.embedding"]).permute(0, 3, 1, 2)
            h = relu(conv2d(e, self.p["above.look.filter"].permute(3, 2, 0, 1), self.p["above.look.bias"], padding=1))
            # TensorFlow's "same": what does not come out even is cut off below and on the right
            large = conv_transpose2d(h, self.p["above.enlarge.filter"].permute(3, 2, 0, 1), stride=2)
            top, left = ((2 * (small - 1) + 4 - side) // 2 for side, small in zip(self.size, above.shape[1:]))
            large = large[:, :, top : top + self.size[0], left : left + self.size[1]]
            told = told + relu(large + self.p["above.enlarge.bias"][:, None, None])
        return told

    def logits(self, x, label, above):
        if "embedding" in self.p:
            h = embedding(x[..., 0], self.p["embedding"]).permute(0, 3, 1, 2)
        else:
            h = (2 * x / (self.levels - 1) - 1).permute(0, 3, 1, 2).float()
        told = self.tell(above)
        heard = (lambda name: self.conv(f"{name}.told", told, label)) if self.told else lambda name: 0
        if self.stack == "snail":
            h = self.conv("first", h, label) + heard("first")
            for i in range(self.layers):
                block = f"block.{i}"
                h = h + self.conv(f"{block}.out", self.gate(self.conv(f"{block}.look", relu(h), label) + heard(f"{block}.look")), label)
                query = self.conv(f"{block}.query", h, label) + heard(f"{block}.query")
                seen = self.conv(f"{block}.seen", h, label) + heard(f"{block}.seen")
                h = h + self.conv(f"{block}.merge", self.attend(query, seen), label)
        elif self.stack == "plain":
            h = self.conv("first", h, label)
            for i in range(self.layers):
                inside = relu(self.conv(f"block.{i}.narrow", relu(h), label))
                h = h + self.conv(f"block.{i}.widen", relu(self.conv(f"block.{i}.look", inside, label) + heard(f"block.{i}")), label)
        else:
            v = h
            for i in range(self.layers + 1):
                above = self.conv(f"layer.{i}.vertical", v, label) + heard(f"layer.{i}")
                before = self.conv(f"layer.{i}.horizontal", h, label) + self.conv(f"layer.{i}.across", above, label)
                out = self.conv(f"layer.{i}.out", self.gate(before), label)
                v, h = self.gate(above), h + out if i else out
        h = self.conv("output", relu(self.conv("hidden", relu(h), label)), label)
        return h.reshape(len(x), self.colours, self.levels, *self.size)

    def nll(self, x, label=None, above=None):
        """−log p(x), nats per image; x is [B, H, W, colours]."""
        logits = self.logits(x, label, above).permute(0, 2, 1, 3, 4)
        return cross_entropy(logits, x.permute(0, 3, 1, 2), reduction="sum") / len(x)
