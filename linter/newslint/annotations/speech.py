"""Does somebody speak in an attribution, or only want, seem or act? Only speech stands behind a claim."""

from __future__ import annotations

from newslint import expressions
from newslint.annotations.attributions import Attribution
from newslint.document import Document

# cues of speech, writing and finding, by their words in small letters
WORDS = frozenset(
    """say says said saying tell tells told telling according per add adds added adding write writes wrote written writing
    note notes noted noting argue argues argued arguing claim claims claimed claiming announce announces announced announcing
    report reports reported reporting state states stated stating statement explain explains explained insist insists insisted
    contend contends contended warn warns warned warning testify testifies testified tweet tweets tweeted post posted
    acknowledge acknowledges acknowledged maintain maintains maintained assert asserts asserted suggest suggests suggested
    respond responds responded reply replies replied answer answered conclude concludes concluded find finds found finding
    estimate estimates estimated predict predicts predicted forecast forecasts show shows showed shown allege alleges alleged
    accuse accuses accused accusing call calls called calling describe describes described describing ask asks asked asking
    confirm confirms confirmed quote quoted quoting point pointed pointing recall recalls recalled admit admits admitted
    deny denies denied denying declare declares declared rule ruled urge urged urges promise promised vow vowed pledge pledged
    criticise criticised criticize criticized condemn condemned praise praised dub dubbed label labeled labelled term termed
    complain complained caution cautioned stress stressed emphasise emphasised emphasize emphasized reveal revealed disclose
    disclosed remark remarked observe observed comment commented concede conceded boast boasted joke joked quip quipped read
    reads reading cite cites cited citing indicate indicates indicated mention mentioned express expressed voice voiced charge
    charged denounce denounced dismiss dismissed mock mocked hail hailed blame blamed believe believes believed think thinks
    thought view views viewed opinion heard hear shout shouted speculate speculated agree agrees agreed question questioned
    demand demanded demands propose proposed recommend recommended advise advised teased lament lamented gush gushed
    characterise characterised characterize characterized refer referred refers reiterate reiterated repeat repeated""".split()
)
_WORD = expressions.compile(r"[^\W\d_]+")


def speaks(document: Document, attribution: Attribution) -> bool:
    """Tell whether the attribution is one of speech. A quotation without a cue is."""
    if attribution.cue is None:
        return True
    return any(w in WORDS for w in _WORD.findall(attribution.cue.of(document.text).lower()))
