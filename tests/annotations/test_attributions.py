"""Who said what, paragraph by paragraph: each with the attributions that must be found in it.

A line of `want` is ``source | kind | cue | content``: the source's words exactly, the cue's main words, words that the
content must hold. `-` stands for no source; `<- words` behind a kind names the antecedent.
"""

import pytest

from newslint.annotations.attribution.nesting import nested
from newslint.annotations.attributions import Attribution, SourceKind
from newslint.document import Document
from newslint.readers.plain import read

PERSON = SourceKind.NAMED_PERSON.value
BODY = SourceKind.NAMED_ORGANIZATION.value
SOMEONE = SourceKind.DESCRIBED.value
VAGUE = SourceKind.VAGUE.value
PRONOUN = SourceKind.PRONOUN.value

CASES: dict[str, tuple[str, list[str]]] = {
    # direct speech
    "quotation, then speaker": (
        "“The roof came off in one piece,” Delphine Marsh said.",
        [f"Delphine Marsh | {PERSON} | said | “The roof came off in one piece,”"],
    ),
    "quotation, inverted": (
        "“We are not selling,” said Tobias Renner, the brewery's owner.",
        [f"Tobias Renner, the brewery's owner | {PERSON} | said | We are not selling"],
    ),
    "speaker first": (
        "Nadia Osei said: “I counted eleven fire engines.”",
        [f"Nadia Osei | {PERSON} | said | I counted eleven fire engines"],
    ),
    "straight marks": (
        '"Nobody rang us," Carla Whitcombe told the Echo.',
        [f"Carla Whitcombe | {PERSON} | told | Nobody rang us"],
    ),
    "single marks, British": (
        "‘The trains were never going to run on time,’ said Priya Nandakumar.",
        [f"Priya Nandakumar | {PERSON} | said | The trains were never going to run on time"],
    ),
    "present tense": (
        "“This is the driest spring we have had,” says Owen Pritchard.",
        [f"Owen Pritchard | {PERSON} | says | the driest spring"],
    ),
    "added": (
        "“It will take a year,” the mayor added.",
        [f"the mayor | {SOMEONE} | added | It will take a year"],
    ),
    # quotations over sentences and paragraphs
    "interrupted quotation": (
        "“I never,” Lucinda Varga said, “saw the contract.”",
        [f"Lucinda Varga | {PERSON} | said | “I never,” + saw the contract"],
    ),
    "quotation goes on": (
        "“We lost the herd,” said Maria Okafor, who farms near Dunmore. “The water came up in an hour.”",
        [f"Maria Okafor, who farms near Dunmore | {PERSON} | said | We lost the herd + The water came up in an hour"],
    ),
    "quotation of two sentences before its speaker": (
        "“It started in the kitchen. By the time I turned round the curtains had gone,” Ines Caldwell said.",
        [f"Ines Caldwell | {PERSON} | said | It started in the kitchen + the curtains had gone"],
    ),
    "quotation over two paragraphs": (
        "“The board knew in March,” Harlan Voss told the inquiry. “They did nothing.”\n\n"
        "“And by June it was too late for the divers.”",
        [f"Harlan Voss | {PERSON} | told | The board knew in March + They did nothing + by June it was too late"],
    ),
    # indirect and mixed speech
    "that-clause": (
        "The minister said that the bridge would reopen in May.",
        [f"The minister | {SOMEONE} | said | that the bridge would reopen in May"],
    ),
    "no that": (
        "Jerome Adeyemi said the plant would close by Easter.",
        [f"Jerome Adeyemi | {PERSON} | said | the plant would close by Easter"],
    ),
    "content first": (
        "The reservoir is half empty, Sandra Lindqvist said.",
        [f"Sandra Lindqvist | {PERSON} | said | The reservoir is half empty"],
    ),
    "content first, inverted": (
        "The reservoir is half empty, said Sandra Lindqvist of the water board.",
        ["Sandra Lindqvist of the water board | * | said | The reservoir is half empty"],
    ),
    "told someone": (
        "Colonel Idris Bello told reporters that the road was clear.",
        [f"Colonel Idris Bello | {PERSON} | told | that the road was clear"],
    ),
    "mixed": (
        "Anneke de Wit said the plan was “a gift to developers” and that she would oppose it.",
        [f"Anneke de Wit | {PERSON} | said | the plan was “a gift to developers”"],
    ),
    "interrupted indirect speech": (
        "The damage, Petra Holub said, could have been worse.",
        [f"Petra Holub | {PERSON} | said | could have been worse"],
    ),
    "participle": (
        "Speaking to reporters, the mayor said the bridge was safe, adding that inspectors would return in May.",
        [
            f"the mayor | {SOMEONE} | said | the bridge was safe",
            f"the mayor | {SOMEONE} | adding | that inspectors would return in May",
        ],
    ),
    "said and warned": (
        "Graça Monteiro said the fever was under control but warned that travel would make it worse.",
        [f"Graça Monteiro | {PERSON} | said | the fever was under control"],
    ),
    "asked": (
        "Asked whether he would stand again, Emeka Lopez said he had not decided.",
        [f"Emeka Lopez | {PERSON} | said | he had not decided"],
    ),
    # according to, as per, per
    "according to, last": (
        "Forty homes were flooded, according to the county fire service.",
        ["the county fire service | * | according to | Forty homes were flooded"],
    ),
    "according to, first": (
        "According to the coroner's report, the engine failed on take-off.",
        ["the coroner's report | * | According to | the engine failed on take-off"],
    ),
    "according to a name": (
        "According to Lian Fischer, a geologist, the slope had been moving for years.",
        ["Lian Fischer, a geologist | * | According to | the slope had been moving for years"],
    ),
    "as per reports": (
        "As per reports, the two sides will meet again on Friday.",
        [f"reports | {VAGUE} | As per | the two sides will meet again on Friday"],
    ),
    "as per an official": (
        "As per an official in the health ministry, the vaccines will arrive on Monday.",
        [f"an official in the health ministry | {SOMEONE} | As per | the vaccines will arrive on Monday"],
    ),
    "as per, last": (
        "Rain will spread south by evening, as per the Met Office.",
        [f"the Met Office | {BODY} | as per | Rain will spread south by evening"],
    ),
    # noun cues
    "announcement": (
        "Her announcement that the school would close surprised parents.",
        [f"Her | {PRONOUN} | announcement | that the school would close"],
    ),
    "denial": (
        "The minister's denial that he knew was greeted with laughter.",
        ["* | * | denial | that he knew"],
    ),
    "reports of": (
        "There were reports of a second leak at the plant.",
        ["- | * | reports | of a second leak at the plant"],
    ),
    "statement": (
        "The airline said in a statement that no one was hurt.",
        [f"The airline | {SOMEONE} | said | that no one was hurt"],
    ),
    "document speaks": (
        "The letter says tenants must leave by the end of June.",
        [f"The letter | {SOMEONE} | says | tenants must leave by the end of June"],
    ),
    "poll": (
        "A new poll shows that six in ten voters want the tram line.",
        [f"A new poll | {VAGUE} | shows | that six in ten voters want the tram line"],
    ),
    "named poll": (
        "A YouGov poll found that most drivers oppose the charge.",
        [f"A YouGov poll | {BODY} | found | that most drivers oppose the charge"],
    ),
    "media": (
        "The Daily Ledger reported that the coach had been dropped.",
        [f"The Daily Ledger | {BODY} | reported | that the coach had been dropped"],
    ),
    "study": (
        "The study found that walking to school cut absence by a tenth.",
        [f"The study | {SOMEONE} | found | that walking to school cut absence by a tenth"],
    ),
    # attitudes and intentions
    "wants": ("Nurses want a 6% rise.", [f"Nurses | {VAGUE} | want | a 6% rise"]),
    "believes": (
        "Detective Inspector Rowan Pike believes the fire was lit on purpose.",
        [f"Detective Inspector Rowan Pike | {PERSON} | believes | the fire was lit on purpose"],
    ),
    "police believe": (
        "Police believe the fire was lit on purpose.",
        ["Police | * | believe | the fire was lit on purpose"],
    ),
    "plans": (
        "The council plans to close two libraries.",
        [f"The council | {SOMEONE} | plans | to close two libraries"],
    ),
    "denied": (
        "Viktor Sund denied that he had met the contractor.",
        [f"Viktor Sund | {PERSON} | denied | that he had met the contractor"],
    ),
    "accused": (
        "Senator Ruth Abara accused the governor of hiding the figures.",
        [f"Senator Ruth Abara | {PERSON} | accused | the governor of hiding the figures"],
    ),
    "of the opinion": (
        "Experts are of the opinion that the toll is higher.",
        [f"Experts | {VAGUE} | opinion | that the toll is higher"],
    ),
    "of the view": (
        "Academicians are of the view that the syllabus is too long.",
        [f"Academicians | {VAGUE} | view | that the syllabus is too long"],
    ),
    # agentless
    "it has been noticed": (
        "It has been noticed that drones are flying over the harbour at night.",
        ["- | * | noticed | that drones are flying over the harbour at night"],
    ),
    "is believed to": (
        "The tanker is believed to have run aground before dawn.",
        ["- | * | is believed | to have run aground before dawn"],
    ),
    "is said to": (
        "The striker is said to have asked for a transfer.",
        ["- | * | is said | to have asked for a transfer"],
    ),
    "it is being said": (
        "It is being said that the deal was signed under pressure.",
        ["- | * | said | that the deal was signed under pressure"],
    ),
    "it is understood": (
        "It is understood that two clubs have made offers.",
        ["- | * | understood | that two clubs have made offers"],
    ),
    "reportedly": (
        "The singer reportedly paid half a million for the island.",
        ["- | * | reportedly | paid half a million for the island"],
    ),
    "allegedly": (
        "A surgeon allegedly ignored three warnings.",
        ["- | * | allegedly | ignored three warnings"],
    ),
    # kinds of source
    "officials": (
        "Talks collapsed overnight, officials said.",
        [f"officials | {VAGUE} | said | Talks collapsed overnight"],
    ),
    "two who were there": (
        "Two officials who were in the room told reporters that the talks had collapsed.",
        [f"Two officials who were in the room | {SOMEONE} | told | that the talks had collapsed"],
    ),
    "sources": (
        "Sources told the paper that the bid had failed.",
        [f"Sources | {VAGUE} | told | that the bid had failed"],
    ),
    "some say": ("Some say the dam was never safe.", [f"Some | {VAGUE} | say | the dam was never safe"]),
    "critics": (
        "Critics argue that the scheme rewards the rich.",
        [f"Critics | {VAGUE} | argue | that the scheme rewards the rich"],
    ),
    "many experts": (
        "Many experts believe the lake will be dry by 2040.",
        [f"Many experts | {VAGUE} | believe | the lake will be dry by 2040"],
    ),
    "named by example": (
        "Several economists, including Hanna Brandt, said the tax would hurt exporters.",
        ["Several economists, including Hanna Brandt, | " + PERSON + " | said | the tax would hurt exporters"],
    ),
    "ministry": (
        "The Foreign Ministry said its ambassador had been recalled.",
        [f"The Foreign Ministry | {BODY} | said | its ambassador had been recalled"],
    ),
    "country": (
        "China has denied that it supplied the engines.",
        [f"China | {BODY} | denied | that it supplied the engines"],
    ),
    "spokeswoman": (
        "A spokeswoman for the airport said flights would resume at noon.",
        [f"A spokeswoman for the airport | {SOMEONE} | said | flights would resume at noon"],
    ),
    "named spokeswoman": (
        "A spokeswoman for the bureau, Kerry Ann Lowell, said the worst had passed.",
        [f"A spokeswoman for the bureau, Kerry Ann Lowell, | {PERSON} | said | the worst had passed"],
    ),
    "appositive": (
        "Zhang Wei, the ministry's spokesman, said the report was false.",
        ["Zhang Wei, the ministry's spokesman, | " + PERSON + " | said | the report was false"],
    ),
    # second mentions
    "he": (
        "Callum Reyes said the ferry was late. He said the next one would be later.",
        [
            f"Callum Reyes | {PERSON} | said | the ferry was late",
            f"He | {PRONOUN} <- Callum Reyes | said | the next one would be later",
        ],
    ),
    "she, past a man": (
        "Dr. Amina Yusuf said wards were full. Her deputy, Carl Boone, agreed. She warned that some would close.",
        [f"She | {PRONOUN} | warned | that some would close"],
    ),
    "they": (
        "Two firefighters said the hydrant was dry. They said it had been dry for years.",
        [f"They | {PRONOUN} <- Two firefighters | said | it had been dry for years"],
    ),
    "the source": (
        "A source said the merger was off. The source said lawyers had been paid.",
        [f"The source | {VAGUE} <- A source | said | lawyers had been paid"],
    ),
    "the official": (
        "A defence ministry official said the ship had sailed. The official said it would be back in June.",
        [f"The official | {SOMEONE} <- A defence ministry official | said | it would be back in June"],
    ),
    "a vague group whose member is then named": (
        "Residents say the smell has driven them indoors.\n\n"
        "“You cannot hang out washing,” said Yolanda Pruitt, who lives beside the plant.",
        [
            "Residents | " + SOMEONE + " | say | the smell has driven them indoors",
            "Yolanda Pruitt, who lives beside the plant | " + PERSON + " | said | You cannot hang out washing",
        ],
    ),
    "surname after full name": (
        "Nora Eklund said the vote was close. Eklund said she would ask for a recount.",
        [f"Eklund | {PERSON} <- Nora Eklund | said | she would ask for a recount"],
    ),
    # nested
    "nested": (
        "The chairman said officials had told him that the money was gone, according to the minutes.",
        ["The chairman | * | said | officials had told him that the money was gone"],
    ),
    "per": (
        "Per the coroner's office, the man had been dead for two days.",
        [f"the coroner's office | {SOMEONE} | Per | the man had been dead for two days"],
    ),
    "claim": (
        "His claim that the pier was sound was tested in March.",
        [f"His | {PRONOUN} | claim | that the pier was sound"],
    ),
    "statement, a noun": (
        "The firm's statement that no data was lost has been withdrawn.",
        ["The firm's | * | statement | that no data was lost"],
    ),
    "promise": (
        "The mayor's promise that the pool would reopen was broken.",
        ["The mayor's | * | promise | that the pool would reopen"],
    ),
    "fronted participle": (
        "Citing a shortage of nurses, the hospital said it would close a ward.",
        [
            f"the hospital | {SOMEONE} | Citing | a shortage of nurses",
            f"the hospital | {SOMEONE} | said | it would close a ward",
        ],
    ),
    "the officials": (
        "Two officials at the ministry said the cable had been cut. The officials said repairs would take a week.",
        [f"The officials | {SOMEONE} <- Two officials at the ministry | said | repairs would take a week"],
    ),
    "it": (
        "The Harbour Authority said the channel was clear. It said pilots had been told.",
        [f"It | {PRONOUN} <- The Harbour Authority | said | pilots had been told"],
    ),
    "interrupted, then a second sentence": (
        "“The lift,” said Tomas Vik, “has been out since May. Nobody comes.”",
        [f"Tomas Vik | {PERSON} | said | “The lift,” + has been out since May. + Nobody comes."],
    ),
    "it is thought": (
        "It is thought that the ship struck a reef.",
        ["- | * | is thought | that the ship struck a reef"],
    ),
    "is understood to": (
        "The fire is understood to have begun in a bakery.",
        ["- | * | is understood | to have begun in a bakery"],
    ),
    "told by": (
        "The referee was told by players that the pitch was unsafe.",
        [f"players | {VAGUE} | was told | that the pitch was unsafe"],
    ),
    "police report": (
        "A police report says the driver was asleep.",
        [f"A police report | {SOMEONE} | says | the driver was asleep"],
    ),
    "refused": (
        "The union has refused to sign the deal.",
        [f"The union | {SOMEONE} | refused | to sign the deal"],
    ),
    "hope": ("Campaigners hope to stop the road.", [f"Campaigners | {VAGUE} | hope | to stop the road"]),
    "fear": ("Residents fear the dam will burst.", [f"Residents | {VAGUE} | fear | the dam will burst"]),
    "quotation in a second paragraph by he": (
        "“I was never asked,” Ivo Brandt, a retired welder, told The Echo on Monday.\n\n“They just came,” he said.",
        [f"he | {PRONOUN} <- Ivo Brandt, a retired welder, | said | They just came"],
    ),
    # headline
    "headline with a colon": (
        "Bishop: Close the camp\n\nThe camp outside Port Hale should be closed, Bishop Anselm Crewe said on Sunday.",
        [f"Bishop Anselm Crewe | {PERSON} | said | The camp outside Port Hale should be closed"],
    ),
}

NOTHING = {
    "plain fact": "The river rose four metres on Tuesday and has not fallen since.",
    "scare quotes": "The so-called “smart” meters were fitted in 2019.",
    "title": "Her novel “The Salt Year” sold ten thousand copies.",
    "dateline": "COIMBATORE: The firm opened a second mill on Monday.",
    "score": "Rovers won 3-1 at home, their fifth win of the season.",
}


# what no speech is: forms of "add" and "say" that tell of nothing said
IDLE = {
    "asides that report nobody": "It goes without saying that rents will rise. Having said that, there are flats in Kirkwall. "
    "Let's say you earn 900 pounds. There is no way to say whether it lasts.",
    "adds to": "The delay adds to the cost of the stadium.",
    "added": "The seats were padded for added comfort.",
    "hard to say": "It is hard to say whether the wall will hold.",
}

# an attribution inside another's content: outer first, then who is told to have said what
NESTED = {
    "said, believe": (
        "The mayor said residents believe the water is safe.",
        ["The mayor | said", "residents | believe | the water is safe"],
    ),
    "three deep": (
        "Dr Osei said that the minister had told her that officials knew the dam would fail.",
        ["Dr Osei | said", "the minister | had told | officials knew", "officials | knew | the dam would fail"],
    ),
    "in a quotation": (
        "“The council told us the road would stay open,” said Bea Lind.",
        ["Bea Lind | said", "The council | told | the road would stay open"],
    ),
    "wants": ("The union says members want a ballot.", ["The union | says", "members | want | a ballot"]),
    "what he thinks himself": (
        "Lee said he thinks the firm will appeal.",
        ["Lee | said", "he | thinks | the firm will appeal"],
    ),
}
# nobody else speaks in these
FLAT = {
    "speaks for himself": "“I think we will win,” said Lee Marsh.",
    "asks whoever listens": "“You know the rest,” Nadia Osei said.",
    "a title with a colon": "The panel said in “After the Dams: A Review” that the fish had come back.",
    "tells a fact": "Jerome Adeyemi said the plant would close by Easter.",
}


def _found(text: str) -> tuple[Document, tuple[Attribution, ...]]:
    document = read(text, "draft.txt")
    return document, document.attributions


def _meets(document: Document, a: Attribution, want: str) -> bool:
    text = document.text
    source, kind, cue, content = (part.strip() for part in want.split(" | "))
    kind, _, antecedent = (part.strip() for part in kind.partition("<-"))
    if a.cue is None or cue.lower() not in " ".join(a.cue.of(text).lower().split()):
        return False
    if source == "-":
        if a.source is not None:
            return False
    elif source != "*":
        if a.source is None or a.source.span.of(text).strip(" ,") != source.strip(" ,"):
            return False
        if kind != "*" and a.source.kind.value != kind:
            return False
        if antecedent and (a.source.antecedent is None or a.source.antecedent.of(text) != antecedent):
            return False
    said = " ".join(c.of(text) for c in a.content)
    return all(part.strip() in said for part in content.split(" + "))


@pytest.mark.parametrize("name", CASES)
def test_found(name: str) -> None:
    text, wants = CASES[name]
    document, found = _found(text)
    listing = "\n".join(
        f"{a.source.span.of(text) if a.source else '-'} | {a.source.kind.value if a.source else ''} | "
        f"{a.cue.of(text) if a.cue else ''} | {[c.of(text) for c in a.content]}"
        for a in found
    )
    for want in wants:
        assert any(_meets(document, a, want) for a in found), f"{want}\nfound:\n{listing}"


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_found(name: str) -> None:
    assert _found(NOTHING[name])[1] == ()


@pytest.mark.parametrize("name", IDLE)
def test_idle_words_are_no_cues(name: str) -> None:
    document, found = _found(IDLE[name])
    assert not [
        a
        for a in found
        if a.cue and {"add", "adds", "added", "say", "said", "saying"} & set(a.cue.of(document.text).split())
    ]


@pytest.mark.parametrize("name", NESTED)
def test_second_hand(name: str) -> None:
    text, chain = NESTED[name]
    document, found = _found(text)
    told = document.fact(nested)
    outermost = next(a for a in found if a.source and f"{a.source.span.of(text)} | " in chain[0] + " | ")
    assert outermost.cue is not None and outermost.cue.of(text) == chain[0].split(" | ")[1]
    inside = told.get(outermost, ())
    for want in chain[1:]:
        one = next((one for one in inside if _second(text, one.attribution, want)), None)
        assert one is not None, [(o.attribution.cue.of(text) if o.attribution.cue else "") for o in inside]
        inside = one.inner


def _second(text: str, a: Attribution, want: str) -> bool:
    source, cue, content = want.split(" | ")
    if a.source is None or a.cue is None:
        return False
    return (
        a.source.span.of(text) == source
        and a.cue.of(text) == cue
        and content in " ".join(c.of(text) for c in a.content)
    )


@pytest.mark.parametrize("name", FLAT)
def test_nobody_else_speaks(name: str) -> None:
    document, _ = _found(FLAT[name])
    assert document.fact(nested) == {}


def test_there_are_sixty_paragraphs() -> None:
    assert len(CASES) >= 60


def test_order_and_bounds() -> None:
    for text, _ in CASES.values():
        _, found = _found(text)
        starts = [a.span.start for a in found]
        assert starts == sorted(starts)
        for a in found:
            for span in (*a.content, *([a.cue] if a.cue else []), *([a.source.span] if a.source else [])):
                assert 0 <= span.start < span.end <= len(text)
                assert span.of(text) == span.of(text).strip()


def test_same_text_same_answer() -> None:
    text = "\n\n".join(t for t, _ in CASES.values())
    assert _found(text)[1] == _found(text)[1]
