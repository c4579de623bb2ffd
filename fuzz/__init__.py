"""Fuzzing: targets, and a campaign under atheris."""
