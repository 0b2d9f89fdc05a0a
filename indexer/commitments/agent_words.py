"""The words by which a sentence names who can act, and those that only look like it."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PERSON_NOUNS: Final = _words(
    """
    commissioner constable superintendent inspector sergeant officer chair chairman chairwoman
    chairperson vice-chair clerk executive director manager treasurer mayor minister
    councillor solicitor auditor coordinator co-ordinator secretary head
    """
) | _words("pcc pfcc dpcc dpfcc pcvc cc dcc acc aco cex cfo acfo dcfo coo ceo dmpc")
BODY_NOUNS: Final = _words(
    """
    panel board committee cabinet council force constabulary office opcc opfcc police service
    services secretariat team group sub-group subgroup working-group members member officers
    officials commission partnership authority department ministry agency college trust
    university house home staff councillors commissioners constables superintendents
    inspectors sergeants chairs supervisors association federation institute project all
    everyone directorate unit society inspectorate treasury academy forum network sector provider
    providers supplier directors managers executives analysts leads representatives partners
    """
)
# Words that stand before such a noun and are no name: "a working group", "the lead officer".
MODIFIERS: Final = _words(
    """
    working task finish joint lead senior deputy assistant acting temporary interim vice chief
    head independent local police fire crime town democratic scrutiny policy performance
    finance legal monitoring sub steering project youth community victims communications
    other relevant new control room head co-opted elected staff executive professional
    standards information data support small cross-party
    """
)
DETERMINERS: Final = _words("the a an both all each any our")
TITLES: Final = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness rev cllr cllrs councillor
    councillors supt insp sgt pc ps di dci ds det alderman
    """
)
RANK_PREFIXES: Final = _words("t a c d ch det")
NOT_CODES: Final = _words(
    """
    ACTION ACTIONS AGREED NOTED DONE RESOLVED ASB VAWG KSI KSIS ANPR CCTV ADR FEM NII URI IT
    ICT PDF KPI KPIS RTC RTCS DVPN DVPO AOB HTML AI UK EU GB USA OK FAQ FOI TBC TBA NB RE
    CSE CCE SAC SOC PEEL NHS CRM PSPO TOM RAG MTFP MTFS BWV GDPR OGL OGP CSEW PACE POCA SMS
    II III IV VI VII ESRC VCS PSD-
    """
) - {"ESRC", "VCS", "NHS"}
THINGS: Final = _words(
    """
    outcomes outcome plan report reports strategy code update updates data programme licence
    review survey budget precept paper papers minutes action actions statement crime crimes
    performance satisfaction burglary abuse safety standards principles figures summit summary
    item appendix visits options work statistics information policy policies bill act
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday christmas easter resolution
    challenge campaign question questions discussion overview governance matters agenda
    meeting meetings
    """
)
# Words that begin a sentence and no name.
FUNCTION: Final = _words(
    """
    if whether when once until unless what how why which who where after before in on at as for
    from and but then there that this these those it its his her their to by with of or so not
    no while since although however during following upon under asked given some many most
    further work will would should action actions point decision
    """
)
