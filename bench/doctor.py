"""How surely the doctor finds a column of labels that slipped, how often it is wrong, and how long it takes.

Run ``python -m bench.doctor`` (seed and tries are its arguments: ``python -m bench.doctor 5 40``). Sound tables are the
project's vocabularies, together, alone, with two of their languages, and rows of all drawn at random into one; nothing may be
found there. Then some rows of a column are moved by one, in a file alone and beside all other vocabularies, and it is
counted how often that is found in the right language and direction. Last, a made-up thesaurus of 10,000 concepts in ten
languages is examined, sound and with a shift.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Iterator
from itertools import combinations

from kg.doctor import File, examine
from tests.moving import SCHEMES, column, file_of, ontology_files, shifted, text_of_scheme

LANGUAGES = ("en", "ru", "kk", "fr")
LENGTHS = (3, 4, 6, 8, 12, 20, 30)
_BLOCK = re.compile(r"^:(\S+) a skos:Concept ;.*?^$", re.MULTILINE | re.DOTALL)


def out_of_place(files: list[File]) -> list[str]:
    """What is said of labels that do not stand at their concepts."""
    return [d.problem.found for d in examine(files) if d.problem.code.startswith("labels-")]


def sound(chance: random.Random) -> Iterator[tuple[str, list[File]]]:
    """Tables in which nothing moved."""
    yield "all vocabularies together", ontology_files()
    for scheme in SCHEMES:
        text = text_of_scheme(scheme)
        yield "one vocabulary", [file_of(scheme, text)]
        yield "one vocabulary without definitions", [file_of(scheme, without_definitions(text))]
        for kept in combinations(LANGUAGES, 2):
            yield "one vocabulary in two languages", [file_of(scheme, in_languages(text, kept))]
    blocks = [match[0] for scheme in SCHEMES for match in _BLOCK.finditer(text_of_scheme(scheme))]
    for size in (6, 12, 25, 50, 100):
        for _ in range(10):
            yield "concepts drawn at random", [file_of("drawn", drawn(chance.sample(blocks, size)))]


def without_definitions(text: str) -> str:
    """The vocabulary with labels alone."""
    return re.sub(r"    skos:definition.*?;\n(?=    skos:)", "", text, flags=re.DOTALL)


def in_languages(text: str, kept: tuple[str, ...]) -> str:
    """The vocabulary in some of its languages."""
    dropped = "|".join(language for language in LANGUAGES if language not in kept)
    text = re.sub(rf'"[^"]*"@(?:{dropped})\s*,\s*', "", text)
    return re.sub(rf'\s*,\s*"[^"]*"@(?:{dropped})\b', "", text)


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


def recall(chance: random.Random, tries: int, *, alone: bool) -> None:
    print(f"\nmoved rows, found {'in a file alone' if alone else 'beside the other vocabularies'}:")
    for rows in LENGTHS:
        fitting = [scheme for scheme in SCHEMES if len(column(text_of_scheme(scheme), "en")) >= rows]
        found = dict.fromkeys(LANGUAGES, 0)
        tried = dict.fromkeys(LANGUAGES, 0)
        for number in range(tries):
            scheme, language = chance.choice(fitting), LANGUAGES[number % len(LANGUAGES)]
            text, by = text_of_scheme(scheme), chance.choice((-1, 1))
            first = chance.randint(0, len(column(text, language)) - rows)
            moved = shifted(text, language, first, first + rows, by)
            told = out_of_place([file_of(scheme, moved)] if alone else ontology_files(scheme, moved))
            way = "low" if by > 0 else "high"
            tried[language] += 1
            found[language] += any(
                f'in "{language}"' in sentence and f"one row too {way}" in sentence for sentence in told
            )
        by_language = ", ".join(f"{language} {found[language]}/{tried[language]}" for language in LANGUAGES)
        print(f"{rows:3} rows: {sum(found.values())} of {tries} ({by_language})", flush=True)


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
    recall(chance, tries, alone=True)
    recall(chance, tries // 2, alone=False)
    print()
    duration(1_000, 10)
    duration(10_000, 10)


if __name__ == "__main__":
    main()
