"""What stands around an article on its page, told by its wording alone."""

import re
from enum import StrEnum


class Furniture(StrEnum):
    """Why a line is not the article."""

    NAVIGATION = "navigation"
    PROMOTION = "promotion"
    RELATED = "related"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    CREDIT = "credit"
    LEGAL = "legal"
    COMMENTS = "comments"
    LIST_HEAD = "list head"
    BIOGRAPHY_HEAD = "biography head"


_SHORT_WORDS = 12

# A line that is nothing but this.
_WHOLE = (
    (
        Furniture.NAVIGATION,
        re.compile(
            r"^(?:(?:skip|jump) to (?:main |the )?(?:content|navigation|search|footer|article|main)|(?:open |close |"
            r"toggle |show |main |primary |site |hide )*(?:menu|navigation|nav|search|sidebar)|"
            r"search(?: for| the site| this site)?\W*|(?:sign|log)[ -]?(?:in|up|out)|register|my account|account|"
            r"subscribe(?: now| today)?|home(?:page)?|"
            r"sections?|about(?: us)?|contact(?: us)?|back to (?:top|home|\w+)|top|next(?: article| post| page|"
            r" story)?|"
            r"prev(?:ious)?(?: article| post| page| story)?|"
            r"e-?paper|e-?edition|newsletters?|podcasts?|videos?|photos?|gallery|opinion|sports?|business|world|"
            r"politics|weather|obituaries|classifieds|"
            r"jobs|careers|advertise(?: with us)?|faqs?|help|sitemap|site map|rss|archives?|topics?|tags?|"
            r"categor(?:y|"
            r"ies)|filed under|loading|"
            r"(?:tags|topics|filed under|categories|posted in|in this article|explore more on these topics|"
            r"section)\s*:.*|breaking news|live|edition|"
            r"(?:view|see|show|load|read|learn) (?:more|all|less|full (?:article|story|bio|profile))|more|"
            r"full screen|"
            r"close|expand|collapse|play|pause|mute|unmute|"
            r"\d+ of \d+|page \d+(?: of \d+)?|continue reading|read full article|show caption|hide caption|"
            r"toggle caption|enlarge this image|listen|listen to (?:this )?(?:article|story)|"
            r"\d+[- ]min(?:ute)?s?(?: read| listen)?|(?:estimated )?read(?:ing)? time\W.*|ad|ads|advert|"
            r"advertisements?|"
            r"advertising|sponsored(?: content| by.*)?|promoted(?: content)?|"
            r"(?:story|article) continues (?:below|after)(?: this)?(?: advertisement| ad)?|continue reading below|"
            r"scroll (?:down )?(?:to|for) (?:continue|more).*|"
            r"remove ads?|why (?:am i|are you) seeing this.*|report this ad|placeholder while article actions load|"
            r"(?:gift|save) (?:this )?(?:article|story)|(?:this )?(?:article|story) (?:was )?saved|bookmark|not now|"
            r"cancel|ok|got it|yes|no|dismiss)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.SHARE,
        re.compile(
            r"^(?:(?:click to )?(?:share|tweet|post|pin|e-?mail|print|save|send|copy|follow)(?: (?:this|the|a|it|on|"
            r"to|"
            r"via|by|with|link|url|full|article|story|page|post|us|me|your|friends?|comments?|"
            r"facebook|twitter|x|linkedin|reddit|whatsapp|pinterest|e-?mail|flipboard|pocket|tumblr|telegram|"
            r"messenger|"
            r"instagram|google|news|print(?:er)?|icon|button|options|tools|and|or|opens|in|new|window|"
            r"for later|later|updated|article|clipboard|copied))*|"
            r"(?:facebook|twitter|x|linked ?in|reddit|whats ?app|pinterest|e-?mail|flipboard|pocket|tumblr|telegram|"
            r"messenger|instagram|google\+?|google news|youtube|rss|sms|bluesky|mastodon|threads|tiktok|snapchat|"
            r"print|"
            r"copy link|link copied|copied|url copied)"
            r"(?:[\s,|•·/]+(?:facebook|twitter|x|linked ?in|reddit|whats ?app|pinterest|e-?mail|flipboard|pocket|"
            r"tumblr|"
            r"telegram|messenger|instagram|google\+?|youtube|rss|sms|bluesky|mastodon|threads|tiktok|print|share|"
            r"copy link))*|"
            r"[\d.,]+[km]? (?:shares?|likes?|views?|retweets?|reactions?|followers?)|(?:likes?|dislike|retweet|reply|"
            r"report|flag|upvote|downvote|recommend)|"
            r"(?:shares?|likes?|views?)\W*\d*|share (?:options|this.*|on .*|via .*)|follow .{0,40} on (?:facebook|"
            r"twitter|x|instagram|linkedin|google news|threads|bluesky|youtube|tiktok|telegram).*|"
            r"(?:opens|\(opens) in (?:a )?new (?:window|tab)\)?)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.COMMENTS,
        re.compile(
            r"^(?:(?:latest|reader|recent|view|show|see|read|all|top|newest|oldest|user|hide|load|facebook|sort|the|"
            r"our|"
            r"\d[\d,]*)*\s*(?:the |all |more )?(?:\d[\d,]* )?(?:comments?|responses|replies)(?: section| policy|"
            r" guidelines)?(?: \(?\d[\d,]*\)?)?(?: on .*)?|"
            r"(?:join|start|be part of|add to) the (?:conversation|discussion|debate).*|(?:leave|post|write|add|"
            r"submit) (?:a |your |an? )?(?:comment|reply|response).*|cancel reply|"
            r"be the first to comment.*|(?:have your say|what do you think\?|your thoughts\?|discuss(?:ion)?)|"
            r"comments (?:are|have been) (?:now )?(?:closed|disabled|moderated|off).*|"
            r"(?:no|one|two|\d+) (?:comments?|thoughts?|responses?)(?: (?:on|to) .*)?|(?:log|sign) ?in to (?:comment|"
            r"reply|post|leave).*|conversation(?: \(?\d+\)?)?|you must be logged in to post a comment.*)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.LIST_HEAD,
        re.compile(
            r"^(?:(?:more|also|latest|other|top|recent|popular|trending|featured|related|similar|recommended|"
            r"suggested|"
            r"editor[’']?s?[’']?|further|most|today[’']?s|our|sponsored|promoted|must|keep|what to)[- ]+"
            r"(?:(?:from|in|on|about|for|by|like|the|to|our|your|this|you|around|web|popular|read(?:s|ing)?|viewed|"
            r"shared|commented|recent|emailed|watched|discussed|news|stor(?:y|ies)|articles?|posts?|content|coverage|"
            r"topics?|headlines|videos?|links?|picks?|stuff|author|now|today|next|site|updates|podcasts?|stocks|"
            r"searches|tags|products?|up|week)[- ]?)+\w*|"
            r"(?:most (?:read|popular|viewed|shared|commented)|trending(?: now)?|up next|read next|watch next|"
            r"next up|"
            r"don[’']t miss|in case you missed it|icymi|you (?:may|might) (?:also |have )?(?:like|missed|enjoy|"
            r"be interested in).*|"
            r"recommended(?: for you)?|from (?:the|our|around) .{0,30}|around the web|paid (?:content|post|"
            r"partner content)|editors?[’']? picks|popular now|latest|newest|related(?: stories| articles| content|"
            r" topics| coverage| news| links| posts| reading| items)?|"
            r"more (?:from|on|in|about) .{1,50}|read more (?:from|on|about|in) .{1,60}|more stories.*|"
            r"further reading|"
            r"elsewhere on .*|see also|other news|what others are reading|people are reading|top (?:news|stories|"
            r"headlines)|hot topics|features|links|"
            r"share this story|keep reading|explore more|what to read next|the latest|also on .{1,30}|latest (?:on|"
            r"in|"
            r"from) .{1,40}|tags|see more .*))\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.BIOGRAPHY_HEAD,
        re.compile(
            r"^(?:about (?:the |this )?(?:author|writer|reporter|contributor)s?|"
            r"(?:the )?author|contributors?|author bio(?:graphy)?|written by)\W*$",
            re.IGNORECASE,
        ),
    ),
)

# A line that begins with this.
_LEADS = (
    (
        Furniture.RELATED,
        re.compile(
            r"^\W*(?:related(?: (?:story|stories|article|articles|video|coverage|content|link|links|reading|news|"
            r"post|"
            r"posts))?|read more|read(?: also| next| this| the full| our)?|also read|see also|more(?: on this| on|"
            r" here|"
            r" info| information)?|watch(?: now| live| more| the video| next)?|listen|"
            r"read the (?:full )?(?:story|article|report)|recommended|up next|next|previous|don[’']t miss|"
            r"must[- ]read|"
            r"in pictures|in photos|photos|video|gallery|click (?:here|to)|download|in case you missed it|icymi|"
            r"you may also like|(?:more|opinion|analysis|explainer|live updates|timeline|poll|quiz|podcast|"
            r"infographic|"
            r"key points|breaking)|exclusive|further reading|trending|editor[’']s pick)\s*[:|»>–—]\s*\S",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.RELATED,
        re.compile(
            r"^\W*(?:read more|click here (?:to|for)|also read|read also|see more|"
            r"read the full|watch the video|see our)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.CREDIT,
        re.compile(
            r"^\W*(?:(?:file|handout|screen) ?(?:photo|pic|image|shot)\b|(?:photo|image|picture|photograph|"
            r"illustration|"
            r"graphic|video|art|cover|credit|caption|source|feature image|featured image|main image|header image|"
            r"lead image|pictured)s?(?: (?:credit|by|courtesy|from|via|source|illustration))?(?: of)?\s*[:/|]|"
            r"(?:photos?|images?|illustration|photograph|picture|graphic|screenshot)s? (?:by|courtesy|via|from|"
            r"credit)\b|©\s*(?:reuters|ap|afp|getty|epa|pa)\b|(?:reuters|ap|afp|getty images|epa|pa|ap photo|"
            r"getty)\s*/\s*\w+)",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.LEGAL,
        re.compile(
            r"^\W*(?:©|\(c\)|copyright\b|copyright ©|risk (?:disclosure|warning)|disclaimer|terms (?:of (?:use|"
            r"service)|"
            r"and conditions|&)|privacy (?:policy|notice|&|statement)|cookie (?:policy|notice|settings|preferences)|"
            r"all rights reserved|do not sell|your (?:ad|privacy|california) (?:choices|rights)|registered (?:in|"
            r"office)|our standards)",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.PROMOTION,
        re.compile(
            r"^\W*(?:(?:get|save|take|grab|enjoy|up to|now|only)[^.]{0,30}\d+\s*% ?(?:off|discount)|\d+ ?% off|"
            r"subscribe (?:to|for|now|today|here)|become a (?:member|subscriber|supporter|patron)|donate (?:now|"
            r"today|"
            r"to|here)|support (?:our|independent|local|us|quality|the) (?:\w+ )?(?:journalism|work|news|reporting|"
            r"\w+ today)|"
            r"(?:start|claim|try) (?:your|a|our|it) (?:free|for free)|free trial|download (?:the|"
            r"our) (?:\w+ )?(?:free )?app|get (?:the|our) (?:\w+ ){0,3}(?:app|newsletter|newsletters)|join (?:our|"
            r"the) (?:\w+ ){0,3}(?:channel|community|newsletter|mailing list|group|telegram|whatsapp)|"
            r"limited[- ]time|special offer|exclusive offer|this (?:ad|advertisement|content is sponsored)|"
            r"we may (?:earn|receive|make|get)|when you (?:buy|purchase) through|if you (?:buy|purchase|click)|"
            r"unlock)",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.NEWSLETTER,
        re.compile(
            r"^\W*(?:sign up|signup|subscribe|register (?:now|today|here|for)|enter your e-?mail|your e-?mail|"
            r"e-?mail address|by (?:signing up|subscribing|submitting|clicking|entering|providing|continuing|"
            r"registering)|thank(?:s| you) for (?:signing|subscribing|registering|reading)|"
            r"get (?:the|our|all|more|breaking|daily|weekly|today|local|news|stories|updates|top|"
            r"a )[^.]{0,80}(?:inbox|"
            r"newsletter|e-?mail|alerts?|delivered|notifications?)|want (?:more|to|the)[^.?]{0,60}(?:\?|newsletter|"
            r"inbox)|"
            r"stay (?:up to date|informed|connected|on top|in the know|ahead)|never miss|don[’']t miss (?:a|out|the)|"
            r"the best of|i (?:would|want) (?:like )?to receive|you (?:can|may) unsubscribe|unsubscribe)",
            re.IGNORECASE,
        ),
    ),
)

# A line that says this anywhere, unless it is a long paragraph.
_INSIDE = (
    (
        Furniture.CREDIT,
        re.compile(
            r"(?:getty images|/ ?getty|/ ?reuters|reuters/|/ ?afp\b|afp/|/ ?ap\b|ap photo|/ ?shutterstock|"
            r"shutterstock(?:\.com)?\)?$|via (?:ap|getty|reuters|shutterstock|flickr|wikimedia)\b|photo (?:by|"
            r"courtesy|"
            r"credit|illustration)\b|courtesy (?:of|photo)\b.{0,40}\)|"
            r"file photo|\bistock\b|wikimedia commons|creative commons|\(photo(?: by)?[: ]|\(credit[: ]|\(image[: ]|"
            r"\(ap\)\s*$|\bphotograph: |picture: |image: |photo: |photo/|/(?:epa|upi|zuma|dpa|bloomberg)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.LEGAL,
        re.compile(
            r"(?:all rights reserved|may not be (?:published|reproduced|copied|distributed)|terms of (?:use|service)|"
            r"privacy policy|cookie policy|user agreement|protected by recaptcha|(?:uses?|use of) cookies|"
            r"without (?:the )?(?:express(?:ed)? |prior |explicit )*(?:written )?permission|(?:is|"
            r"are) not (?:necessarily )?(?:real-time|indicative|accurate)|\binvestment advice\b|"
            r"high risks?\b.{0,60}\blosing\b|affiliate (?:links?|commission)|"
            r"(?:may|will) (?:be compensated|earn a commission|receive compensation)|"
            r"responsible for the content of external|©\s?(?:19|20)\d\d|copyright (?:©\s?)?(?:19|20)\d\d|"
            r"a division of|"
            r"data (?:is )?(?:provided|delayed)|quotes delayed|intellectual property rights)",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.NEWSLETTER,
        re.compile(
            r"(?:(?:sign up|subscribe) (?:for|to|here|now|today)\b.{0,60}(?:newsletter|e-?mail|inbox|updates|alerts|"
            r"channel|digest|briefing)|(?:our|free|daily|weekly|morning) (?:\w+ )?newsletters?\b|(?:straight|"
            r"delivered|"
            r"directly|right|sent)(?: \w+)? to your inbox|in your inbox|to your inbox|enter your e-?mail|"
            r"please (?:check|enter) your|"
            r"valid e-?mail|follow (?:us|him|her|them|me) (?:on|at)\b|like us on facebook|(?:find|join) us on\b|"
            r"download (?:the|our) app|listen to (?:our|the) podcast|push notifications)",
            re.IGNORECASE,
        ),
    ),
    (
        Furniture.PROMOTION,
        re.compile(
            r"(?:free trial|\d ?% off\b|per month\b.{0,30}(?:cancel|subscri)|cancel any ?time|(?:digital|print|"
            r"online|"
            r"premium|annual) subscription|unlock (?:full|the|all|our|this)|which (?:stock|picks?) (?:should|will)|"
            r"stock picks?|picks will|subscribers? only|for subscribers|support (?:our|independent|local|"
            r"quality) journalism|"
            r"tax[- ]deductible|make a (?:donation|contribution)|contribut(?:e|ion) (?:today|now)|members? only|"
            r"advertise with|ad[- ]?block)",
            re.IGNORECASE,
        ),
    ),
)

_LONG_WORDS = 45
_LEGAL_STRONG = re.compile(
    r"all rights reserved|risk disclosure|without (?:the )?(?:express(?:ed)? |prior |explicit )*written permission|"
    r"intellectual property rights|"
    r"compensated by the advertisers|losing (?:some|all)|not (?:necessarily )?(?:real-time|accurate)|"
    r"financial instruments?|"
    r"prices (?:of cryptocurrencies|are indicative)|appropriate for trading|trading (?:the financial|on margin)|"
    r"may not be (?:published|reproduced)",
    re.IGNORECASE,
)
_COOKIE = re.compile(
    r"\b(?:we|site|website) uses? cookies|accept (?:all )?cookies|cookies? (?:and similar|to (?:improve|"
    r"personali[sz]e|provide|ensure|enhance))",
    re.IGNORECASE,
)


def furniture(line: str) -> Furniture | None:
    """Why this line can't be the article, by what it says; None when its words don't tell."""
    bare = line.strip(" \t-–—•·|>»›«‹*#+")
    words = len(bare.split())
    for kind, pattern in _WHOLE:
        if words <= _SHORT_WORDS and pattern.match(bare):
            return kind
    if words <= _LONG_WORDS:
        for kind, pattern in _LEADS:
            if pattern.match(line):
                return kind
        for kind, pattern in _INSIDE:
            if pattern.search(line) and (words < 30 or not _is_told(line)):
                return kind
    if _LEGAL_STRONG.search(line) and (words < 120) and not _is_told(line):
        return Furniture.LEGAL
    return Furniture.LEGAL if words < 90 and _COOKIE.search(line) else None


def _is_told(line: str) -> bool:
    """A sentence that reports: somebody said it, so the wording may be a quotation of furniture."""
    return bool(
        re.search(r"\b(?:said|says|told|according to|announced|sued|ruled|argued|reported|wrote|added)\b", line)
    )
