"""Keeping records current: migrating them to a newer ontology, and forgetting somebody who is in them."""
