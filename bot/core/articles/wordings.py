"""The wordings of page furniture, one alternative a line, as regular expressions without regard to case.

Collected from how news sites word their own parts; what an article may say of itself is left out.
"""

# --- lines that are this and nothing else -----------------------------------------------------------------------------

NAVIGATION = r"""
(?:skip|jump) to (?:main |the )?(?:content|navigation|search|footer|article|main)
(?:open |close |toggle |show |main |primary |site |hide )*(?:menu|navigation|nav|search|sidebar)
search(?: for| the site| this site)?|(?:sign|log)[ -]?(?:in|up|out)(?: to your account)?|register
(?:my )?account|subscribe(?: now| today)?|home(?:page)?|sections?|about(?: us)?|contact(?: us)?
back to (?:top|home|\w+)|top|go to .{1,30}|(?:next|prev(?:ious)?)(?: article| post| page| story| slide)?
e-?paper|e-?edition|newsletters?|podcasts?|videos?|photos?|gallery|opinion|sports?|business|world|politics|weather
obituaries|classifieds|jobs|careers|advertise(?: with us)?|faqs?|help|site ?map|rss|archives?|settings|reviews
coupons
topics?|tags?|categor(?:y|ies)|filed under|loading|live|edition|breaking news|entertainment|lifestyle
tech(?:nology)?
(?:tags|topics|filed under|categories|posted in|in this article|explore more on these topics|section)\s*:.*
(?:view|see|show|load|read|learn) (?:more|all|less|full (?:article|story|bio|profile))(?: \w+)?|more|full screen
close
expand|collapse|play|pause|mute|unmute|\d+ of \d+|page \d+(?: of \d+)?|continue reading|read full article
(?:show|hide|toggle|view) (?:full )?caption|enlarge this image|listen(?: to (?:this )?(?:article|story))?.{0,12}
\d+[- ]min(?:ute)?s?(?: read| listen)?|(?:estimated )?read(?:ing)? time\W.*|ad|ads|advert|advertisements?
advertising
sponsored(?: content| by.*)?|promoted(?: content)?|now playing|\d?\d:\d\d(?: - source: .*)?
(?:automatically generated|video) transcript.*|video keywords .*|must watch|up next|replay|watch(?: now| live)?
autoplay
remove ads?
why (?:am i|are you) seeing this.*|report this ad
skip ad(?:vertisement)?
placeholder while article actions load|(?:gift|save) (?:this )?(?:article|story)|(?:this )?(?:article|story) saved
bookmark|not now|cancel|ok|got it|yes|no|dismiss|text size|(?:small|medium|large) text|a a a|font size|translate
(?:you are|you're) here:?.*|home\s*[>»/›|].*|(?:published|updated|posted|last updated)
"""

THREADS = r"""
reply(?: to .{1,30}| to this)?|permalink(?:\W.{0,40})?|flag(?: as .{1,30}| for .{1,30})
report (?:abuse|spam|as .{1,20}|(?:this )?comment)
(?:show|view|hide) (?:\d+ )?(?:more )?repl(?:y|ies)|in reply to .{1,40}|.{0,40}favorite flag as abusive.*
quote reply|up ?vote|down ?vote
(?:responder|répondre|antworten|rispondi|beantwoorden)
"""

BREAKS = r"""
ad|ads|advert|advertisements?|advertising|(?:video )?ad feedback|skip ad(?:vertisement)?|\[?ad(?:vertisement)?]?
(?:story|article|text) continues (?:below|after)(?: this)?(?: advertisement| ad)?|continue reading below
scroll (?:down )?(?:to|for) (?:continue|more).*
(?:publicidad|anzeige|werbung|publicité|pubblicità|advertentie|publicidade)
"""

SHARE_WORDS = """
share shares shared tweet tweets facebook twitter x linkedin reddit whatsapp pinterest email mail flipboard pocket
tumblr telegram messenger instagram google plus youtube rss sms bluesky mastodon threads tiktok print copy link
linked in comment comments commentemailmore connect like likes save pin post this article story on via by with
follow us more and or to k m
"""

SHARE = r"""
(?:click to )?(?:share|tweet|post|pin|e-?mail|print|save|send|copy) (?:this|on|to|via|by|with|link|url|article|
  story).*
(?:share|print|e-?mail|tweet|copy link|link copied|copied|url copied|share (?:options|this.*|on .*|via .*))
(?:facebook|twitter|x|linked ?in|reddit|whats ?app|pinterest|flipboard|pocket|tumblr|telegram|messenger|
  instagram|google\+?)
(?:google news|youtube|sms|bluesky|mastodon|threads|tiktok|snapchat)
[\d.,]+[km]? (?:shares?|likes?|views?|retweets?|reactions?|followers?)|(?:shares?|likes?|views?)\W*\d*
likes?|dislike|retweet|report|flag|recommend(?:ed)?|read or share this story.*
follow .{0,40} on (?:facebook|twitter|x|instagram|linkedin|google news|threads|bluesky|youtube|tiktok|telegram).*
(?:opens|\(opens) in (?:a )?new (?:window|tab)\)?
(?:compartir|partager|teilen|condividi|delen|compartilhar)(?: .{1,30})?
"""

COMMENTS = r"""
(?:latest|reader|recent|view|show|see|read|all|top|newest|user|hide|load|sort) (?:the |all |more |
  \d[\d,]* )*comments?.{0,12}
(?:\d[\d,]* )?(?:comments?|responses|replies)(?: section| policy| guidelines)?(?: \(?\d[\d,]*\)?)?(?: on .*)?
(?:join|start|be part of|add to) the (?:conversation|discussion|debate).*|conversation(?: \(?\d+\)?)?
(?:leave|post|write|add|submit|make) (?:a |your |an? |new )*(?:comment|reply|response)s?.*|cancel reply
be the first to comment.*|have your say|what do you think\?|your thoughts\?|discuss(?:ion)?|discussion \(\d+\)
comments (?:are|have been) (?:now )?(?:closed|disabled|moderated|off).*
(?:pending )?comments?\W+\d[\d,]*.{0,30}|pending comments.*|recency\s*\|\s*popularity.*
(?:no|one|two|\d+) (?:comments?|thoughts?|responses?)(?: (?:on|to) .*)?
(?:(?:log|sign) ?in|login|register) (?:or \w+ )?to (?:comment|reply|post|leave).*|you must be logged in to post.*
(?:\d+ )?(?:comentarios?|kommentare?|commentaires?|commenti|reacties|comentários|réactions?|komentāri|
  kommentarer).{0,20}
(?:ver|ajouter|écrire|lire|schreiben sie|escribe|deja|lascia|plaats) .{0,20}(?:comentario|commentaire|kommentar|
  commento|reactie)s?.*
"""

LIST_HEADS = r"""
(?:story |article )?highlights|at a glance|also see|also on .{1,30}
(?:more|latest|other|top|recent|popular|trending|featured|related|similar|recommended|
  suggested) (?:\w+ )?(?:stories|articles?|posts?)
(?:more|latest|other|top|recent|popular|trending|featured|related|recommended) (?:\w+ )?(?:news|videos?|
  headlines|content|coverage|reads?|reading|topics?|searches|links?|podcasts?|stocks|items?|tags)
(?:today[’']?s|this week[’']?s|editor[’']?s?[’']?) (?:\w+ )?(?:picks?|choice|headlines|news|top stories)
(?:most|must)[- ](?:read|popular|viewed|shared|commented|emailed|watched|discussed|recent|see|watch)(?: .{0,25})?
trending(?: now| topics| stories)?
(?:up|read|watch|what to read|view) next|next up|don[’']t miss|in case you missed it|icymi|you missed|keep reading
explore more
(?:you )?(?:may|might|could|will|[’']ll) (?:also |have )?(?:like|love|missed|enjoy|be interested in).*
recommended(?: for you| by.*)?
(?:from|around) (?:the|our) (?:web|archives?|network|partners?|site|author|blog|newsroom)
paid (?:content|post|partner content)|popular(?: now)?
latest|newest|related|more (?:from|on|in|about|by|like|for) .{1,50}|read more (?:from|on|about|in) .{1,60}
more (?:stories|news|articles|videos|coverage).*
further reading|elsewhere on .*|see also|other news|what others are reading|people are (?:also )?reading|hot topics
features|links|stories
(?:the |our )?latest (?:on|in|from|news|stories|updates|headlines|videos|posts|articles)?.{0,40}
also (?:on|in|from|of interest|read).{0,30}
see more .*|top (?:news|stories|headlines|videos|picks|\d+).{0,20}|partner (?:stories|content|offers)
best of .{1,30}|usa now
(?:lo )?(?:más|mas) (?:leído|leido|visto|noticias|información).*|noticias relacionadas|(?:te|le) puede interesar.*
también te puede.*
(?:mehr|weitere) (?:zum thema|artikel|themen|aus|nachrichten|meldungen).*|das könnte sie auch.*|lesen sie auch.*
meistgelesen.*|zum thema
(?:à lire aussi|lire aussi|sur le même (?:sujet|thème)|les plus lus|voir aussi|dans la même rubrique|à la une|
  articles? liés?).*
leggi anche.*|potrebbe interessarti.*|lees ook.*|meest gelezen.*|leia (?:também|mais).*|veja também.*|mais lidas.*
"""

BIOGRAPHY_HEADS = r"""
about (?:the |this )?(?:author|writer|reporter|contributor)s?|(?:the )?author|contributors?|author bio(?:graphy)?
written by
"""

# --- lines that begin with this ---------------------------------------------------------------------------------------

RELATED = r"""
(?:related|recommended|read|more|see|watch|listen|also|next|previous|opinion|analysis|explainer|live|timeline|
  poll|quiz|podcast|gallery|photos|video|exclusive|trending|download|infographic)(?: (?:story|stories|articles?|
  video|coverage|content|links?|reading|news|posts?|more|also|next|this|the full|our|on this|on|here|info|
  information|now|live|updates|to))*\s*[:|»>–—]\s*\S
(?:don[’']t miss|must[- ]read|in (?:pictures|photos|case you missed it)|icymi|you may also like|
  editor[’']s pick|further reading|click (?:here|to))\s*[:|»>–—]\s*\S
read the (?:full )?(?:story|article|report)\s*[:|»>–—]\s*\S
(?:read more|also read|read also|see more|watch the video)\b|click here (?:to|for)\b
(?:lea también|lee también|leer más|à lire|lire aussi|mehr dazu|lesen sie|leggi anche|lees ook|leia mais)\b
"""

CREDIT_LEADS = r"""
(?:file|handout|screen) ?(?:photo|pic|image|shot)\b
(?:photo|image|picture|photograph|illustration|graphic|video|art|cover|credit|caption|source|
  pictured)s?(?: (?:credit|by|courtesy|from|via|source|illustration))?(?: of)?\s*[:/|]
(?:feature|featured|main|header|lead|top|cover) (?:image|photo)s?(?: (?:credit|by|courtesy|from|via|
  source))?(?: of)?\s*[:/|]
(?:photos?|images?|illustration|photograph|picture|graphic|screenshot)s? (?:by|courtesy|via|credit)\b
©\s*(?!.*(?:\d{4}|rights|limited|\binc\b|\bllc\b|\bltd\b))[a-z]
(?:reuters|ap|afp|getty images|epa|pa|ap photo|getty)\s*/\s*\w+
(?:foto|bild|imagen|crédit|credito)s?\s*:
"""

LEGAL_LEADS = r"""
©|\(c\) |copyright\b|risk (?:disclosure|warning)|disclaimer|terms (?:of (?:use|service)|and conditions|&)
privacy (?:policy|notice|&|statement)|cookie (?:policy|notice|settings|preferences)|all rights reserved|do not sell
your (?:ad|privacy|california) (?:choices|rights)|registered (?:in|office)|our standards\b
"""

PROMOTION_LEADS = r"""
(?:get|save|take|grab|enjoy|up to|now|only)[^.]{0,30}\d+\s*% ?(?:off|discount)|\d+ ?% off
subscribe (?:to|for|now|today|here)|become a (?:member|subscriber|supporter|patron)|donate (?:now|today|to|here)
support (?:our|independent|local|us|quality|the) (?:\w+ )?(?:journalism|work|news|reporting|\w+ today)
(?:start|claim|try) (?:your|a|our|it) (?:free|for free)|free trial|download (?:the|our) (?:\w+ )?(?:free )?app
get (?:the|our) (?:\w+ ){0,3}(?:app|newsletter|newsletters)|limited[- ]time|special offer|exclusive offer
join (?:our|the) (?:\w+ ){0,3}(?:channel|community|newsletter|mailing list|group|telegram|whatsapp)
this (?:ad|advertisement|content is sponsored)|we may (?:earn|receive|make|get)
unlock (?:full|all|the full|your|our|this)
when you (?:buy|purchase) through|if you (?:buy|purchase|click)
"""

NEWSLETTER_LEADS = r"""
sign up|signup|subscribe|register (?:now|today|here|for)|enter your e-?mail|your e-?mail|e-?mail address
by (?:signing up|subscribing|submitting|clicking|entering|providing your|continuing|registering)
thank(?:s| you) for (?:signing|subscribing|registering|reading)
get (?:the|our|all|more|breaking|daily|weekly|today|local|news|stories|updates|top|a )[^.]{0,80}(?:inbox|
  newsletter|e-?mail|alerts?|delivered|notifications?)
want (?:more|to|the)[^.?]{0,60}(?:\?|newsletter|inbox)
stay (?:up to date|informed|connected|on top|in the know|ahead)
never miss|i (?:would|want) (?:like )?to receive|you (?:can|may) unsubscribe|unsubscribe
"""

# --- lines that say this anywhere -------------------------------------------------------------------------------------

CREDITS = r"""
getty images|/ ?getty|/ ?reuters\b|reuters/|/ ?afp\b|afp/|/ ?ap\b|ap photo|/ ?shutterstock
shutterstock(?:\.com)?\)?$
via (?:ap|getty|reuters|shutterstock|flickr|wikimedia)\b|photo (?:by|courtesy|credit|illustration)\b
\((?:the )?associated press\)$|courtesy (?:of|photo)\b.{0,40}\)|file photo|\bistock\b|wikimedia commons
creative commons
\((?:photo|image|picture|credit|source|screenshot|illustration)s?(?: (?:by|courtesy|credit))?[: ]|\(ap\)\s*$
\b(?:photograph|picture|image|photo|photographer|credit): |photo/|/(?:epa|upi|zuma|dpa|bloomberg)\b
"""

LEGAL = r"""
all rights reserved|protected by recaptcha|investment advice\b
affiliate (?:links?|commission)
(?:may|will) (?:be compensated|earn a commission|receive compensation)|responsible for the content of external
©\s?(?:19|20)\d\d|copyright (?:©\s?)?(?:19|20)\d\d|quotes delayed|data (?:is )?(?:provided by|delayed)
opinions expressed .{0,40}(?:are|do not)|views expressed .{0,40}(?:are|do not)
"""

SITE_TERMS = r"""
terms of (?:use|service)|terms and conditions|privacy policy|cookie policy|user agreement|(?:uses?|use of) cookies
may not be (?:published|reproduced|copied|distributed)|intellectual property rights
without (?:the )?(?:express(?:ed)? |prior |explicit )*(?:written )?permission
(?:is|are) not (?:necessarily )?(?:real-time|indicative|accurate)
"""

# A site speaks of itself and to its reader; a report on somebody's terms of service does neither.
SITE_SPEAKS = r"""
\b(?:you|your|we|our|us|recaptcha|©|copyright|real-time|indicative|reproduction)\b
\b(?:(?:this|the) (?:site|website|web site|page)|this (?:form|newsletter|material|content|article|information|data))\b
(?:information|data|prices) (?:contained|provided|on)\b
"""

NEWSLETTERS = r"""
(?:sign up|subscribe) (?:for|to|here|now|today)\b.{0,60}(?:newsletter|e-?mail|inbox|updates|alerts|channel|
  digest|briefing)
(?:our|free|daily|weekly|morning) (?:\w+ )?newsletters?\b
(?:straight|delivered|directly|right|sent)(?: \w+)? to your inbox
(?:in|to) your inbox|enter your e-?mail|please (?:check|enter) your|valid e-?mail|push notifications
follow (?:us|him|her|them|me) (?:on|at)\b|like us on facebook|(?:find|join) us on\b|download (?:the|our) app
listen to (?:our|the) podcast|\bon (?:twitter|facebook|instagram)(?:,| and) (?:twitter|facebook|instagram|google)
follow @?\w+(?: \w+)? on (?:facebook|twitter|x|instagram)\b
"""

PROMOTIONS = r"""
free trial|\d ?% off\b|per month\b.{0,30}(?:cancel|subscri)|cancel any ?time
(?:digital|print|online|premium|annual) subscription
unlock (?:full access|all (?:our )?(?:stories|articles|content)|(?:our|this) (?:article|story|offer|list))
which (?:stock|picks?) (?:should|will)|stock picks?|picks will|subscribers? only|for subscribers
support (?:our|independent|local|quality) journalism|tax[- ]deductible|make a (?:donation|contribution)
contribut(?:e|ion) (?:today|now)
members? only|advertise with|\bad[- ]?block(?:er|ing)?\b
"""

# --- long lines that say this and report nothing ----------------------------------------------------------------------

LEGAL_AT_LENGTH = r"""
all rights reserved|risk disclosure|without (?:the )?(?:express(?:ed)? |prior |explicit )*written permission
intellectual property rights|compensated by the advertisers|losing (?:some|all)
not (?:necessarily )?(?:real-time|accurate)
financial instruments?|prices (?:of cryptocurrencies|are indicative)|appropriate for trading|trading on margin
may not be (?:published|reproduced)|\b(?:we|site|website) uses? cookies|accept (?:all )?cookies
cookies? (?:and similar|to (?:improve|personali[sz]e|provide|ensure|enhance))|partners? (?:store|process|access)
"""
