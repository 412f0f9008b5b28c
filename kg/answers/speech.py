"""The language of a citation, count, picture or dossier: its sentences, the words of the vocabularies, dates and lists.

The sentences stand in the code in English; ``kg/model/messages`` has them in each language. Labels and texts of the graph
are data, and stay in the language in which they were recorded where there is none in the language of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.answers.names import word
from kg.model.concepts import concept_iri, labels_in
from kg.model.date_words import in_words, short_months
from kg.model.dates import bounds
from kg.model.errors import InvalidValueError
from kg.model.message import Message, both
from kg.model.messages import ENGLISH, translated
from kg.model.terms import Term
from kg.model.vocabulary import CONCEPTS


class Speech(NamedTuple):
    """The words of one language."""

    language: str = ENGLISH

    @property
    def not_english(self) -> str:
        """The language, empty if it is English: then a table follows the labels of its build."""
        return "" if self.language == ENGLISH else self.language

    def say(self, text: Message) -> str:
        """A sentence or phrase."""
        return translated(text, self.language)

    def every(self, texts: Iterable[Message]) -> list[str]:
        """Several sentences or phrases."""
        return [self.say(text) for text in texts]

    def word(self, term: Term) -> str:
        """The label of a concept of the ontology, the end of any other IRI, the text of a literal.

        >>> Speech("ru").word("<https://w3id.org/chronicle/vocab/role/order-giver>")
        'отдавший приказ'
        """
        if self.language == ENGLISH:
            return word(term)
        return labels_in(self.language).get(term) or word(term)

    def label(self, scheme: str, english: str) -> str:
        """A concept by its English label.

        >>> Speech("ru").label("certainty", "reported")
        'сообщается'
        """
        return self.word(concept_iri(scheme, CONCEPTS[scheme].get(english, ""))) or english

    def how_sure(self, text: str) -> str:
        """A display text on how sure something is, which consists of the labels of certainties and bases.

        >>> Speech("ru").how_sure("alleged; suggested, our inference")
        'утверждается, но не доказано; предполагается, наше умозаключение'
        """
        parts = (part.split(", ") for part in text.split("; "))
        return "; ".join(
            ", ".join(self.label("basis", self.label("certainty", word)) for word in words) for words in parts
        )

    def date(self, edtf: str, *, once: bool = True) -> str:
        """A date in words; ``once`` is false of what may have happened on several days of a span.

        One that has no words is told by the first and the last day that it allows; empty if it is no date.
        """
        told = in_words(edtf, self.language, once=once)
        if told != edtf or edtf.isdigit():
            return told
        try:
            first, last = (day.isoformat() if day else "" for day in bounds(edtf))
        except InvalidValueError:
            return ""
        return in_words(f"[{first}..{last}]", self.language, once=False) if first or last else ""

    def months(self) -> tuple[str, ...]:
        """The months, shortened."""
        return short_months(self.language)

    def listed(self, names: Sequence[str]) -> str:
        """Names as a list in a sentence, each once.

        >>> Speech().listed(["a", "b", "b", "c"]), Speech("ru").listed(["а", "б"]), Speech().listed([])
        ('a, b and c', 'а и б', '')
        """
        found = tuple(dict.fromkeys(filter(None, names)))
        joined = both(*found) if found else ""
        return self.say(joined) if isinstance(joined, Message) else str(joined)


IN_ENGLISH = Speech()
