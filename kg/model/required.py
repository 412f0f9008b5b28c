"""The keys that the shapes require: generated from ``ontology/`` by ``python -m kg.upkeep.generate``, not edited by hand."""

from __future__ import annotations

# fmt: off
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "hr:Act": (("date",), ("type",), ("victim", "intended-target", "agent-kind")),
    "hr:Agent": (("label", "names"),),
    "hr:Assessment": (("description",),),
    "hr:Claim": (("asserts", "claims"), ("certainty",), ("claimant", "creator"), ("evidence",), ("stance",), ("status",)),
    "hr:Document": (("label", "names"), ("title",)),
    "hr:Event": (("label", "names"), ("modality",), ("type",)),
    "hr:IdentityDecision": (("decider",), ("ground",), ("left",), ("right",), ("verdict",)),
    "hr:Instrument": (("label", "names"),),
    "hr:Intervention": (("type",),),
    "hr:Involvement": (("agent",), ("victim",), ("victim", "witness")),
    "hr:Outcome": (("verdict", "penalty", "outcome"),),
    "hr:Passage": (("evidence",),),
    "hr:Person": (("named",),),
    "hr:Place": (("label", "names"),),
    "hr:Posting": (("holder",), ("label", "names"), ("organization",)),
    "hr:Provision": (("label", "names"), ("number",), ("part-of",)),
    "hr:Quantity": (("exactly", "at-least", "at-most", "best", "words"), ("unit",)),
    "hr:Recommendation": (("description",), ("made-by",)),
}
"""By class, the keys of which the shapes require one, the usual one first."""
