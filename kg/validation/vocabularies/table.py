"""Every check of a vocabulary or an ontology: its code, how bad it is, what finds it, what it says and what to do.

What stands in braces is filled in with the parts of what was found. ``kg explain CODE`` has a paragraph on each code,
and ``kg/messages`` the sentences in other languages.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.validation.vocabularies import hierarchy, labels, lint, shifted
from kg.validation.vocabularies.labels import Check

VIOLATION, WARNING, INFO = "violation", "warning", "info"


@dataclass(frozen=True, slots=True)
class Row:
    """One check."""

    code: str
    severity: str
    check: Check
    found: str
    remedy: str


CHECKS: tuple[Row, ...] = (
    Row("broader-cycle", VIOLATION, hierarchy.cycle, "these stand above one another in a circle: {way}", "take one of the links out"),
    Row("class-and-property", VIOLATION, lint.class_and_property, '"{name}" is declared as a class and as a property', "give one of the two another name"),
    Row("concept-in-two-schemes", INFO, hierarchy.concept_in_two_schemes, '"{name}" is in several schemes: {schemes}', "leave it if that is meant"),
    Row("concept-orphan", WARNING, hierarchy.concept_orphan, '"{name}" is neither at the top of {scheme} nor below another concept', "add skos:topConceptOf or skos:broader"),
    Row("concept-undeclared", VIOLATION, hierarchy.concept_undeclared, '"{name}" refers to "{other}", which is not declared', "{offer}"),
    Row("concept-unused", INFO, lint.concept_unused, 'no record, shape, query or table uses {count} of the concepts of {scheme}: {names}', "leave them if records are expected to need them"),
    Row("concept-without-scheme", WARNING, hierarchy.concept_without_scheme, '"{name}" is in no scheme', "add skos:inScheme"),
    Row("definition-missing", WARNING, labels.definition_missing, '"{name}" has no definition in "{language}"', "add the definition; most of the scheme have one"),
    Row("definition-shared", WARNING, labels.definition_shared, '"{name}" and "{other}" have the same definition in "{language}"', "say what sets them apart, or make them one"),
    Row("definition-twice", WARNING, labels.definition_twice, '"{name}" has two definitions in "{language}"', "keep one of them"),
    Row("label-and-other-name", VIOLATION, labels.label_and_other_name, '"{text}"@{language} is both the label and another name of "{name}"', "take it out of the other names (SKOS, S13)"),
    Row("label-clash", VIOLATION, labels.label_clash, '"{name}" and "{other}" have one label: "{text}"@{language}', "give each a label of its own, or nobody can tell which is meant"),
    Row("label-empty", VIOLATION, labels.label_empty, 'a label of "{name}" is empty', "write the label, or take it out"),
    Row("label-in-other-script", WARNING, labels.label_in_other_script, '"{text}" is not written in the script of the other labels in "{language}": {script}', "check whether it stands in the wrong column"),
    Row("label-missing", WARNING, labels.label_missing, '"{name}" has no label in "{language}"', "add the label; most of the scheme have one"),
    Row("label-spaces", WARNING, labels.label_spaces, 'the label "{text}" of "{name}" has a space too many', "take it out: labels are compared letter by letter"),
    Row("label-twice", VIOLATION, labels.label_twice, '"{name}" has two labels in "{language}": "{one}" and "{other}"', "keep one, and make the other skos:altLabel (SKOS, S14)"),
    Row("label-untagged", WARNING, labels.label_untagged, 'the label "{text}" of "{name}" does not say its language', 'add the language, such as "{text}"@en'),
    Row("labels-may-be-shifted", WARNING, shifted.labels_perhaps_shifted, 'the {what} in "{language}" from "{first}" to "{last}", {count} in the order of the {order}, seem to stand {distance}; a sound table looks like this once in {odds} times', 'check "{text}" and those after it against the other languages{rival}'),
    Row("labels-shifted", VIOLATION, shifted.labels_shifted, 'the {what} in "{language}" from "{first}" to "{last}", {count} in the order of the {order}, stand {distance}; a sound table looks like this at most once in {odds} times', 'move them {mend}, beginning with "{text}", and fill the gap{rival}'),
    Row("labels-swapped", WARNING, shifted.labels_swapped, 'the labels of "{name}" and "{other}" in "{language}" seem to have changed places: "{text}" and "{others}"', "check both against the other languages"),
    Row("language-incomplete", INFO, labels.language_incomplete, 'only {count} of {total} in {scheme} have a label in "{language}"', "go on translating, or take the language out"),
    Row("name-clash", WARNING, labels.name_clash, 'another name of "{name}" is the label of "{other}": "{text}"@{language}', "take it out, or make the two one"),
    Row("notation-twice", VIOLATION, labels.notation_twice, '"{name}" and "{other}" have one notation: {notation}', "give each a notation of its own"),
    Row("property-without-domain", WARNING, lint.property_without_domain, 'the property "{name}" does not say what has it', "add rdfs:domain, or schema:domainIncludes where several classes have it"),
    Row("property-without-range", WARNING, lint.property_without_range, 'the property "{name}" does not say what it leads to', "add rdfs:range, or schema:rangeIncludes where several kinds of value fit"),
    Row("related-and-broader", VIOLATION, hierarchy.related_and_broader, '"{name}" is related to "{other}", which is above it too', "keep one of the two links (SKOS, S27)"),
    Row("scheme-empty", WARNING, hierarchy.scheme_empty, "the scheme {scheme} has no concepts", "add skos:inScheme to its concepts, or take the scheme out"),
    Row("scheme-undeclared", WARNING, hierarchy.scheme_undeclared, "{count} concepts are in {scheme}, which is declared nowhere", "declare it as skos:ConceptScheme, or check the spelling"),
    Row("scheme-without-label", WARNING, hierarchy.scheme_without_label, "the scheme {scheme} has no name", "add skos:prefLabel or dct:title"),
    Row("skos-term-unknown", VIOLATION, hierarchy.skos_term_unknown, "SKOS has no {term}", "{offer}"),
    Row("slug-not-label", WARNING, lint.slug_not_label, 'the IRI of "{text}" ends in "{name}"', 'a concept is found by its English label: end the IRI in "{slug}"'),
    Row("term-unused", WARNING, lint.term_unused, 'nothing uses "{name}": no record, shape, query or table', "take it out, or use it"),
    Row("top-with-broader", WARNING, hierarchy.top_with_broader, '"{name}" is said to be at the top, and "{other}" stands above it', "take one of the two out"),
    Row("undeclared-term", VIOLATION, lint.term_undeclared, '"{term}", which {where} names, is declared nowhere', "{offer}"),
    Row("without-definition", WARNING, labels.no_definition, '"{name}" has no definition', "say in a sentence what it is and what it is not"),
    Row("without-label", VIOLATION, labels.no_label, '"{name}" has no label', "add a label in each language"),
)  # fmt: skip
