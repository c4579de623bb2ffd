"""No usage statistics: Daft and Ray send them by default, so both are told not to before either is imported.

One thing Ray cannot be told: a local Ray asks the cloud's own metadata address which cloud it is in, and gets no answer
where there is none.
"""

from __future__ import annotations

import os

QUIET = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",  # newslint shows its own
    "DAFT_SHOW_QUERY_ID": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_USAGE_STATS_REPORT_URL": "http://127.0.0.1:9/",  # Ray may report even that reporting is disabled
}


def hush() -> None:
    """Set what keeps Daft and Ray silent, in this process and those it starts. To be called before importing them."""
    os.environ.update(QUIET)
