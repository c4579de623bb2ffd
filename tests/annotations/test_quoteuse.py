"""Free-standing quotations, second voices, late speakers, echoes of the set-up, scare quotes."""

from __future__ import annotations

import pytest

from newslint.annotations.orphans import orphans
from newslint.annotations.quoteuse import late_speakers, repeats_setup, scare_quotes, second_voices
from newslint.document import Document
from newslint.readers import read_text

FREE = "“They sold the cranes and then they sold the dock.”"


def read(text: str) -> Document:
    return read_text(text, "draft.txt")


def free(text: str) -> list[str]:
    document = read(text)
    return sorted(q.parts[0].of(document.text) for q in orphans(document))


@pytest.mark.parametrize("before", ["The yard shut at noon.", "“It is over,” said Ada Lund, a welder."])
def test_a_paragraph_of_nothing_but_a_quotation_stands_free(before: str) -> None:
    assert free(f"{before}\n\n{FREE}\n\nIt rained.") == [FREE]


@pytest.mark.parametrize(
    "text",
    [
        f"Ada Lund spoke at the gate:\n\n{FREE}\n\nIt rained.",
        f"The yard shut at noon.\n\n{FREE} Lund said.\n\nIt rained.",
        f"The yard shut at noon.\n\n{FREE}\n\n— Ada Lund, welder",
        f"The yard shut at noon.\n\n{FREE}\n\nAda Lund, welder",
        f"“It is over,” Lund said. “They left us.\n\n{FREE}\n\nIt rained.",
        f"Who sold it?\n\n{FREE}\n\nIt rained.",
        "The yard shut at noon.\n\n“They sold the cranes.”\n\nIt rained.",  # too short to be a voice
        FREE,
        f"The yard shut. Ada Lund, a welder, went home. {FREE}",
    ],
)
def test_what_does_not_stand_free(text: str) -> None:
    assert free(text) == []


def test_a_second_voice_in_one_paragraph() -> None:
    text = "“It is over for all of us,” said Ada Lund. “It has only just begun to hurt,” said Erin Poole."
    assert [name for _, name in second_voices(read(text))] == ["Poole"]
    assert second_voices(read(text.replace("Erin Poole", "Ada Lund"))) == ()
    assert second_voices(read(text.replace(" “It has", "\n\n“It has"))) == ()


def test_a_speaker_named_after_four_sentences() -> None:
    assert [n for _, n in late_speakers(read("“It rose. We ran. It fell. We came back,” Ruiz said."))] == ["4"]
    assert late_speakers(read("“It rose. We ran,” Ruiz said. “It fell. We came back.”")) == ()


def test_a_quotation_that_says_what_its_set_up_said() -> None:
    text = "The mayor said the bridge would open in June. “The bridge will open in June,” the mayor said."
    assert len(repeats_setup(read(text))) == 1
    assert repeats_setup(read(text.replace("“The bridge will open in June", "“No ship has passed for a year"))) == ()


def test_scare_quotes() -> None:
    def scares(text: str) -> list[str]:
        document = read(text)
        return [s.of(document.text) for s in scare_quotes(document)]

    assert scares("The firm sent “help” to tenants.") == ["“help”"]
    assert scares("The firm sent what it called “help” to tenants.") == []
    assert scares("The film “Help” opened at noon.") == []
    assert scares("The firm sent “help that nobody there wanted” to tenants.") == []
