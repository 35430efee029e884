"""The PixelCNN of mnistPixelCnn.ts in PyTorch."""

import mnist
import pixel_cnn


def model(p, plan):
    grid = {name: plan[name] for name in ("stack", "channels", "layers", "levels")}
    prior = pixel_cnn.PixelCnn((28, 28), parameters=p, **grid)

    def nll(x):
        levels = (x * prior.levels).floor().clamp(max=prior.levels - 1).long()
        return prior.nll(levels.reshape(-1, 28, 28, 1))

    def evaluate(images):
        """[nats per image]"""
        return [sum(nll(x) * len(x) for _, x in mnist.chunks(images)) / len(images)]

    return lambda x, _: nll(x), lambda: None, evaluate


mnist.train(model)
