"""Pages that stand in front of an article: bot checks, consent and pay walls, empty shells, error pages."""

import re

_SHORT_WORDS = 180  # a wall speaks briefly; a longer text is an article that mentions one
_BLURB_WORDS = 60  # shorter than any but the briefest news
_NOTHING_WORDS = 25
_TITLE_WORDS = 9
_EDGE_CHARS = 300

_TITLES = (
    (
        "bot check",
        re.compile(
            r"^\W*(?:just a moment|attention required|access (?:to this page has been )?denied|are you a robot|"
            r"are you (?:a )?human|"
            r"security check|please wait|one moment, please|ddos-guard|pardon our interruption|robot check|"
            r"verify you are human|"
            r"human verification|checking your browser|403 forbidden|403|forbidden|bot verification|request rejected|"
            r"client challenge|vercel security checkpoint|you have been blocked|sorry, you have been blocked)",
            re.IGNORECASE,
        ),
    ),
    (
        "consent wall",
        re.compile(
            r"^\W*(?:before you continue|your privacy|we value your privacy|privacy (?:settings|gate|preferences)|"
            r"cookie consent|"
            r"(?:your )?consent|\w+ ist (?:jetzt )?teil|zustimmung|datenschutz(?:einstellungen)?)\W*(?:$|to |\||-|–)",
            re.IGNORECASE,
        ),
    ),
    (
        "error page",
        re.compile(
            r"^\W*(?:(?:error )?404\b|page not found|not found\b|(?:error )?50[0234]\b|internal server error|"
            r"service unavailable|"
            r"bad gateway|site (?:is )?(?:under|down for) maintenance|oops)",
            re.IGNORECASE,
        ),
    ),
    ("sign-in page", re.compile(r"^\W*(?:log ?in|sign ?in)(?: to [\w ]+)?\W*(?:$|\||-|–)", re.IGNORECASE)),
)

_PHRASES = (
    (
        "bot check",
        re.compile(
            r"checking (?:if the site connection is secure|your browser before accessing)|"
            r"verify(?:ing)? (?:that )?you(?:'re|’re| are) (?:a |not a )?"
            r"(?:human|robot|real person)|unusual (?:traffic|activity) from your (?:computer|network|device)|"
            r"complete the (?:captcha|security check)|"
            r"(?:confirm|prove) (?:that )?you(?:'re|’re| are) (?:not a robot|a human|human)|cloudflare ray id|"
            r"ray id:|"
            r"ddos protection by|"
            r"incapsula incident|request unsuccessful\. incapsula|made us think you (?:were|are|might be) a bot|"
            r"you don(?:'|’)t have permission to access|why have i been blocked|press (?:&|and) hold to confirm|"
            r"to continue, please click the box below",
            re.IGNORECASE,
        ),
    ),
    (
        "needs JavaScript",
        re.compile(
            r"(?:please |you need to |you must )?(?:enable|turn on|activate|switch on) javascript|javascript (?:is|"
            r"has been|seems to be|must be) "
            r"(?:currently )?(?:not available|not enabled|disabled|required|enabled|turned off)|requires javascript|"
            r"without javascript|"
            r"browser (?:does not|doesn(?:'|’)t) support javascript",
            re.IGNORECASE,
        ),
    ),
    (
        "consent wall",
        re.compile(
            r"(?:we|our|us) (?:and|&) (?:our |up to )?(?:\d[\d,.]* )?(?:selected |trusted |third[- ]party |"
            r"iab )*(?:partners|vendors)[^.]{0,80}"
            r"(?:cookies|store|process|access)|accept all(?: cookies)?\b.{0,200}\b(?:reject|manage|settings|"
            r"preferences|"
            r"options)|"
            r"part of the yahoo family of brands|to (?:continue|read|access)[^.]{0,60}(?:accept|"
            r"consent)[^.]{0,40}cookies|"
            r"wir verwenden cookies|nous utilisons des cookies|pur-abo",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    (
        "paywall",
        re.compile(
            r"subscribe (?:now )?(?:to|and) (?:continue|keep|read|unlock|access|get (?:full|unlimited) access)|"
            r"(?:to|want to) (?:continue|keep|finish) reading|(?:continue|keep) reading (?:with|by|your|this)|"
            r"(?:article|story|content|page|post) is (?:only )?(?:for|available (?:only )?(?:to|for)|reserved for|"
            r"exclusive (?:to|for)|limited to) "
            r"(?:our |paid |paying |premium |registered |digital )*(?:subscribers|members|customers)|"
            r"subscriber[- ](?:only|exclusive)|"
            r"already (?:a |an )?(?:\w+ )?(?:subscriber|member)|(?:you have|you(?:'|’)ve) (?:reached|used|read|"
            r"hit)[^.]{0,40}(?:free|limit|monthly|last)|"
            r"(?:become|you must be) a (?:paid |premium )?(?:subscriber|member) to|unlock (?:this|the full|"
            r"unlimited)|"
            r"start your free trial|"
            r"register (?:for free )?to (?:continue|read|keep)|create (?:a|your) free account to|premium[- ]artikel|"
            r"réservé aux abonnés|"
            r"weiterlesen mit|jetzt abonnieren",
            re.IGNORECASE,
        ),
    ),
    (
        "sign-in page",
        re.compile(
            r"(?:log|sign) in to (?:continue|view|read|see|access)|you must (?:be logged|log|"
            r"sign) in",
            re.IGNORECASE,
        ),
    ),
)


def is_brief(body: str) -> bool:
    """So short that the rest of the page must be looked at."""
    return len(body.split()) < _NOTHING_WORDS


def wall(*, title: str, body: str, page_text: str, is_free: bool | None = None) -> str | None:
    """What stands in front of the article, in words for people; None when the body is one.

    `body` is what was extracted, `page_text` all that can be seen, `is_free` what the page's own data says
    (schema.org isAccessibleForFree).
    """
    words = len(body.split())
    if words < _SHORT_WORDS and len(title.split()) <= _TITLE_WORDS:
        for reason, pattern in _TITLES:
            if pattern.search(title):
                return reason
    if is_free is False and words < _SHORT_WORDS:
        return "paywall"
    for reason, pattern in _PHRASES:
        if pattern.search(_place(reason, body, page_text, words)):
            return reason
    return None


def _place(reason: str, body: str, page_text: str, words: int) -> str:
    """Where the phrase must stand: anywhere on a page with next to no body, else where walls of its kind stand."""
    if words < _BLURB_WORDS:
        return f"{body}\n{page_text}" if words < _NOTHING_WORDS else body
    if reason == "consent wall":
        return body[:_EDGE_CHARS] if words < 2 * _SHORT_WORDS else ""
    is_cut_off = reason in {"paywall", "sign-in page"} and words < _SHORT_WORDS
    return body[-_EDGE_CHARS:] if is_cut_off else ""


def is_teaser(text: str) -> bool:
    """A text that ends by sending its reader elsewhere: "Continue reading …", "The post … appeared first on …"."""
    return bool(_TEASER.search(text[-200:]))


_TEASER = re.compile(
    r"(?:continue reading|read (?:more|the (?:full|whole|rest))|keep reading|full (?:story|article) (?:at|"
    r"on))\b[^.]{0,120}\W*$",
    re.IGNORECASE,
)
