"""Every check of a vocabulary or an ontology: its code, severity, function, message and remedy.

Words in braces are filled in from what was found. ``kg explain CODE`` has a paragraph on each code,
and ``kg/model/messages`` the sentences in other languages.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.errors import Severity
from kg.model.message import Message
from kg.validation.vocabularies import hierarchy, integrity, labels, lint, shifted
from kg.validation.vocabularies.labels import Check

VIOLATION: Severity = "violation"
WARNING: Severity = "warning"
INFO: Severity = "info"


@dataclass(frozen=True, slots=True)
class Row:
    """One check; the remedy applies where nothing can be offered."""

    code: str
    severity: Severity
    check: Check
    found: Message
    remedy: Message


CHECKS: tuple[Row, ...] = (
    Row("alternative-and-hidden-name", VIOLATION, integrity.alternative_and_hidden, Message('"{text}"@{language} is both an alternative and a hidden name of "{name}"'), Message("keep one of them (SKOS, S13)")),
    Row("broader-cycle", VIOLATION, hierarchy.cycle, Message("these are broader than one another in a circle: {way}"), Message("remove one of the links")),
    Row("class-and-property", VIOLATION, lint.class_and_property, Message('"{name}" is declared as a class and as a property'), Message("give one of the two another name")),
    Row("concept-in-two-schemes", INFO, hierarchy.concept_in_two_schemes, Message('"{name}" is in several schemes: {schemes}'), Message("leave it if that is intended")),
    Row("concept-orphan", WARNING, hierarchy.concept_orphan, Message('"{name}" is neither at the top of {scheme} nor below another concept'), Message("add skos:topConceptOf or skos:broader")),
    Row("concept-undeclared", VIOLATION, hierarchy.concept_undeclared, Message('"{name}" refers to "{other}", which is not declared'), Message("declare it, or remove the link")),
    Row("concept-unused", INFO, lint.concept_unused, Message('no record, shape, query or table uses {count} of the concepts of {scheme}: {names}'), Message("keep them if records will need them")),
    Row("concept-without-scheme", WARNING, hierarchy.concept_without_scheme, Message('"{name}" is in no scheme'), Message("add skos:inScheme")),
    Row("definition-missing", WARNING, labels.definition_missing, Message('"{name}" has no definition in "{language}"'), Message("add the definition; most of the others have one")),
    Row("definition-shared", WARNING, labels.definition_shared, Message('"{name}" and "{other}" have the same definition in "{language}"'), Message("say how they differ, or merge them")),
    Row("definition-twice", WARNING, labels.definition_twice, Message('"{name}" has two definitions in "{language}"'), Message("keep one of them")),
    Row("exact-and-other-match", VIOLATION, integrity.exact_and_other_match, Message('"{name}" is an exact match of "{other}", and has {link} to it too'), Message("keep one of the two links (SKOS, S46)")),
    Row("label-and-other-name", VIOLATION, labels.label_and_other_name, Message('"{text}"@{language} is both the label and an alternative name of "{name}"'), Message("remove it from the alternative names (SKOS, S13)")),
    Row("label-clash", VIOLATION, labels.label_clash, Message('"{name}" and "{other}" have the same label: "{text}"@{language}'), Message("give each a label of its own, or nobody can tell which is meant")),
    Row("label-empty", VIOLATION, labels.label_empty, Message('a label of "{name}" is empty'), Message("write the label, or remove it")),
    Row("label-in-other-script", WARNING, labels.label_in_other_script, Message('"{text}" is not written in the script of the other labels in "{language}": {script}'), Message("check whether it is in the wrong column")),
    Row("label-missing", WARNING, labels.label_missing, Message('"{name}" has no label in "{language}"'), Message("add the label; most of the others have one")),
    Row("label-spaces", WARNING, labels.label_spaces, Message('the label "{text}" of "{name}" has an extra space'), Message("remove it: labels are compared letter by letter")),
    Row("label-twice", VIOLATION, labels.label_twice, Message('"{name}" has two labels in "{language}": "{one}" and "{other}"'), Message("keep one, and make the other skos:altLabel (SKOS, S14)")),
    Row("label-untagged", WARNING, labels.label_untagged, Message('the label "{text}" of "{name}" does not say its language'), Message('add the language, such as "{text}"@en')),
    Row("labels-may-be-shifted", WARNING, shifted.labels_perhaps_shifted, Message('the {what} in "{language}" from "{first}" to "{last}", {count} in the order of the {order}, seem to be {distance}; a correct table looks like this by chance once in {odds} times'), Message('check "{text}" and those after it against the other languages')),
    Row("labels-shifted", VIOLATION, shifted.labels_shifted, Message('the {what} in "{language}" from "{first}" to "{last}", {count} in the order of the {order}, are {distance}; a correct table looks like this by chance at most once in {odds} times'), Message('move them {way}, beginning with "{text}", and fill the gap')),
    Row("labels-swapped", WARNING, shifted.labels_swapped, Message('the labels of "{name}" and "{other}" in "{language}" seem to have been swapped: "{text}" and "{others}"'), Message("check both against the other languages")),
    Row("language-incomplete", INFO, labels.language_incomplete, Message('only {count} of {total} in {scheme} have a label in "{language}"'), Message("continue translating, or remove the language")),
    Row("link-to-other-kind", VIOLATION, integrity.link_to_other_kind, Message('{link} does not join this kind of thing: "{name}" is {what}'), Message("link concepts with concepts, and a concept with its scheme by skos:inScheme")),
    Row("name-clash", WARNING, labels.name_clash, Message('an alternative name of "{name}" is the label of "{other}": "{text}"@{language}'), Message("remove it, or merge the two")),
    Row("notation-twice", VIOLATION, labels.notation_twice, Message('"{name}" and "{other}" have the same notation: {notation}'), Message("give each a notation of its own")),
    Row("property-without-domain", WARNING, lint.property_without_domain, Message('the property "{name}" does not say which classes have it'), Message("add rdfs:domain, or schema:domainIncludes where several classes have it")),
    Row("property-without-range", WARNING, lint.property_without_range, Message('the property "{name}" does not say what its values are'), Message("add rdfs:range, or schema:rangeIncludes where several kinds of value fit")),
    Row("related-and-broader", VIOLATION, integrity.related_and_broader, Message('"{name}" is related to "{other}", which is also broader than it'), Message("keep one of the two links (SKOS, S27)")),
    Row("scheme-empty", WARNING, hierarchy.scheme_empty, Message("the scheme {scheme} has no concepts"), Message("add skos:inScheme to its concepts, or remove the scheme")),
    Row("scheme-undeclared", WARNING, hierarchy.scheme_undeclared, Message("{count} concepts are in {scheme}, which is not declared"), Message("declare it as skos:ConceptScheme, or check the spelling")),
    Row("scheme-without-label", WARNING, hierarchy.scheme_without_label, Message("the scheme {scheme} has no name"), Message("add skos:prefLabel or dct:title")),
    Row("skos-term-unknown", VIOLATION, hierarchy.skos_term_unknown, Message("SKOS has no {term}"), Message("use one that SKOS declares")),
    Row("slug-not-label", WARNING, lint.slug_not_label, Message('the IRI of "{text}" ends in "{name}"'), Message('a concept is found by its English label: end the IRI in "{slug}"')),
    Row("term-unused", WARNING, lint.term_unused, Message('nothing uses "{name}": no record, shape, query or table'), Message("remove it, or use it")),
    Row("top-with-broader", WARNING, hierarchy.top_with_broader, Message('"{name}" is declared to be at the top, but "{other}" is broader'), Message("remove one of the two")),
    Row("two-kinds", VIOLATION, integrity.two_kinds, Message('"{name}" is {one} and {other}'), Message("remove one of the two types: SKOS keeps them apart (S9, S37, S48)")),
    Row("undeclared-term", VIOLATION, lint.term_undeclared, Message('"{term}", which {where} uses, is not declared'), Message("declare it, or use another")),
    Row("without-definition", WARNING, labels.no_definition, Message('"{name}" has no definition'), Message("say in a sentence what it is and what it is not")),
    Row("without-label", VIOLATION, labels.no_label, Message('"{name}" has no label'), Message("add a label in each language")),
)  # fmt: skip
