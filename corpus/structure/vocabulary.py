"""Word lists of the recognisers, all in lower case except the role codes."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Finite verbs of reported speech and of being: a line that holds one is a sentence. Those of
# Welsh minutes too ("Nodwyd", it was noted; "Dywedodd", said).
VERBS: Final = _words(
    """
    is are was were has have had will would should could must cannot can't did does do been
    being said asked noted agreed stated confirmed reported advised explained thanked
    welcomed provided presented introduced considered requested responded raised highlighted
    gave felt queried sought wanted thought received resolved told took made came went added
    commented suggested expressed replied informed discussed moved seconded outlined
    acknowledged emphasised concluded observed recognised praised declared pointed referred
    set see looks needs wants shows remains attended opened closed understands feels
    considers agrees requires requests asks
    penderfynwyd nodwyd cytunwyd derbyniwyd cymeradwywyd cadarnhawyd adroddwyd gofynnwyd
    cyflwynwyd trafodwyd awgrymwyd croesawyd diolchwyd dywedodd gofynnodd eglurodd nododd
    cyflwynodd adroddodd cytunodd croesawodd diolchodd ymatebodd
    """
)
# Words that open a sentence or an agenda's instruction, but no title.
OPENINGS: Final = _words(
    """
    he she it they this that these those there we you i his her their its to in at on for
    from as if when where while since although however also but and or so by with of after
    before during following derbyn ystyried nodi cymeradwyo cadarnhau
    """
)
# Words that titles leave uncapitalised.
SMALL_WORDS: Final = _words(
    """
    a an and as at by for from in into of on or the to up with & - – — / v vs within across
    per between against under over via its our their
    """
)
# Words that a role, a place of work or a topic holds, but no person's name.
NOT_NAMES: Final = _words(
    """
    police crime panel board committee office officer chief constable commissioner deputy
    assistant executive director manager head council service services force fire rescue
    policy report update review plan performance strategy minutes meeting apologies agenda
    action actions welcome introduction introductions terms reference data public private
    programme work items item next date matters arising declarations interest interests
    business other any open government transparency home justice ministry cabinet department
    university authority association secretary secretariat clerk chair chairman chairperson
    member members representative independent superintendent inspector adviser advisor
    analyst lead team unit national local county city borough district town parish victim
    victims knife burglary domestic abuse violence serious acquisitive hate rural road
    safety community communities finance financial budget precept confidence legitimacy
    governance risk audit inspection operational delivery question questions additional
    information communications corporate estates people workforce budgets assurance
    statement accountability scrutiny the and for answers session conclusion discussion
    summary overview future project projects licence linked technology digital health
    education transport energy release releases publication principles research sector
    panel's previous last aob hmicfrs forward standing order orders exclusion press
    resolution house room stop search rights minister advisory science parliamentary
    """
)
# Short forms of roles and employers: in brackets after a name they are no initials.
ROLE_CODES: Final = _words(
    """
    PCC PFCC DPCC DPFCC PCVC CC DCC ACC ACO CEX CFO ACFO DCFO COO CEO OPCC OPFCC MO HR ICT
    IT MP MEP AM MBE OBE CBE QPM JP MOJ HO NPCC APCC HMIC BIS DCLG LGA ODI ACPO HMRC HMCTS
    NAO ONS DFT DH DFE DWP GDS TNA CO LA PSD DEFRA SHEX MOPAC LG CON LAB LD IND
    """
)
