"""How reliably the checks find a column of labels that slipped, how often they are wrong, and how long they take.

Run ``python -m bench.vocabularies`` (seed and tries are its arguments: ``python -m bench.vocabularies 5 40``). Sound tables are the
project's vocabularies, together, alone, with two of their languages, rows of all drawn at random into one, and the
thesauri in ``bench/thesauri``, whose labels have no definitions; nothing may be found there. Then some rows of a column
are moved by one, up or down, and it is counted how often that is told in the right language and direction: the last
label of the span comes in at its other end (*rotated*), or an empty cell pushed the last one out (*pushed*). Last, a
made-up thesaurus of 10,000 concepts in ten languages is examined, sound and with a shift.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from kg.validation.vocabularies import File, examine
from tests.moved_texts import (
    LABEL,
    LANGUAGES,
    SCHEMES,
    column,
    file_of,
    in_languages,
    ontology_files,
    replaced,
    swapped,
    text_of_scheme,
)

LENGTHS = (3, 4, 6, 8, 12, 20, 30)
WAYS = ("rotated", "pushed")
THESAURI = Path(__file__).parent / "thesauri"
_BLOCK = re.compile(r"^:(\S+) a skos:Concept ;.*?^$", re.MULTILINE | re.DOTALL)


def thesauri() -> dict[str, str]:
    """The tables of ``bench/thesauri`` in Turtle, by their names."""
    return {path.stem: turtle(path.read_text(encoding="utf-8")) for path in sorted(THESAURI.glob("*.tsv"))}


def turtle(table: str) -> str:
    """A table of labels, a column per language, as a vocabulary whose IRIs carry no meaning."""
    languages, *rows = (line.split("\t") for line in table.splitlines())
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <https://example.org/t/> .", "", ':s a skos:ConceptScheme ;\n    skos:prefLabel "s"@en .', ""]  # fmt: skip
    for number, row in enumerate(rows):
        labels = " ,\n        ".join(f'"{text}"@{language}' for language, text in zip(languages, row, strict=True))
        lines.append(f":c{number} a skos:Concept ;\n    skos:prefLabel {labels} ;\n    skos:inScheme :s .\n")
    return "\n".join(lines)


def moved(text: str, language: str, first: int, last: int, by: int, way: str) -> str:
    """A vocabulary with some rows of a column moved by one: the one pushed out comes in at the other end, or is lost."""

    def move(its: list[str]) -> list[str]:
        part = its[first:last]
        part = [part[-1], *part[:-1]] if by > 0 else [*part[1:], part[0]]
        if way == "pushed":
            part[0 if by > 0 else -1] = ""
        return [*its[:first], *part, *its[last:]]

    return without_empty(replaced(text, language, LABEL, move), language)


def without_empty(text: str, language: str) -> str:
    """The vocabulary without empty labels of a language."""
    return re.sub(rf'""@{language}\s*,\s*|\s*,\s*""@{language}\b', "", text)


def out_of_place(files: list[File]) -> list[str]:
    """The findings about labels that are not at their own concepts."""
    return [str(d.problem.found) for d in examine(files) if d.problem.code.startswith("labels-")]


def sound(chance: random.Random) -> Iterator[tuple[str, list[File]]]:
    """Tables in which nothing moved."""
    yield "all vocabularies together", ontology_files()
    for scheme in SCHEMES:
        text = text_of_scheme(scheme)
        yield "one vocabulary", [file_of(scheme, text)]
        yield "one vocabulary without definitions", [file_of(scheme, without_definitions(text))]
        for kept in combinations(LANGUAGES, 2):
            yield "one vocabulary in two languages", [file_of(scheme, in_languages(text, kept))]
    for name, text in thesauri().items():
        yield "a thesaurus without definitions", [file_of(name, text)]
    blocks = [match[0] for scheme in SCHEMES for match in _BLOCK.finditer(text_of_scheme(scheme))]
    for size in (6, 12, 25, 50, 100):
        for _ in range(10):
            yield "concepts drawn at random", [file_of("drawn", drawn(chance.sample(blocks, size)))]


def without_definitions(text: str) -> str:
    """The vocabulary with labels alone."""
    return re.sub(r"    skos:definition.*?;\n(?=    skos:)", "", text, flags=re.DOTALL)


def drawn(blocks: list[str]) -> str:
    """Concepts of several vocabularies in one."""
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <https://example.org/drawn/> .", ""]
    for number, block in enumerate(blocks):
        body = re.sub(r"    skos:(inScheme|topConceptOf|broader)[^\n]*\n", "", block.strip() + "\n").rstrip(" ;.\n")
        lines.append(re.sub(r"^:\S+", f":c{number}", body) + " ;\n    skos:inScheme <https://example.org/drawn> .\n")
    return "\n".join(lines)


def false_alarms(chance: random.Random) -> None:
    counts: dict[str, list[int]] = {}
    for kind, files in sound(chance):
        told = out_of_place(files)
        counts.setdefault(kind, []).append(len(told))
        for sentence in told:
            print(f"  false: {sentence}")
    for kind, found in counts.items():
        print(f"{kind}: {sum(map(bool, found))} of {len(found)} with something found")


def languages_of(text: str) -> tuple[str, ...]:
    """Those that labels are in."""
    return tuple(dict.fromkeys(re.findall(r'"@(\w+)', text)))


def is_told(said: list[str], language: str, by: int) -> bool:
    """Whether the findings name the language that moved and its direction."""
    way = f"one row too {'low' if by > 0 else 'high'}"
    return any(f'in "{language}"' in sentence and way in sentence for sentence in said)


def recall(chance: random.Random, tries: int, texts: dict[str, str], *, alone: bool) -> None:
    """Prints a line for each length: how many moved spans were reported rightly, and how many wrongly."""
    for rows in LENGTHS:
        fitting = [name for name, text in texts.items() if len(column(text, "en")) >= rows]
        found: Counter[str] = Counter()
        tried: Counter[str] = Counter()
        wrong = 0
        for number in range(tries if fitting else 0):
            name, way, by = chance.choice(fitting), WAYS[number % 2], chance.choice((-1, 1))
            text, languages = texts[name], languages_of(texts[name])
            language = languages[number // 2 % len(languages)]
            first = chance.randint(0, len(column(text, language)) - rows)
            its = moved(text, language, first, first + rows, by, way)
            said = out_of_place([file_of(name, its)] if alone else ontology_files(name, its))
            right = is_told(said, language, by)
            wrong += any(f'in "{language}" ' not in sentence for sentence in said) if not right else 0
            tried.update((way, language))
            found.update((way, language) if right else ())
        counts = ", ".join(f"{what} {found[what]}/{tried[what]}" for what in tried)
        print(f"{rows:3} rows: {counts}; told wrongly {wrong}", flush=True)


def recall_of_swaps(chance: random.Random, tries: int) -> None:
    """Prints how many of the labels that changed places with another in their vocabulary were reported."""
    found: Counter[str] = Counter()
    for number in range(tries):
        name, language = chance.choice(SCHEMES), LANGUAGES[number % len(LANGUAGES)]
        text = text_of_scheme(name)
        one, other = sorted(chance.sample(range(len(column(text, language))), 2))
        said = out_of_place([file_of(name, swapped(text, language, one, other))])
        found[language] += any(f'in "{language}" seem to have changed places' in sentence for sentence in said)
    print(", ".join(f"{language} {found[language]}/{tries // len(LANGUAGES)}" for language in LANGUAGES))


def thesaurus(concepts: int, languages: int, chance: random.Random) -> str:
    """A made-up thesaurus: two labels of the project to a concept, and a number; ten languages are four, respelt."""
    columns = [
        [label for scheme in SCHEMES for label in column(text_of_scheme(scheme), language)] for language in LANGUAGES
    ]
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "@prefix : <https://example.org/t/> .", ":s a skos:ConceptScheme ; skos:prefLabel \"s\"@en .", ""]  # fmt: skip
    for number in range(concepts):
        one, two = chance.randrange(len(columns[0])), chance.randrange(len(columns[0]))
        labels = []
        for language in range(languages):
            its = columns[language % len(columns)]
            text = f"{its[one]}, {its[two]} {number % 89}"
            labels.append(f'"{text.replace("a", "eo" * (language // 4) or "a")}"@x{chr(97 + language)}')
        above = f"skos:broader :c{(number - 1) // 9}" if number else "skos:topConceptOf :s"
        lines.append(f":c{number} a skos:Concept ; skos:inScheme :s ; {above} ; skos:prefLabel {' , '.join(labels)} .")
    return "\n".join(lines)


def slipped(text: str, language: str, first: int, last: int) -> str:
    """The thesaurus with some labels of a language one row too low."""
    pattern = re.compile(rf'"[^"]*"@{language}\b')
    its = pattern.findall(text)
    moved = iter([*its[: first + 1], *its[first : last - 1], *its[last:]])
    return pattern.sub(lambda _: next(moved), text)


def duration(concepts: int, languages: int) -> None:
    text = thesaurus(concepts, languages, random.Random(1))
    for name, its in (("sound", text), ("slipped", slipped(text, "xb", concepts // 3, concepts // 2))):
        files = [file_of("thesaurus", its)]
        begun = time.process_time()
        told = out_of_place(files)
        print(
            f"{concepts} concepts in {languages} languages, {name}: {time.process_time() - begun:.1f} s, {len(told)} found"
        )


def main() -> None:
    """Prints false alarms, what was found by how many rows moved, and seconds of processor time."""
    seed, tries = (*map(int, sys.argv[1:]), *(5, 40)[len(sys.argv) - 1 :])
    chance = random.Random(seed)
    false_alarms(chance)
    own = {scheme: text_of_scheme(scheme) for scheme in SCHEMES}
    print("\nmoved rows told, a vocabulary of the project alone:")
    recall(chance, tries, own, alone=True)
    print("\na vocabulary of the project beside the others:")
    recall(chance, tries // 2, own, alone=False)
    for name, text in thesauri().items():
        print(f"\nthe thesaurus {name} ({len(column(text, 'en'))} rows, no definitions):")
        recall(chance, tries // 2, {name: text}, alone=True)
    print("\nlabels told that changed places:")
    recall_of_swaps(chance, tries * 2)
    print()
    duration(1_000, 10)
    duration(10_000, 10)


if __name__ == "__main__":
    main()
