"""What a sentence says of an act: that it happened, was planned, threatened or tried, is a practice, or did not happen.

An act that is denied, only possible, demanded or named as somebody's crime is no act of the text.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from kg.extraction.lexicon import Lexicon
from kg.extraction.parsing.model import Parse
from kg.extraction.triggers import Trigger

Reality = Literal["actual", "planned", "threatened", "attempted", "practice", "unreal"]

_AFTER = frozenset(
    {"after", "following", "upon", "since", "before", "by", "while", "when", "despite", "après", "avant", "после"}
)
"""Prepositions behind which a verb tells of something that happened."""


class Context(NamedTuple):
    """How real an act is, and how surely the sentence itself has it: a label of the vocabulary of certainties."""

    reality: Reality
    certainty: str = ""


def context_of(parse: Parse, trigger: Trigger, lexicon: Lexicon) -> Context:
    """What the sentence says of an act."""
    certainty = _doubt(parse, trigger, lexicon)
    if _is_name_of_crime(parse, trigger.at, lexicon):
        return Context("unreal", certainty)
    reality = (
        _noun_reality(parse, trigger, lexicon)
        if trigger.term.kind == "noun"
        else _verb_reality(parse, trigger.at, trigger, lexicon)
    )
    return Context(reality, certainty)


def _is_name_of_crime(parse: Parse, at: int, lexicon: Lexicon) -> bool:
    """Whether a word stands in the quotation marks or brackets right behind an article of law: they have the crime's name."""
    marks = [n for n in range(at) if parse.tokens[n].text in _OPENING]
    if not marks or any(parse.tokens[n].text in _CLOSING for n in range(marks[-1] + 1, at)):
        return False
    first = marks[-1] - 1 if marks[-1] - 1 in marks else marks[-1]
    before = {token.lemma.lower() for token in parse.tokens[max(0, first - _CITED) : first]}
    has_number = any(
        token.kind == "NUM" or token.text[:1].isdigit() for token in parse.tokens[max(0, first - 2) : first]
    )
    return has_number and bool(before & lexicon.words("provisions", "article"))


_OPENING, _CLOSING = frozenset('(“«"„'), frozenset(')”»"')
_CITED = 4
"""So many words before a bracket the article of law is named."""


def _verb_reality(parse: Parse, at: int, trigger: Trigger, lexicon: Lexicon, depth: int = 0) -> Reality:
    if parse.child(at, "negation") is not None and not trigger.term.negated:
        return "unreal"
    modal = _by_helpers(parse, at, lexicon)
    if modal == "unreal" or _is_conditional(parse, at, lexicon):
        return "unreal"
    reality = _by_place(parse, at, trigger, lexicon, depth)
    return "planned" if modal == "planned" and reality in ("actual", "practice") else reality


def _by_helpers(parse: Parse, at: int, lexicon: Lexicon) -> Reality:
    """What the auxiliaries of a verb say; a bare infinitive at the root is an order."""
    token = parse.tokens[at]
    helpers = {
        parse.tokens[n].lemma.lower() for n in parse.children(at) if parse.tokens[n].part == "auxiliary" and n < at
    }
    if token.part == "root" and token.form == "infinitive" and not helpers and parse.child(at, "subject") is None:
        return "unreal"
    if helpers & lexicon.words("contexts", "unreal") or helpers & lexicon.words("demands", "modals"):
        return "unreal"
    return "planned" if helpers & lexicon.words("contexts", "planned") else "actual"


def _is_conditional(parse: Parse, at: int, lexicon: Lexicon) -> bool:
    markers = (n for n in parse.children(at) if parse.tokens[n].part == "marker")
    return any(parse.tokens[n].text.lower() in lexicon.words("contexts", "unreal") for n in markers)


def _by_place(parse: Parse, at: int, trigger: Trigger, lexicon: Lexicon, depth: int) -> Reality:
    """What the place of a verb in its sentence says: below another verb, joined to one, behind a noun."""
    token = parse.tokens[at]
    if depth < _DEPTH and token.part in ("complement", "clause") and token.head != at and not _is_main(parse, at):
        return _dependent(parse, at, trigger, lexicon, depth)
    if depth < _DEPTH and token.part in ("conjunct", "adverbial") and token.head != at and not _is_finite(parse, at):
        if token.part == "conjunct":
            return _verb_reality(parse, token.head, trigger, lexicon, depth + 1)
        return "actual" if _is_told(parse, at) else "unreal"
    if token.part in ("relative", "participle", "modifier") and token.form == "infinitive":
        return "unreal"
    return "practice" if _is_practice(parse, at, lexicon) else "actual"


def _is_main(parse: Parse, at: int) -> bool:
    """Whether a clause that the model puts below a later verb stands by itself: nothing introduces it."""
    token = parse.tokens[at]
    has_own = parse.child(at, "subject", "passive-subject") is not None and _is_finite(parse, at)
    return token.part == "complement" and at < token.head and has_own and parse.child(at, "marker") is None


_DEPTH = 6


def _dependent(parse: Parse, at: int, trigger: Trigger, lexicon: Lexicon, depth: int) -> Reality:
    """The reality of a verb that depends on another one, or on a noun."""
    token = parse.tokens[at]
    above = parse.tokens[token.head]
    lemma = above.lemma.lower()
    if token.part == "clause":
        return (
            "actual"
            if token.case in _AFTER and above.lemma.lower() not in lexicon.words("frames", "crimes")
            else "unreal"
        )
    for reality in ("attempted", "threatened", "planned"):
        if lemma in lexicon.words("contexts", reality) and not _is_finite(parse, at):
            return reality
    if (
        lemma in lexicon.words("contexts", "unreal")
        or lemma in lexicon.words("demands", "verbs")
        or lemma in lexicon.words("speech", "denied")
    ):
        return "unreal"
    if _is_finite(parse, at) or (token.form == "participle" and not _is_infinitive(parse, at)):
        return (
            _verb_reality(parse, token.head, trigger, lexicon, depth + 1)
            if above.form == "infinitive"
            else "practice"
            if _is_practice(parse, at, lexicon)
            else "actual"
        )
    return "actual" if token.form == "gerund" or lemma in lexicon.words("contexts", "begun") else "unreal"


def _is_finite(parse: Parse, at: int) -> bool:
    token = parse.tokens[at]
    helpers = [
        parse.tokens[n] for n in parse.children(at) if parse.tokens[n].part in ("auxiliary", "passive-auxiliary")
    ]
    return token.form == "finite" or any(helper.form == "finite" for helper in helpers)


def _is_infinitive(parse: Parse, at: int) -> bool:
    helpers = [
        parse.tokens[n] for n in parse.children(at) if parse.tokens[n].part in ("auxiliary", "passive-auxiliary")
    ]
    return parse.tokens[at].form == "infinitive" or any(
        one.form == "infinitive" or one.lemma == "to" for one in helpers
    )


def _is_told(parse: Parse, at: int) -> bool:
    return parse.tokens[at].form in ("participle", "gerund", "finite") or _is_finite(parse, at)


def _is_practice(parse: Parse, at: int, lexicon: Lexicon) -> bool:
    """Whether a verb tells of what is done again and again: in the present, of several, or with a word that says so."""
    token = parse.tokens[at]
    words = {parse.tokens[n].text.lower() for n in parse.children(at) if parse.tokens[n].part == "modifier"}
    if words & lexicon.words("contexts", "practice"):
        return True
    helpers = [
        parse.tokens[n] for n in parse.children(at) if parse.tokens[n].part in ("auxiliary", "passive-auxiliary")
    ]
    is_present = "Tense=Pres" in token.features and token.form == "finite"
    is_present |= (
        bool(helpers) and "Tense=Pres" in helpers[0].features and helpers[0].lemma == "be" and len(helpers) == 1
    )
    patients = [n for n in parse.children(at) if parse.tokens[n].part in ("object", "passive-subject")]
    return is_present and any(
        "Number=Plur" in parse.tokens[n].features and parse.tokens[n].kind == "NOUN" for n in patients
    )


def _noun_reality(parse: Parse, trigger: Trigger, lexicon: Lexicon) -> Reality:
    """The reality of a noun: that of the verb it depends on, unless it names a crime or something demanded."""
    end = trigger.end
    above = _up_to_verb(parse, end)
    lemmas = {parse.tokens[n].lemma.lower() for n in above}
    first = next((parse.tokens[n] for n in above if parse.tokens[n].kind == "VERB"), None)
    if first is not None and first.lemma.lower() in lexicon.words("contexts", "factive"):
        return "actual"
    if lemmas & _spoken_of(lexicon) or parse.tokens[end].lemma.lower() in lexicon.words("contexts", "nouns"):
        return "unreal"
    if (lemmas | {parse.tokens[end].lemma.lower()}) & lexicon.words("contexts", "practice"):
        return "practice"
    verb = next((n for n in above if parse.tokens[n].kind in ("VERB", "AUX")), None)
    if verb is None:
        return "actual"
    return _of_noun(_verb_reality(parse, verb, trigger, lexicon), parse, end) if _is_clean(parse, verb) else "unreal"


def _up_to_verb(parse: Parse, at: int) -> list[int]:
    """The words above a noun up to its verb, and the verbs that this one depends on."""
    found: list[int] = []
    for n in parse.above(at):
        found.append(n)
        if parse.tokens[n].kind in ("VERB", "AUX") and parse.tokens[n].part not in ("complement", "clause"):
            break
    return found


def _spoken_of(lexicon: Lexicon) -> frozenset[str]:
    """Words above a noun with which an act is only spoken of: as a crime, a danger, a demand."""
    demanded = lexicon.words("demands", "verbs") | lexicon.words("demands", "nouns")
    return (
        lexicon.words("frames", "crimes")
        | lexicon.words("contexts", "nouns")
        | lexicon.words("contexts", "unreal")
        | demanded
    )


def _of_noun(reality: Reality, parse: Parse, end: int) -> Reality:
    """What is tried, planned or threatened is the act only if the noun is the object of the verb."""
    is_object = parse.tokens[end].part in ("object", "passive-subject")
    return reality if reality in ("actual", "practice", "unreal") or is_object else "actual"


def _is_clean(parse: Parse, at: int) -> bool:
    return parse.child(at, "negation") is None


def _doubt(parse: Parse, trigger: Trigger, lexicon: Lexicon) -> str:
    """The certainty that words beside the act or above it say: allegedly, allegations of, reportedly."""
    above = [trigger.at, *parse.above(trigger.at)]
    near = [n for n in parse.children(trigger.at) if parse.tokens[n].part in ("modifier", "auxiliary", "other")]
    words = {parse.tokens[n].lemma.lower() for n in (*above, *near)} | {parse.tokens[n].text.lower() for n in near}
    for certainty in ("alleged", "suggested", "unclear", "reported"):
        if words & lexicon.words("speech", f"words.{certainty}"):
            return certainty
    return ""
