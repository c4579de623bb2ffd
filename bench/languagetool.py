"""newslint with LanguageTool as its grammar engine, for the scripts in shared/eval:

NEWSLINT="python bench/languagetool.py" python ../shared/eval/desk.py ../shared/data/desk/dev

They ask for no configuration (--isolated); this asks for one that names the engine and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Run newslint with the arguments given, --isolated replaced; return its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, ".newslint.yaml")
        config.write_text("grammar: {engine: languagetool}\n", encoding="utf-8")
        command, *rest = [a for a in sys.argv[1:] if a != "--isolated"] or ["check"]
        return subprocess.run(["newslint", command, "--config", str(config), *rest], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
