"""The table of deeds: verbs with their objects as news writes them, each meaning one `Deed`.

A row holds the deed, the pattern with its verb in the group `verb`, how surely the words mean the deed (0..1), and
whether they mean it only beside the topic's technology. Of two rows that overlap in a sentence the upper one counts.
"""

from typing import Final

from bot.core.model import Deed
from bot.core.positions.cue_words import (
    ACT,
    ANY_MEASURE,
    BAN_WORDS,
    BILL_NUMBER,
    BUSINESS,
    FACES,
    LAW_WORDS,
    LIGHT,
    LIMIT_WORDS,
    PAUSE_WORDS,
    USE,
    VOTE,
    gap,
    verbs,
)

TABLE: Final[tuple[tuple[Deed, str, float, bool], ...]] = (
    # asking for it
    (Deed.CALL_FOR, verbs("call") + r"\s+(?:\w+\s+){0,2}?(?:on|upon|for)\b", 0.9, False),
    (
        Deed.CALL_FOR,
        verbs("urge demand petition implore beseech lobby_for press_for push_for"),
        0.8,
        False,
    ),
    (
        Deed.CALL_FOR,
        verbs("recommend advise")
        + r"\s+"
        + gap(7)
        + rf"(?:{BAN_WORDS}|{PAUSE_WORDS}|{LIMIT_WORDS}|legislation|rules|end|{ACT})\b",
        0.75,
        False,
    ),
    (
        Deed.CALL_FOR,
        verbs("plead_for ask_for beg_for") + r"\s+" + gap(4) + rf"(?:{ANY_MEASURE}|end|inquiry|investigation|review)\b",
        0.8,
        False,
    ),
    (Deed.CALL_FOR, r"(?P<verb>wants?|asked|asks)\s+" + gap(5) + rf"(?:to\s+{ACT}|{BAN_WORDS})\b", 0.6, False),
    (Deed.CALL_FOR, verbs("press push ask tell appeal_to") + r"\s+" + gap(7) + rf"to\s+{ACT}\b", 0.7, False),
    (
        Deed.CALL_FOR,
        r"(?P<verb>wants?)\s+" + gap(5) + r"(?:regulation|rules|halt|moratorium|pause|inquiry)\b",
        0.6,
        False,
    ),
    # steps of a measure
    (Deed.VETO, verbs("veto"), 0.95, False),
    (
        Deed.VETO,
        r"(?P<verb>(?:sen(?:t|ds?|ding)\s+back)|(?:refus|declin)(?:e|es|ed|ing)\s+to\s+sign|(?:will|would)(?:\s+not|n['’]t)\s+sign|won['’]t\s+sign)\b",
        0.9,
        False,
    ),
    (
        Deed.VETO,
        r"(?P<verb>us(?:e|es|ed|ing)|issu(?:e|es|ed|ing))\s+(?:his|her|their|its|a|the)\s+(?:\w+\s)?veto\b",
        0.95,
        False,
    ),
    (
        Deed.VETO,
        r"(?P<verb>return(?:s|ed|ing)?)\s+" + gap(7) + r"(?:unsigned|to\s+(?:lawmakers|the\s+(?:council|legislature)))",
        0.8,
        False,
    ),
    (
        Deed.SUSPEND,
        verbs("order direct instruct tell")
        + r"\s+"
        + gap(14)
        + r"to\s+(?:suspend|halt|pause|freeze|turn\s+off|switch\s+off)\s+"
        + gap(6)
        + rf"(?:{USE}|{FACES})\b",
        0.85,
        False,
    ),
    (
        Deed.BAN,
        verbs("order direct instruct tell")
        + r"\s+"
        + gap(14)
        + r"(?:to|should|must)\s+(?:stop|cease|end)\s+(?:using|use|their|its)\b",
        0.85,
        False,
    ),
    (
        Deed.PROPOSE,
        verbs("consider weigh mull") + r"\s+" + gap(6) + r"(?:ban|banning|moratorium|prohibiting)\b",
        0.75,
        False,
    ),
    (Deed.SIGN, verbs("sign") + r"\s+" + gap(8) + rf"(?:{ANY_MEASURE}\b|into\s+law)", 0.95, False),
    (
        Deed.REPEAL,
        verbs("repeal rescind overturn reverse roll_back walk_back undo weaken loosen relax abolish eliminate revoke")
        + r"\s+"
        + gap(6)
        + rf"{ANY_MEASURE}\b",
        0.9,
        False,
    ),
    (
        Deed.REPEAL,
        r"(?P<verb>strik(?:e|es|ing)|struck|scrap(?:s|ped|ping)?)\s+(?!down\b|an?\b|up\b)"
        + gap(4)
        + rf"(?:ordinances?|laws?|statutes?|{BAN_WORDS}|{PAUSE_WORDS}|{LIMIT_WORDS})\b",
        0.85,
        False,
    ),
    (Deed.RESUME, verbs("lift end") + r"\s+" + gap(5) + rf"(?:{BAN_WORDS}|{PAUSE_WORDS})\b", 0.8, False),
    (Deed.RESUME, verbs("resume restart reinstate") + r"\b", 0.8, False),
    (
        Deed.RESUME,
        r"(?P<verb>us(?:e|es|ing)|allow(?:s|ed)?|bring(?:s|ing)?)\s+" + gap(7) + r"(?:again|back)\b",
        0.8,
        True,
    ),
    (Deed.RESUME, verbs("let permit allow") + r"\s+" + gap(9) + r"(?:again|once\s+more)\b", 0.8, True),
    (
        Deed.RESUME,
        r"(?P<verb>return(?:s|ed|ing)?|go(?:es|ing)?\s+back|went\s+back)\s+to\s+(?:using|the\s+use)\b",
        0.8,
        True,
    ),
    (
        Deed.EXTEND,
        verbs("extend prolong renew lengthen") + r"\s+" + gap(8) + rf"(?:{BAN_WORDS}|{PAUSE_WORDS})\b",
        0.95,
        False,
    ),
    (
        Deed.EXTEND,
        r"(?P<verb>mak(?:e|es|ing)|made)\s+" + gap(6) + rf"(?:{BAN_WORDS}|{PAUSE_WORDS})\s+" + gap(6) + r"permanent\b",
        0.9,
        False,
    ),
    (
        Deed.OPPOSE,
        r"(?P<verb>(?:testif(?:y|ies|ied)|lin(?:e|es|ed)\s+up|push(?:es|ed)?\s+back|stand(?:s|ing)?|stood|warn(?:s|ed)?)\s+against)\b",
        0.85,
        False,
    ),
    (Deed.OPPOSE, r"(?P<verb>sp(?:ends|ent|ending))\s+" + gap(4) + r"against\b", 0.75, False),
    (Deed.SUPPORT, r"(?P<verb>testif(?:y|ies|ied)\s+(?:for|in\s+(?:favou?r|support)\s+of))\b", 0.85, False),
    (Deed.OPPOSE, r"(?P<verb>vot(?:e|es|ed)\s+down)\b", 0.85, False),
    (
        Deed.OPPOSE,
        r"(?P<verb>vot(?:e|es|ed))\s+"
        + gap(4)
        + r"(?:against|not\s+to)\s+"
        + gap(7)
        + rf"(?:{ANY_MEASURE}|\w+ing\b|{ACT})",
        0.85,
        False,
    ),
    (
        Deed.OPPOSE,
        verbs("reject defeat kill") + r"\s+" + gap(5) + rf"(?:{LAW_WORDS}|{BAN_WORDS}|{PAUSE_WORDS}|plans?)\b",
        0.8,
        False,
    ),
    (
        Deed.SUPPORT,
        r"(?P<verb>(?:thr[eo]wn?s?|throwing|put|puts)\s+(?:\w+\s+)?(?:weight|support)\s+behind|gets?\s+behind|got\s+behind|(?:comes?|came|coming)\s+out\s+(?:\w+\s+){0,3}?(?:in\s+(?:favou?r|support)\s+of|for))",
        0.9,
        False,
    ),
    (
        Deed.SUPPORT,
        verbs("back support endorse champion welcome applaud praise embrace favor favour hail commend")
        + r"\s+"
        + gap(6)
        + rf"{ANY_MEASURE}\b",
        0.8,
        False,
    ),
    (
        Deed.OPPOSE,
        r"(?P<verb>(?:comes?|came|coming|sp(?:eak|eaks|oke)|lobb(?:y|ies|ied))\s+(?:out\s+)?(?:\w+\s+){0,3}?against)",
        0.9,
        False,
    ),
    (
        Deed.OPPOSE,
        verbs("oppose criticize criticise denounce condemn slam blast object_to decry fight resist")
        + r"\s+"
        + gap(6)
        + rf"(?:{ANY_MEASURE}|{USE}|plans?)\b",
        0.75,
        False,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>(?:will\s+not|won['’]t|not\s+to|declin(?:es|ed)\s+to|decided\s+against)\s+(?:renew|extend|continu|prolong)\w*)\s+"
        + gap(4)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?|use|using|pilots?|programs?|trials?)\b",
        0.9,
        False,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>(?:did|does|has|have)(?:\s+not|n['’]t)\s+renew\w*)\s+"
        + gap(4)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?)\b",
        0.85,
        False,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>lets?|letting|allow(?:s|ed)?)\s+"
        + gap(6)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?)\s+"
        + gap(5)
        + r"(?:to\s+)?(?:lapse|expire|run\s+out)\b",
        0.85,
        False,
    ),
    (
        Deed.EXTEND,
        verbs("extend prolong renew lengthen")
        + r"\s+"
        + gap(6)
        + r"(?:contracts?|deals?|licen[cs]es?|agreements?|subscriptions?|pilots?|trials?|use)\b",
        0.8,
        True,
    ),
    (Deed.PROCURE, verbs("win") + r"\s+" + gap(7) + r"(?:contracts?|deals?)\b", 0.6, True),
    (
        Deed.PROCURE,
        verbs("approve sign award ink authorize authorise") + r"\s+" + gap(7) + r"(?:contracts?|deals?|purchases?)\b",
        0.75,
        True,
    ),
    (Deed.PROCURE, verbs("buy purchase acquire procure"), 0.7, True),
    (Deed.PROCURE, r"(?P<verb>spen(?:d|ds|t|ding)|pa(?:y|ys|id))\s+" + gap(6) + r"(?:on|for)\b", 0.7, True),
    (
        Deed.INTRODUCE,
        verbs("introduce reintroduce file sponsor submit table bring_in unveil announce")
        + r"\s+"
        + gap(7)
        + rf"(?:(?:bills?|legislation|acts?|ordinances?|resolutions?|amendments?)\b|{BILL_NUMBER})",
        0.9,
        False,
    ),
    (Deed.MORATORIUM, rf"{VOTE}" + gap(6) + rf"{PAUSE_WORDS}\b", 0.95, False),
    (Deed.MORATORIUM, verbs(LIGHT) + r"\s+" + gap(8) + rf"{PAUSE_WORDS}\b", 0.95, False),
    (Deed.BAN, rf"{VOTE}" + gap(6) + rf"(?:{BAN_WORDS}|outlaw|prohibit|forbid|bar)\b", 1.0, False),
    (Deed.BAN, verbs(LIGHT) + r"\s+" + gap(8) + rf"{BAN_WORDS}\b", 0.95, False),
    (
        Deed.PROPOSE,
        verbs("propose draft float unveil put_forward table pitch") + r"\s+" + gap(8) + rf"{ANY_MEASURE}\b",
        0.85,
        False,
    ),
    (
        Deed.PROPOSE,
        verbs("plan prepare") + r"\s+" + gap(4) + rf"(?:{LAW_WORDS}|{BAN_WORDS}|{LIMIT_WORDS})\b",
        0.6,
        True,
    ),
    (Deed.PROPOSE, verbs("open launch begin start") + r"\s+" + gap(5) + r"consultations?\b", 0.8, False),
    (Deed.PROPOSE, verbs("consider weigh debate mull eye") + r"\s+" + gap(6) + rf"{ANY_MEASURE}\b", 0.6, False),
    (
        Deed.PASS,
        verbs("pass approve adopt enact clear advance green-light greenlight ratify endorse finalize finalise OK")
        + r"\s+"
        + gap(8)
        + rf"{LAW_WORDS}\b",
        0.9,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>giv(?:e|es|ing|en)|gave|grant(?:s|ed|ing)?)\s+" + gap(6) + r"(?:passage|approval|assent|backing)\b",
        0.85,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>vot(?:e|es|ed|ing))\s+(?:\d+\s?(?:[-–]|to)\s?\d+\s+|unanimously\s+)?(?:for|in\s+favou?r\s+of)\s+"
        + gap(7)
        + rf"{ANY_MEASURE}\b",
        0.85,
        False,
    ),
    (Deed.PASS, rf"{VOTE}" + gap(6) + rf"{LAW_WORDS}\b", 0.85, False),
    # law and its keepers
    (
        Deed.SUE,
        verbs("file bring launch")
        + r"\s+"
        + gap(6)
        + r"(?:lawsuits?|suits?|class[\s-]actions?|legal\s(?:challenge|action|complaint)s?|complaints?)\b",
        0.9,
        False,
    ),
    (Deed.SUE, verbs("sue"), 0.95, False),
    (Deed.SUE, r"(?P<verb>hit|slapped|served)\s+with\s+" + gap(3) + r"(?:lawsuits?|suits?)\b", 0.9, False),
    (Deed.SUE, r"(?:lawsuit|suit|complaint|case)\s+(?:was\s+)?(?P<verb>filed|brought)\b", 0.9, False),
    (Deed.SUE, r"(?P<verb>tak(?:e|es|ing)|took)\s+" + gap(7) + r"to\s+court\b", 0.9, False),
    (Deed.SETTLE, r"(?P<verb>pays?|paid|paying)\s+" + gap(7) + r"to\s+(?:settle|resolve|end)\b", 0.9, False),
    (
        Deed.SETTLE,
        r"(?P<verb>under|in|as\s+part\s+of)\s+(?:a|an|the)\s+(?:\w+\s+){0,3}?(?:settlement|consent\s+(?:decree|order))\b",
        0.8,
        False,
    ),
    (Deed.SETTLE, verbs("settle"), 0.95, False),
    (
        Deed.SETTLE,
        verbs("resolve") + r"\s+" + gap(5) + r"(?:charges|claims|allegations|lawsuits?|suits?|case)\b",
        0.9,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>(?:reach|strik)(?:es|ed)|struck|agree[sd]?)\s+"
        + gap(6)
        + r"(?:deal\s|agreement\s|compromise\s)?"
        + gap(4)
        + r"on\s+"
        + gap(3)
        + rf"{LAW_WORDS}\b",
        0.8,
        False,
    ),
    (
        Deed.SETTLE,
        verbs("reach announce approve agree") + r"\s+" + gap(6) + r"(?:settlements?|to\s+pay)\b",
        0.9,
        False,
    ),
    (Deed.SETTLE, r"(?P<verb>to\s+pay)\s+" + gap(3) + r"[$€£]?[\d.]+", 0.8, False),
    (
        Deed.FINE,
        verbs("impose issue levy hit slap order") + r"\s+" + gap(9) + r"(?:fines?|penalt(?:y|ies)|to\s+pay)\b",
        0.9,
        False,
    ),
    (Deed.FINE, verbs("fine penalize penalise sanction"), 0.95, False),
    (
        Deed.INVESTIGATE,
        verbs("launch open begin start announce order")
        + r"\s+"
        + gap(6)
        + r"(?:investigations?|inquir(?:y|ies)|enquir(?:y|ies)|probes?|reviews?|audits?)\b",
        0.9,
        False,
    ),
    (
        Deed.INVESTIGATE,
        r"(?P<verb>commissioned|commissioning)\s+" + gap(5) + r"(?:investigations?|inquir(?:y|ies)|reviews?|audits?)\b",
        0.85,
        False,
    ),
    (Deed.INVESTIGATE, r"(?P<verb>issued|issues)\s+(?:a\s|an\s)?notices?\s+to\b", 0.75, False),
    (Deed.INVESTIGATE, verbs("investigate probe"), 0.85, False),
    (Deed.INVESTIGATE, r"(?P<verb>wants?\s+(?:to\s+know|answers|explanations))\b", 0.75, False),
    (Deed.INVESTIGATE, verbs("look_into look_at inquire_into"), 0.7, False),
    (Deed.INVESTIGATE, verbs("review examine audit scrutinize scrutinise"), 0.65, True),
    (
        Deed.INVESTIGATE,
        verbs("ask demand request seek")
        + r"\s+"
        + gap(6)
        + r"(?:information|answers|records|documents|details|explanations?)\b",
        0.75,
        False,
    ),
    (Deed.RESTRICT, verbs("rule_out") + r"\s+" + gap(6) + rf"(?:{USE}|{FACES})\b", 0.85, True),
    (Deed.RULE, verbs("rule") + r"(?=[\s,.])", 0.95, False),
    (
        Deed.RULE,
        r"(?P<verb>sa(?:id|ys))\s+(?:on\s+\w+day\s+)?in\s+(?:a|its|an)\s+(?:[\w-]+\s+)?(?:ruling|judge?ment|decision|order|opinion)\b",
        0.9,
        False,
    ),
    (
        Deed.RULE,
        verbs(
            "uphold strike_down dismiss overrule find hold block declare reject deny affirm revive "
            "throw_out toss_out grant side_with conclude determine decide"
        )
        + r"\b",
        0.8,
        False,
    ),
    (
        Deed.RULE,
        r"(?P<verb>lets?|letting)\s+" + gap(12) + r"(?:proceed|go\s+(?:ahead|forward)|continue|stand)\b",
        0.85,
        False,
    ),
    (
        Deed.PASS,
        r"(?P<verb>lets?|allow(?:s|ed))\s+" + gap(9) + r"become\s+law\b",
        0.75,
        False,
    ),
    (
        Deed.RULE,
        r"(?P<verb>refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|allow(?:s|ed|ing)?)\s+"
        + gap(8)
        + r"to\s+(?:throw\s+out|dismiss|block|proceed|go\s+(?:ahead|forward))\b",
        0.9,
        False,
    ),
    (
        Deed.RULE,
        r"(?P<verb>(?:refus|declin)(?:e|es|ed|ing)\s+to\s+(?:hear|review|take\s+up|reconsider|lift))\b",
        0.9,
        False,
    ),
    (
        Deed.INVESTIGATE,
        r"(?P<verb>ask(?:s|ed)?|tells?|told|order(?:s|ed)?|demand(?:s|ed)?)\s+"
        + gap(8)
        + r"(?:to\s+(?:explain|justify|answer|account)|explain)\b",
        0.75,
        False,
    ),
    (
        Deed.INVESTIGATE,
        r"(?P<verb>writ(?:es|ing)|wrote|sends|sent|sending)\s+"
        + gap(12)
        + r"(?:asking|demanding|seeking|requesting|questioning)\b",
        0.7,
        False,
    ),
    # companies and users
    (
        Deed.EXIT,
        verbs("cancel terminate scrap")
        + r"\s+"
        + gap(6)
        + r"(?:contracts?|deals?|purchases?|orders?|agreements?|plans?)\b",
        0.85,
        False,
    ),
    (
        Deed.EXIT,
        verbs("remove pull withdraw retire sunset strip")
        + r"\s+"
        + gap(4)
        + rf"(?:features?|tools?|functions?|option|{FACES})\b",
        0.8,
        True,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>no\s+longer)\s+(?:(?:be|is|are|was)\s+)?(?:offer|sell|make|develop|provid|suppl|work|market|support|requir|us)\w*",
        0.95,
        False,
    ),
    (
        Deed.EXIT,
        verbs(
            "exit quit abandon discontinue leave shut_down wind_down get_out_of pull_out_of withdraw_from "
            "walk_away_from phase_out retire scrap ditch drop cease stop end kill"
        )
        + r"\s+(?!short\b)"
        + gap(7)
        + rf"{BUSINESS}\b",
        0.85,
        False,
    ),
    (
        Deed.EXIT,
        verbs("delete take_down pull") + r"\s+" + gap(4) + r"(?:database|faceprints|face\s+prints|data\s?set)\b",
        0.7,
        False,
    ),
    (
        Deed.EXIT,
        r"(?P<verb>(?:transition|mov|shift|back|walk|stepp?)(?:e|es|s|ed|ing)?\s+(?:away|back)\s+from)\s+"
        + gap(4)
        + rf"(?:{USE}|{FACES})\b",
        0.8,
        True,
    ),
    (Deed.EXIT, r"(?P<verb>get(?:s|ting)?\s+out\s+of)\b", 0.7, False),
    (
        Deed.EXIT,
        verbs("end stop cancel scrap drop abandon discontinue")
        + r"\s+"
        + gap(6)
        + r"(?:pilots?|experiments?|tests?)\b",
        0.8,
        False,
    ),
    (
        Deed.RESTRICT,
        r"(?P<verb>(?:turn(?:s|ed|ing)?\s+down|reject(?:s|ed|ing)?)\s+"
        + gap(4)
        + r"(?:requests?|sales?|deals?|contracts?|offers?|customers?|police|governments?|sheriff|opportunit\w+))",
        0.9,
        False,
    ),
    (
        Deed.RESTRICT,
        r"(?P<verb>(?:declin|refus)(?:e|es|ed|ing)\s+to\s+(?:sell|provide|offer|supply|license|work|build|give))",
        0.9,
        False,
    ),
    (
        Deed.RESTRICT,
        r"(?P<verb>(?:will|would|do|does|did)(?:\s+not|n['’]t)|won['’]t|not\s+to)\s+(?:be\s+)?(?:sell|provide|offer|supply|licens|work|build|let|allow|use|put|include|add|deploy|equip|commerciali[sz])\w*",
        0.85,
        False,
    ),
    (
        Deed.SUSPEND,
        verbs("suspend pause halt freeze postpone delay shelve put_off") + r"\s+" + gap(7) + rf"{USE}\b",
        0.9,
        False,
    ),
    (Deed.SUSPEND, verbs("turn_off switch_off shut_off deactivate disable unplug"), 0.85, True),
    (Deed.SUSPEND, r"(?P<verb>(?:turn|switch|shut)(?:s|ed|ting|ing)?)\s+" + gap(6) + r"off\b", 0.8, True),
    (
        Deed.SUSPEND,
        r"(?P<verb>tak(?:e|es|ing|en)|took)\s+" + gap(5) + r"(?:offline|out\s+of\s+(?:use|service))\b",
        0.8,
        True,
    ),
    (Deed.SUSPEND, r"(?P<verb>put(?:s|ting)?)\s+" + gap(8) + r"on\s+(?:hold|ice|pause)\b", 0.9, False),
    (
        Deed.SUSPEND,
        r"(?P<verb>(?:stop|cease|end|quit|drop|halt)(?:s|ped|ed|d|ping|ing)?)\s+(?!short\b)"
        + gap(5)
        + r"(?:use|using|from\s+using)\b",
        0.9,
        False,
    ),
    (Deed.BAN, verbs("ban prohibit outlaw forbid") + r"\b", 0.9, False),
    (Deed.BAN, r"(?P<verb>mak(?:e|es|ing)|made)\s+it\s+(?:illegal|unlawful|a\s+crime)\b", 0.85, True),
    (Deed.BAN, verbs("bar block") + rf"\s+(?:\w+\s+){{0,2}}?{FACES}\b", 0.85, False),
    (Deed.BAN, verbs("bar block prevent") + r"\s+" + gap(6) + r"(?:from|use|using|police)\b", 0.85, False),
    (Deed.RESTRICT, verbs("restrict limit curb regulate tighten rein_in constrain") + r"\b", 0.75, True),
    (
        Deed.RESTRICT,
        verbs("order require") + r"\s+" + gap(6) + r"to\s+(?:stop|delete|destroy|cease|get|obtain|disclose)\b",
        0.7,
        False,
    ),
    (
        Deed.DEPLOY,
        verbs("start begin launch run open") + r"\s+" + gap(4) + r"(?:trials?|pilots?|roll-?outs?)\b",
        0.7,
        False,
    ),
    (
        Deed.DEPLOY,
        verbs("deploy roll_out install switch_on trial pilot activate introduce launch unveil test expand add") + r"\b",
        0.7,
        True,
    ),
    (
        Deed.DEPLOY,
        verbs("start begin plan expand")
        + r"\s+"
        + gap(3)
        + r"(?:to\s+use|using|use|to\s+deploy|to\s+test|testing|trial\w*)\b",
        0.75,
        True,
    ),
    (Deed.DEPLOY, r"(?P<verb>used)\s+(?!to\b|by\b|in\b|for\b|as\b|on\b|against\b|at\b)", 0.55, True),
    (Deed.DEPLOY, r"(?P<verb>uses|(?:is|are|has\s+been|have\s+been)\s+using)\b", 0.5, True),
    (Deed.DEPLOY, verbs("turn_on adopt embrace"), 0.6, True),
    (Deed.DEPLOY, r"(?P<verb>will\s+(?:soon\s+)?(?:use|scan)|to\s+use)\b", 0.55, True),
    (
        Deed.DEPLOY,
        r"(?P<verb>(?:bring|brings|bringing|brought)\s+in|(?:go|goes|going|went)\s+live\s+with|to\s+scan|scans)\b",
        0.6,
        True,
    ),
)
