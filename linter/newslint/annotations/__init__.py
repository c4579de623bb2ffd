"""Facts about a document, each computed once, on demand: ``document.fact(compute)``."""
