from newslint.typos.tables import Tables

class Near:
    def __new__(
        cls,
        ngrams: Tables,
        lexicon: Tables,
        numbers: tuple[int, ...],  # suggest.NUMBERS
        levels: bytes,
        beside: bytes,  # which of 26 keys are beside which
        /,
    ) -> Near: ...
    def candidates(self, word: str, /) -> list[tuple[str, int]]: ...
