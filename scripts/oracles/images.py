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


COLOUR_SHAPE, COLOUR_COUNT = (14, 15, 3), 32


def colours():
    """[COLOUR_COUNT, 630] in [0, 1]: every byte is drawn. Coloured pictures of an odd size, which no fixture has to hold."""
    stream, size = chance.key(2025), COLOUR_COUNT * 14 * 15 * 3
    drawn = np.array([chance.bits(stream, i) >> 24 for i in range(size)])
    return (drawn / 255).astype(np.float32).reshape(COLOUR_COUNT, -1)


if __name__ == "__main__":
    pixels = base64.b64encode(blobs().tobytes()).decode()
    fixtures.write("images", {"width": WIDTH, "height": WIDTH, "train": TRAIN, "pixels": pixels})
