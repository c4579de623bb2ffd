"""The language server: findings while the reporter types. An extra: ``pip install newslint[lsp]``."""
