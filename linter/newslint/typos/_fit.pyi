from newslint.typos.doubts import Place
from newslint.typos.tables import Tables

class Fit:
    def __new__(
        cls,
        ngrams: Tables,
        confusions: Tables,
        company: Tables,
        slots: bytes,  # of the 16 places around
        handicaps: bytes,  # of the 256 kinds of slip
        least: tuple[int, int, int, int],  # gain2, gain, value, sum
        standing: tuple[int, ...],  # the ids of doubts.STANDING
        spellings: tuple[tuple[str, str], ...],
        /,
    ) -> Fit: ...
    def places(self, text: str, /) -> list[Place]: ...
