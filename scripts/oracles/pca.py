"""scikit-learn's principal components of the training images, and their error on the held-out ones."""

import numpy as np
from sklearn.decomposition import PCA

import fixtures
import images

train = images.training_images().astype(np.float64)
held_out = images.held_out_images().astype(np.float64)


def fit(components):
    pca = PCA(components, svd_solver="full").fit(train)

    def error(x):
        return float(np.mean((x - pca.inverse_transform(pca.transform(x))) ** 2))

    return {
        "components": components,
        # scikit-learn divides by n − 1, the engine by n.
        "variances": [float(v) for v in pca.explained_variance_ * (len(train) - 1) / len(train)],
        "trainError": error(train),
        "heldOutError": error(held_out),
    }


fixtures.write("pca", {"fits": [fit(components) for components in (1, 2, 3, 8)]})
