"""Upkeep of records: migrates them to a newer ontology, and forgets somebody who is in them."""
