"""How attributions are found: words, grammar, linking over sentences, the kinds of sources.

The door is `newslint.annotations.attributions`; nothing outside imports from here.
"""
