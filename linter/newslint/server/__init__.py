"""The desk as a service on this machine: LanguageTool's HTTP protocol, newslint's own, and a page. An extra: ``newslint[server]``."""
