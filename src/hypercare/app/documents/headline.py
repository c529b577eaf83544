"""The answer in one sentence, as JSON values and in words."""

from hypercare.app.documents.texts import Document, text_document
from hypercare.app.words import render
from hypercare.checks.headline import Headline


def headline_document(headline: Headline) -> Document:
    """The parts of the sentence: what to do, and what says so."""
    return {"lead": text_document(headline.lead), "clauses": [text_document(clause) for clause in headline.clauses]}


def sentence(headline: Headline, language: str) -> str:
    """The sentence in a language, without a full stop: "Hold until 1 January: completion passes"."""
    lead = render(headline.lead, language, prose=True)
    clauses = ", ".join(render(clause, language, prose=True) for clause in headline.clauses)
    return f"{lead}: {clauses}" if clauses else lead
