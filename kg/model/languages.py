"""Which of several texts a reader gets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model.terms import Term


def best(texts: Iterable[Term], languages: Sequence[str] = ()) -> Term:
    """The best of some literals for a reader of these languages, listed in order of preference.

    >>> best(['"menace"@fr', '"threat"@en', '"угроза"@ru'], ["ru"])
    '"угроза"@ru'
    >>> best(['"menace"@fr', '"threat"@en-gb'], ["ru"])
    '"threat"@en-gb'
    """
    wanted = [*languages, "en"]

    def rank(text: Term) -> tuple[float, Term]:
        tag = text[text.rindex('"') + 1 :].removeprefix("@")
        if tag in wanted:
            return wanted.index(tag), text
        near = (at + 0.5 for at, language in enumerate(wanted) if tag.startswith(f"{language}-"))
        return next(near, len(wanted) + bool(tag)), text

    return min(texts, key=rank)
