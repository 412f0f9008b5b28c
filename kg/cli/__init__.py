"""The command ``kg``: options in, exit code out. 0 conforms, 1 the data is at fault, 2 the call is at fault.

``quick`` answers help, the version and the list of queries without click; ``group`` handles everything else with click.
Each command imports what it needs when it runs, and this module imports nothing, so that these answers and completion
come at once.
"""

from __future__ import annotations

SUMMARY = "Chronicle: human-rights documents become an evidence-anchored knowledge graph."
OPTIONS = {"--version": "Show the version and exit.", "-h, --help": "Show this message and exit."}
COMMANDS = {
    "build": "Turn documents and records into a checked graph.",
    "cite": "Cite a claim, a document or the answer to a question.",
    "digest": "Lay out a digest of an original, or re-anchor one.",
    "explain": "Tell more about an error code.",
    "forget": "Take a person or a document out of everything.",
    "identity": "List who is who: open cases, decisions, names.",
    "init": "Lay out a folder for your own documents.",
    "migrate": "Lift records to the ontology of today.",
    "new": "Write a record to fill in.",
    "picture": "Draw the graph: what happened when, where, who is tied to whom.",
    "query": "List the questions of the catalogue, or ask one.",
    "schema": "Write the JSON Schemas that an editor completes and checks records with.",
    "show": "One page on a person, body, place, act or document.",
    "stats": "Count acts, people and groups.",
    "terms": "Show a vocabulary.",
    "trace": "The whole way of one record: document, passage, lines, claims, triples.",
    "validate": "Check records, documents or RDF, and say what to mend.",
    "verify": "Prove that every quote stands where its record says.",
    "watch": "Check what is saved, as soon as it is saved.",
}
