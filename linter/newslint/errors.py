"""What newslint says when it cannot do what was asked: one clear sentence, exit code 2."""

from __future__ import annotations


class NewslintError(Exception):
    """Something the user can put right. The message is a full sentence naming the file and what to do."""


class ReadError(NewslintError):
    """A draft cannot be read."""


class RuleError(NewslintError):
    """A rule file is wrong; the message starts with file:line:column."""


class SettingsError(NewslintError):
    """A configuration or an option is wrong; the message starts with file:line:column where there is one."""
