"""Spelling: words that are not English, and English words that are not the word meant."""
