"""What the references share: MNIST's images, the engine's initial weights, its order of images, and Adam.

Each is run as python3 NAME.py IMAGES.gz WEIGHTS PLAN and prints {"torch": version, "losses": [row of every epoch]}. WEIGHTS are
the engine's parameters, float32, one after the other, as PLAN["parameters"] lists them: [[name, shape], …].
"""

import gzip
import json
import pathlib
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "oracles"))
import chance


def read_images(path):
    with gzip.open(path) as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16)
    return torch.tensor((pixels.reshape(-1, 784) / 255).astype(np.float32))


def read_parameters(path, shapes):
    values, parameters, at = np.fromfile(path, "<f4"), {}, 0
    for name, shape in shapes:
        size = int(np.prod(shape))
        parameters[name] = torch.tensor(values[at : at + size].reshape(shape), requires_grad=True)
        at += size
    return parameters


def changed(parameters, share):
    """The same, each number changed by a share of it that no rounding could tell from what was meant."""
    torch.manual_seed(1)
    with torch.no_grad():
        for value in parameters.values():
            value *= 1 + share * torch.randn_like(value)


def chunks(images, size=250):
    """Of an evaluation: where each starts, and its images."""
    return [(start, images[start : start + size]) for start in range(0, len(images), size)]


def train(model):
    """model(parameters, plan) gives the loss of images at a step, what is to happen after it, and the row of an evaluation."""
    images_path, weights_path, plan_text = sys.argv[1:]
    plan = json.loads(plan_text)
    torch.set_num_threads(1)
    images, parameters = read_images(images_path), read_parameters(weights_path, plan["parameters"])
    changed(parameters, plan["change"])
    loss, after, evaluate = model(parameters, plan)
    seed, batch = plan["seed"], plan["batch"]
    learned = [value for name, value in parameters.items() if name not in plan.get("followed", [])]
    images_to_learn, held_out = images[: plan["train"]], images[plan["train"] :]
    adam = torch.optim.Adam(learned, lr=plan["learningRate"], betas=(0.9, 0.999), eps=1e-8)
    losses, per_epoch = [], len(images_to_learn) // batch
    for epoch in range(plan["epochs"]):
        order = chance.permutation(chance.key(seed, chance.SHUFFLE, epoch), len(images_to_learn))
        for place in range(per_epoch):
            x = images_to_learn[order[place * batch : (place + 1) * batch]]
            value = loss(x, epoch * per_epoch + place + 1)
            adam.zero_grad()
            value.backward()
            adam.step()
            after()
        with torch.no_grad():
            losses.append([float(each) for each in evaluate(held_out)])
    print(json.dumps({"torch": torch.__version__, "losses": losses}))
