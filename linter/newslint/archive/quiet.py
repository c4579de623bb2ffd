"""No usage statistics: Daft and Ray send them by default, so both are told not to before either is imported."""

from __future__ import annotations

import os

QUIET = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",  # newslint shows its own
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DEDUP_LOGS": "0",
}


def hush() -> None:
    """Set what keeps Daft and Ray silent, in this process and those it starts. To be called before importing them."""
    os.environ.update(QUIET)
