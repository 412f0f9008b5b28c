"""The command ``kg``: options in, exit code out. 0 conforms, 1 the data is at fault, 2 the call is at fault.

``quick`` answers help, the version and the list of queries without click; ``group`` handles everything else with click.
Each command imports what it needs when it runs, and this module imports nothing, so that these answers and completion
come at once.
"""

from __future__ import annotations

SUMMARY = "Chronicle: human-rights documents become an evidence-anchored knowledge graph."
OPTIONS = {"--version": "Show the version and exit.", "-h, --help": "Show this message and exit."}
COMMANDS = {
    "add": "Add texts to the project and hold them as they are.",
    "build": "Turn documents and records into a checked graph.",
    "cite": "Cite a claim, a document or the answer to a question.",
    "diff": "Say what differs between two releases.",
    "digest": "Prepare a digest of an original, or relocate its spans.",
    "dossier": "Write a dossier with facts, law, demands and sources.",
    "evaluate": "Measure what kg extract proposes.",
    "explain": "Explain an error code.",
    "export": "Hand the graph on in a partner's format.",
    "extract": "Propose records for documents, for a person to review.",
    "forget": "Remove a person or a document from everything.",
    "identity": "List who is who: open cases, decisions, names.",
    "import": "Import partners' tables: each row becomes records.",
    "init": "Set up a folder for your own documents.",
    "migrate": "Upgrade records to the current ontology.",
    "new": "Write a template for a record.",
    "picture": "Draw a timeline, a network or a chart of places.",
    "publish": "Write the graph as a site that any web server can carry.",
    "query": "List the queries of the catalogue, or run one.",
    "review": "Review what kg extract proposes, in the terminal.",
    "schema": "Write the JSON Schemas with which editors check records.",
    "serve": "Serve the published graph, with a SPARQL endpoint.",
    "show": "Show a page on a person, body, place, act or document.",
    "stats": "Count acts, people and groups.",
    "terms": "Show a vocabulary.",
    "trace": "Trace a record from its document to its triples.",
    "validate": "Check records, documents or RDF, and say what to fix.",
    "verify": "Verify that every quote is where its record says.",
    "watch": "Check files as soon as they are saved.",
}
