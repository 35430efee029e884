"""scikit-learn's clusters, neighbours, probes and ROC curve of a few labelled points."""

import numpy as np
from sklearn import cluster, linear_model, metrics, neighbors

import fixtures

CLASSES = 4
rng = np.random.RandomState(5)


def points(count):
    labels = rng.randint(CLASSES, size=count)
    middles = 1.2 * np.array([[1, 0, 0], [-1, 1, 0], [0, -1, 1], [0, 0, -1.5]])
    return (middles[labels] + rng.randn(count, 3)).astype("<f4"), labels


train, train_labels = points(90)
test, test_labels = points(60)
x, x_test = train.astype(np.float64), test.astype(np.float64)


def agreement(a, b):
    return {
        "a": a.tolist(),
        "b": b.tolist(),
        "adjustedRandIndex": metrics.adjusted_rand_score(a, b),
        "normalisedMutualInformation": metrics.normalized_mutual_info_score(a, b),
    }


def lloyd(start):
    # scikit-learn's own tolerance would stop before nothing changes.
    found = cluster.KMeans(CLASSES, init=start, n_init=1, tol=0, algorithm="lloyd").fit(x)
    return {
        "start": start.reshape(-1).tolist(),
        "centres": found.cluster_centers_.reshape(-1).tolist(),
        "assignment": found.labels_.tolist(),
        "inertia": found.inertia_,
    }


def neighbours(k):
    predicted = neighbors.KNeighborsClassifier(k, algorithm="brute").fit(x, train_labels).predict(x_test)
    return {
        "k": k,
        "predicted": predicted.tolist(),
        "confusion": metrics.confusion_matrix(test_labels, predicted).reshape(-1).tolist(),
        "accuracy": metrics.accuracy_score(test_labels, predicted),
    }


def probe(c):
    model = linear_model.LogisticRegression(
        C=c, multi_class="multinomial", solver="newton-cg", tol=1e-8, max_iter=1000
    )
    model.fit(x, train_labels)
    return {
        "c": c,
        "weights": model.coef_.reshape(-1).tolist(),
        "bias": (model.intercept_ - model.intercept_.mean()).tolist(),
        "firstProbabilities": model.predict_proba(x_test[:1])[0].tolist(),
        "predicted": model.predict(x_test).tolist(),
    }


def roc(scores, positive):
    false_rate, true_rate, thresholds = metrics.roc_curve(positive, scores, drop_intermediate=False)
    return {
        "scores": scores.tolist(),
        "positive": positive.tolist(),
        # scikit-learn 1.2 begins with the largest score plus one, the engine with infinity.
        "thresholds": thresholds[1:].tolist(),
        "falsePositiveRate": false_rate.tolist(),
        "truePositiveRate": true_rate.tolist(),
        "area": metrics.roc_auc_score(positive, scores),
        "best": int(np.argmax(true_rate - false_rate)),
    }


def scores(levels):
    positive = (rng.rand(50) < 0.3).astype(int)
    values = rng.randn(50) + positive
    # Adding 0 turns −0 into 0.
    return (values if levels is None else np.round(values * levels) + 0.0), positive


best = cluster.KMeans(CLASSES, n_init=50, tol=0, random_state=1).fit(x)
fixtures.write(
    "classes",
    {
        "classes": CLASSES,
        "dimensions": 3,
        "train": fixtures.floats(train),
        "trainLabels": train_labels.tolist(),
        "test": fixtures.floats(test),
        "testLabels": test_labels.tolist(),
        "bestInertia": best.inertia_,
        "lloyd": [lloyd(x[:CLASSES]), lloyd(x[-CLASSES:])],
        "agreements": [
            agreement(train_labels, best.labels_),
            agreement(train_labels, rng.randint(CLASSES, size=90)),
            agreement(train_labels, train_labels * 0),
        ],
        "neighbours": [neighbours(k) for k in (1, 4, 15)],
        "probes": [probe(c) for c in (0.01, 1.0, 100.0)],
        "rocs": [roc(*scores(levels)) for levels in (None, 2, 0)],
    },
    part="metrics",
)
