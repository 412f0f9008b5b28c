"""Keeping records alive: lifting them to a newer ontology, and forgetting somebody who is in them."""
