"""600 pictures, 8 × 8, of a soft blob: position and size vary, which is more than two straight directions can say."""

import base64

import numpy as np

import chance
import fixtures

WIDTH, COUNT, TRAIN = 8, 600, 280


def blobs():
    """[COUNT, 64] bytes."""
    rows, columns = np.mgrid[0:WIDTH, 0:WIDTH]
    stream = chance.key(2024)
    images = []
    for i in range(COUNT):
        x, y, size = (chance.uniform(stream, 3 * i + part) for part in range(3))
        distance = (columns - 1 - 5 * x) ** 2 + (rows - 1 - 5 * y) ** 2
        images.append(np.round(255 * np.exp(-distance / (1.5 + 3 * size))).astype(np.uint8).ravel())
    return np.stack(images)


def training_images():
    """[TRAIN, 64] in [0, 1]."""
    return (blobs()[:TRAIN].astype(np.float64) / 255).astype(np.float32)


def held_out_images():
    return (blobs()[TRAIN:].astype(np.float64) / 255).astype(np.float32)


if __name__ == "__main__":
    pixels = base64.b64encode(blobs().tobytes()).decode()
    fixtures.write("images", {"width": WIDTH, "height": WIDTH, "train": TRAIN, "pixels": pixels})
