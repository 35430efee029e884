"""Loss and gradients of a batch, of PixelCNNs and PixelSNAILs in PyTorch."""

import numpy as np
import torch

import fixtures
import pixel_cnn

HEIGHT, WIDTH, BATCH = 6, 5, 3
# The codes above: 6 × 5 halved
ABOVE = {"height": 3, "width": 3, "levels": 4}


def case(**choices):
    """−log p(x), nats per image, and what it says of every parameter."""
    model = pixel_cnn.PixelCnn((HEIGHT, WIDTH), **choices)
    generator = np.random.default_rng(3)
    x = torch.tensor(generator.integers(model.levels, size=(BATCH, HEIGHT, WIDTH, model.colours)))
    label = torch.tensor(generator.integers(max(1, model.classes), size=BATCH))
    over = choices.get("above")
    above = torch.tensor(generator.integers(over["levels"], size=(BATCH, over["height"], over["width"]))) if over else None
    loss = model.nll(x, label, above)
    loss.backward()
    return {
        "choices": {"colours": 1, "levels": 2, "channels": 4, "layers": 1, "classes": 0} | choices,
        "x": x.flatten().tolist(),
        "label": label.tolist(),
        **({"above": above.flatten().tolist()} if over else {}),
        "weights": {name: fixtures.floats(value.detach()) for name, value in model.p.items()},
        "loss": loss.item(),
        "gradients": {name: fixtures.floats(value.grad) for name, value in model.p.items()},
    }


fixtures.write(
    "priors",
    {
        "grid": {"height": HEIGHT, "width": WIDTH},
        "cases": {
            "plain": case(stack="plain", layers=2),
            "plain, RGB, conditional": case(stack="plain", colours=3, levels=4, channels=3, classes=3),
            "gated": case(stack="gated", levels=16),
            "gated, conditional": case(stack="gated", classes=3),
            "gated, RGB": case(stack="gated", colours=3, levels=4, channels=6),
            "gated, codes, conditional": case(stack="gated", levels=7, classes=2, embedding=3),
            "gated, codes, below others": case(stack="gated", levels=7, embedding=3, above=ABOVE),
            "plain, codes, below others": case(stack="plain", levels=7, embedding=3, above=ABOVE),
            "attention": case(stack="snail", levels=4, layers=2),
            "attention, RGB, conditional": case(stack="snail", colours=3, levels=4, channels=6, classes=3),
            "attention, codes, below others": case(stack="snail", levels=7, embedding=3, above=ABOVE),
        },
    },
    part="priors",
)
