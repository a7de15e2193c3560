"""Writes test/goldens.json: the measures by their textbook definitions, utterance by utterance, with numpy and scipy alone.

Nothing here goes through a confusion matrix: precision, recall and F1 come from sets of utterances, so that a transposed
matrix, or a wrong margin, cannot be wrong on both sides.
Usage: python3 packages/evaluation/scripts/make-goldens.py && npx biome format --write packages/evaluation/test
"""

import json
import pathlib
import platform

import numpy as np
import scipy
from scipy.optimize import minimize_scalar
from scipy.stats import permutation_test
from scipy.special import logsumexp, softmax


def ratio(part, whole):
    return float(part) / float(whole) if whole else 0.0


def measures(truth, predicted, n_classes):
    precision, recall, f1, support = [], [], [], []
    for label in range(n_classes):
        relevant, retrieved = truth == label, predicted == label
        p = ratio(np.sum(relevant & retrieved), np.sum(retrieved))
        r = ratio(np.sum(relevant & retrieved), np.sum(relevant))
        precision.append(p)
        recall.append(r)
        f1.append(ratio(2 * p * r, p + r))
        support.append(int(np.sum(relevant)))
    occurring = [label for label in range(n_classes) if support[label] > 0]
    return {
        "accuracy": float(np.mean(truth == predicted)),
        "uar": float(np.mean([recall[label] for label in occurring])),
        "macroF1": float(np.mean([f1[label] for label in occurring])),
        "weightedF1": float(np.average(f1, weights=support)),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "support": support,
    }


def calibration(probabilities, truth, n_bins=15):
    """probabilities as float64 [n, n_classes]; bins are (b / n_bins, (b + 1) / n_bins]."""
    confidence, predicted = probabilities.max(axis=1), probabilities.argmax(axis=1)
    edges = np.linspace(0, 1, n_bins + 1)
    ece = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            gap = np.mean(predicted[inside] == truth[inside]) - np.mean(confidence[inside])
            ece += np.mean(inside) * abs(gap)
    one_hot = np.eye(probabilities.shape[1])[truth]
    brier = np.mean(np.sum((probabilities - one_hot) ** 2, axis=1))
    nll = -np.mean(np.log(np.maximum(probabilities[np.arange(len(truth)), truth], 2.0**-23)))
    return {"nll": float(nll), "ece": float(ece), "brier": float(brier)}


def temperature(probabilities, truth):
    """scipy's minimum of the negative log-likelihood over 1 / T from 1/8 to 8, and probabilities at that temperature."""
    logits = np.log(np.maximum(probabilities, 2.0**-149))

    def loss(inverse):
        scaled = inverse * logits
        return np.mean(logsumexp(scaled, axis=1) - scaled[np.arange(len(truth)), truth])

    found = minimize_scalar(loss, bounds=(1 / 8, 8), method="bounded", options={"xatol": 1e-10})
    return {"temperature": float(1 / found.x), "tempered": softmax(found.x * logits, axis=1)[:5].tolist()}


def case(name, seed, n, n_classes, weights, skill):
    """Labels drawn with `weights`; logits normal, the true label's raised by `skill`; probabilities kept to 4 decimals."""
    random = np.random.Generator(np.random.PCG64(seed))
    truth = random.choice(n_classes, size=n, p=np.array(weights) / np.sum(weights))
    logits = random.normal(size=(n, n_classes)) * 1.5
    logits[np.arange(n), truth] += skill
    exponentials = np.exp(logits)
    probabilities = np.round(exponentials / exponentials.sum(axis=1, keepdims=True), 4)
    predicted = probabilities.argmax(axis=1)
    return {
        "name": name,
        "nClasses": n_classes,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "probabilities": probabilities.tolist(),
        **measures(truth, predicted, n_classes),
        **calibration(probabilities, truth),
        **temperature(probabilities, truth),
    }


def sign_flip(name, seed, n):
    """scipy's exact paired permutation test of the mean difference: 2^n sign flips."""
    differences = np.round(np.random.Generator(np.random.PCG64(seed)).normal(0.4, 1, n), 3)
    found = permutation_test((differences, np.zeros(n)), lambda a, b: np.mean(a - b), permutation_type="samples", n_resamples=np.inf)
    return {"name": name, "differences": differences.tolist(), "pValue": float(found.pvalue)}


goldens = {
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "cases": [
        case("seven balanced classes", 1, 120, 7, [1] * 7, 2.0),
        case("seven unbalanced classes, one absent", 2, 90, 7, [8, 4, 0, 2, 1, 1, 1], 1.0),
        case("two classes, worse than chance", 3, 40, 2, [3, 1], -2.0),
        case("seven classes, nearly always right", 4, 60, 7, [1] * 7, 6.0),
    ],
    "signFlips": [sign_flip(f"{n} differences", n, n) for n in (2, 3, 5, 9, 12)],
}

path = pathlib.Path(__file__).parent.parent / "test" / "goldens.json"
path.write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
