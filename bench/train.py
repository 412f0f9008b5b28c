"""Trains the linear models of ``kg extract`` and writes their numbers into ``mappings/weights/``.

    python -m bench.train ARTICLES.json --originals DIR [--gold FILE.yaml …]

ARTICLES are news articles with labelled attacks (HRDsAttack), DIR has the originals of the seeds. Needs scikit-learn (``pip install
scikit-learn``), which the program itself does not. Each English model that is installed reads the articles once. What is printed comes from
cross-validation: five folds with near-copies in one, for sentences one document left out. A word is kept only if
it stands in five texts or more; names never are.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.extraction.evaluation.annotations import read_annotations
from kg.extraction.evaluation.attacks import Article, folded, read_attacks, reading_of
from kg.extraction.evaluation.coverage import gold_lines, share_shown
from kg.extraction.evaluation.gold import GoldDocument
from kg.extraction.evaluation.reviewed import reviewed
from kg.extraction.evaluation.running import reading_for
from kg.extraction.extractor import Reading
from kg.extraction.gazetteer import country_code
from kg.extraction.learned import countries, kinds, sentences, victims
from kg.extraction.learned.linear import Features
from kg.extraction.parsing import spacy_models
from kg.model.project import find_project, resources

FOLDS, FEWEST, LEAST = 5, 5, 0.003
ALIKE = 0.5
"""Articles with so large a share of their words in common are near-copies."""
C = {"victims": 0.06, "kinds": 0.1, "countries": 1.0, "words": 0.03, "sentences": 0.3}
"""How little each model is held back: chosen by cross-validation among 0.01 to 3."""


class Row(NamedTuple):
    """An example: the number of its document, its features, and whether the answer is yes."""

    document: int
    features: Features
    label: bool


class Read(NamedTuple):
    """An article as a model of the language reads it."""

    number: int
    article: Article
    reading: Reading


def readings(articles: Sequence[Article]) -> Iterator[Read]:
    """Each article, read with each English model that is installed."""
    installed = [name for name in spacy_models.MODELS["en"] if find_spec(name)]
    for name in installed:
        spacy_models.MODELS["en"] = (name,)
        spacy_models.pipeline.cache_clear()
        yield from (Read(number, one, reading_of(one)) for number, one in enumerate(articles))
    spacy_models.MODELS["en"] = tuple(installed)
    spacy_models.pipeline.cache_clear()


# ── Fitting ──────────────────────────────────────────────────────────────────────────────────────────────────


def common(rows: Sequence[Row]) -> frozenset[str]:
    """The features of five documents or more."""
    seen: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for name in row.features:
            seen[name].add(row.document)
    return frozenset(name for name, where in seen.items() if len(where) >= FEWEST)


def fitted(rows: Sequence[Row], c: float) -> tuple[dict[str, float], float]:
    """The weights of a model and what it adds."""
    kept = common(rows)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{n: v for n, v in row.features.items() if n in kept} for row in rows])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=c, max_iter=500, solver="liblinear", random_state=0)
    model.fit(matrix, [row.label for row in rows])
    named = zip(vectors.feature_names_, model.coef_[0], strict=True)
    return {name: float(weight) for name, weight in named if abs(weight) >= LEAST}, float(model.intercept_[0])


def applied(model: tuple[Mapping[str, float], float], features: Features) -> float:
    """The probability that a model gives."""
    total = model[1] + sum(model[0].get(name, 0.0) * value for name, value in features.items())
    return float(1 / (1 + np.exp(-total)))


def crossed(rows: Sequence[Row], c: float, fold: Mapping[int, int]) -> list[float]:
    """The probability of each example by a model that has not seen its fold."""
    found = [0.0] * len(rows)
    for out in sorted(set(fold.values())):
        model = fitted([row for row in rows if fold[row.document] != out], c)
        for number, row in enumerate(rows):
            if fold[row.document] == out:
                found[number] = applied(model, row.features)
    return found


def folds(articles: Sequence[Article]) -> dict[int, int]:
    """The fold of each article; near-copies are in one."""
    words = [set(f"{one.title} {one.text}".lower().split()) for one in articles]
    group = list(range(len(articles)))
    for a in range(len(articles)):
        copies = (b for b in range(a) if len(words[a] & words[b]) >= ALIKE * len(words[a] | words[b]))
        group[a] = group[next(copies, a)]
    order = np.random.RandomState(0).permutation(sorted(set(group)))
    place = {int(one): number % FOLDS for number, one in enumerate(order)}
    return {number: place[one] for number, one in enumerate(group)}


# ── Victims, kinds, countries ────────────────────────────────────────────────────────────────────────────────


def train_victims(found: Sequence[Read], fold: Mapping[int, int]) -> dict[str, object]:
    """The model of named victims, with the threshold at which F1 of exact names is highest."""
    rows, labels = [], []
    for one in found:
        wanted = {folded(name) for name in one.article.victims}
        for entity, features in victims.features(one.reading.text, one.reading.cast, one.reading.acts):
            rows.append(Row(one.number, features, folded(entity.label) in wanted))
            labels.append(folded(entity.label))
    likely = crossed(rows, C["victims"], fold)
    total = sum(len({folded(name) for name in one.article.victims}) for one in found)

    def f1(threshold: float) -> float:
        said = [row.label for row, p in zip(rows, likely, strict=True) if p >= threshold]
        return 2 * sum(said) / (len(said) + total)

    threshold = max(np.arange(0.1, 0.6, 0.025), key=f1)
    print(f"victims: F1 {f1(threshold):.3f} at {threshold:.3f}")
    return {"victim": written(fitted(rows, C["victims"]), threshold)}


def train_kinds(found: Sequence[Read], fold: Mapping[int, int]) -> dict[str, object]:
    """A model for each kind of attack, with the thresholds at which F1 over all kinds is highest."""
    names = sorted({name for one in found for name in one.article.types} - {kinds.UNKNOWN})
    made = [kinds.features(one.reading.text, one.reading.acts) for one in found]
    rows = {
        name: [Row(one.number, each, name in one.article.types) for one, each in zip(found, made, strict=True)]
        for name in names
    }
    likely = np.array([crossed(rows[name], C["kinds"], fold) for name in names]).T
    true = np.array([[row.label for row in rows[name]] for name in names]).T
    unknown = np.array([kinds.UNKNOWN in one.article.types for one in found])

    def f1(thresholds: np.ndarray) -> float:
        said = likely >= thresholds
        none = ~said.any(axis=1)
        right = (said & true).sum() + (none & unknown).sum()
        return float(2 * right / (said.sum() + none.sum() + true.sum() + unknown.sum()))

    thresholds = climbed(np.full(len(names), 0.35), f1)
    print(f"kinds of attack: F1 {f1(thresholds):.3f}")
    return {name: written(fitted(rows[name], C["kinds"]), thresholds[at]) for at, name in enumerate(names)}


def climbed(at: np.ndarray, value: Callable[[np.ndarray], float]) -> np.ndarray:
    """Thresholds, each moved in turn to where the value is highest."""
    for number in [*range(len(at))] * 4:
        ways = [np.where(np.arange(len(at)) == number, step, at) for step in np.arange(0.08, 0.8, 0.02)]
        at = max(ways, key=value)
    return at


def train_countries(found: Sequence[Read], fold: Mapping[int, int]) -> dict[str, object]:
    """The model that ranks countries."""
    known = [one for one in found if one.article.country]
    rows, owner = [], []
    for number, one in enumerate(known):
        for code, features in countries.features(one.reading.text, one.reading.cast, one.reading.acts).items():
            rows.append(Row(one.number, features, code == country_code(one.article.country)))
            owner.append(number)
    best: dict[int, tuple[float, bool]] = {}
    for row, number, p in zip(rows, owner, crossed(rows, C["countries"], fold), strict=True):
        best[number] = max(best.get(number, (0.0, False)), (p, row.label))
    print(f"country: {sum(right for _, right in best.values()) / len(known):.3f} right")
    return {"country": written(fitted(rows, C["countries"]), 0.5)}


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────────────


def train_words(found: Sequence[Read]) -> dict[str, object]:
    """The model of words: sentences with an act of a kind that the article's labels have, against those that open none."""
    rows = []
    for one in found:
        text, acts = one.reading.text, one.reading.acts
        right = {a.line for a in acts if a.victims and kinds.kind_of().get(a.type, "other") in one.article.types}
        told = sentences.lines_with_acts(acts)
        for number, line in enumerate(text.lines):
            if number in right or number not in told:
                rows.append(Row(one.number, sentences.words(line.parse), number in right))
    return {"words": written(fitted(rows, C["words"]), 0.5)}


def train_sentences(golds: Sequence[GoldDocument]) -> dict[str, object]:
    """The model of what rules see in a sentence, by hand-labelled documents; uses the model of words as it was written."""
    read = [reading_for(gold) for gold in golds]
    rows = [
        Row(number, sentences.features(one.text, line), line in gold_lines(gold, one.text))
        for number, (gold, one) in enumerate(zip(golds, read, strict=True))
        for line in range(len(one.text.lines))
    ]
    likely = crossed(rows, C["sentences"], {number: number for number in range(len(golds))})
    for share in (0.3, sentences.SHOWN, 0.6):
        reached = Counter[str]()
        at = 0
        for gold, one in zip(golds, read, strict=True):
            p = likely[at : at + len(one.text.lines)]
            at += len(one.text.lines)
            right, of = share_shown(gold, one, p, share)
            reached.update(right=right, of=of)
        print(f"acts in {share:.0%} of the sentences: {reached['right']} of {reached['of']}")
    return {"act": written(fitted(rows, C["sentences"]), 0.5)}


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────


def written(model: tuple[Mapping[str, float], float], threshold: float) -> dict[str, object]:
    """A model as JSON has it, with three places."""
    weights = {name: round(weight, 3) for name, weight in sorted(model[0].items())}
    return {"bias": round(model[1], 3), "threshold": round(float(threshold), 3), "weights": weights}


def write(name: str, models: Mapping[str, object]) -> None:
    """Writes the models of a file."""
    path = resources("mappings") / "weights" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"models": models}, ensure_ascii=False, indent=0, sort_keys=True) + "\n")
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def main() -> None:
    """Trains all models and writes them."""
    ask = argparse.ArgumentParser(description="Trains the linear models of kg extract.")
    ask.add_argument("articles", type=Path)
    ask.add_argument("--originals", type=Path)
    ask.add_argument("--gold", type=Path, nargs="*", default=[])
    given = ask.parse_args()
    articles = read_attacks(given.articles)
    found, fold = list(readings(articles)), folds(articles)
    write("victims", train_victims(found, fold))
    write("kinds", train_kinds(found, fold))
    write("countries", train_countries(found, fold))
    words = train_words(found)
    write("sentences", words | {"act": written(({}, 0.0), 0.5)})
    golds = [read_annotations(path) for path in given.gold]
    golds += reviewed(find_project(None), given.originals) if given.originals else []
    write("sentences", words | train_sentences(golds))


if __name__ == "__main__":
    main()
