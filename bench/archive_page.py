"""Makes the pictures of docs/archive.md: `python bench/archive_page.py`. The articles, desks and authors are invented."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
SENTENCES = (
    "The council will vote on Tuesday, Mayor Ada Lund said.",
    "Talks collapsed overnight, officials said.",
    "Critics say the plan is a disaster.",
    "The minister slammed the proposal.",
    "Prices rose 4 percent last year, the statistics office said in a report.",
    "It is believed that the bridge will stay closed.",
    "Two officials who were in the room said the vote was close.",
    "The company reportedly sold its fleet.",
    "“We will rebuild it,” Lund told reporters.",
    "Experts agree that the line is the most beautiful in the country.",
    "The ferry left at noon.",
    "Sources close to the talks said a deal was near.",
)
DESKS = {"city": 1.0, "politics": 1.9, "business": 0.8, "culture": 1.3, "sport": 0.6}


def article(number: int, dice: random.Random) -> dict[str, Any]:
    month = number % 18
    desk = dice.choice(list(DESKS))
    # sourcing gets better over the months; the politics desk has the weakest
    weak = DESKS[desk] * (1.4 - month / 18)
    weights = [1.0 if i in (0, 4, 8, 10) else weak * 0.5 for i in range(len(SENTENCES))]
    return {
        "id": f"{number:05d}",
        "date": f"{2024 + month // 12}-{month % 12 + 1:02d}-{dice.randint(1, 28):02d}",
        "desk": desk,
        "author": f"Reporter {dice.randint(1, 14)}",
        "text": " ".join(dice.choices(SENTENCES, weights, k=12)),
    }


def main() -> None:
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows: list[Any] = [article(i, dice) for i in range(1_500)] + [{"id": "05000"}, "no article"]
        (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        newslint = [sys.executable, "-m", "newslint", "archive"]
        subprocess.run(
            [*newslint, folder / "in.jsonl", folder / "out", "--isolated", "--ignore", "grammar"], check=True
        )
        subprocess.run([*newslint, "report", folder / "out"], check=True)
        chromium = shutil.which("chromium") or sys.exit("the pictures need chromium")
        for name, scheme in (("light", "1"), ("dark", "0")):
            subprocess.run(
                [
                    chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,1380",
                    f"--user-data-dir={folder / name}", f"--blink-settings=preferredColorScheme={scheme}",
                    f"--screenshot={DOCS / f'archive-{name}.png'}", f"file://{folder}/out/report.html",
                ],
                check=True, capture_output=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
