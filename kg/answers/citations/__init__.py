"""Citations of a claim, a document or the answer to a question, as text, BibTeX and CSL-JSON.

No clock is read: dates are those of the documents, and the build is named by the hash of its ``kg.nq``.
"""

from kg.answers.citations.forms import FORMS
from kg.answers.citations.model import Citation, Work
from kg.answers.citations.reading import cite, cite_answer, claim_title

__all__ = ["FORMS", "Citation", "Work", "cite", "cite_answer", "claim_title"]
