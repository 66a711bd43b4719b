"""The closed lists a role is read with: what may stand in it, and what shows that it is none.

A role is a noun phrase around a noun of work or office. Its other words are open, so words that cannot stand in it are
told by class (articles, prepositions, verbs) and by ending ("-ed", "-ly", "-s"), each with its exceptions.
"""

from typing import Final

from bot.core.language.name_words import ROLE_WORDS, TITLES, WEAK_TITLES, words

HEADS: Final = (
    ROLE_WORDS
    | (TITLES - WEAK_TITLES - words("sens reps govs senators governors representatives commissioners mayors co "
                                    "assistant associate acting interim former"))
    | words(
        "archivist barrister bioethicist campaigner chaplain clerk collector commandant comptroller cryptographer "
        "criminologist dentist driver ethnographer firefighter guard historian informant instructor intern janitor "
        "jurist linguist mathematician mechanic midwife neuroscientist novelist paralegal paramedic philosopher "
        "pharmacist pilot podcaster poet postdoc provost psychiatrist psychologist rapporteur rector registrar "
        "sociologist solicitor statistician technician therapist trooper tutor undersecretary veteran whistleblower "
        "vice-president lecturer defender organizer vice-chair vice-chairman deputy"
    )
) - words("lead prime")  # fmt: skip
KIN: Final = words(
    "aunt brother cousin daughter father friend grandfather grandmother husband mother neighbor neighbour nephew "
    "niece sister son uncle wife widow widower"
)
WEAK: Final = words(
    "member head chief user leader partner associate deputy assistant host owner chair part speaker user resident "
    "employee worker customer friend executive representative fellow author"
)
"""Too little to say of anybody without a word about where."""
FORMER: Final = words("former acting interim then retired late ex outgoing incoming longtime then-")
PARTIES: Final = words("republican democratic gop libertarian green labour conservative tory liberal")
PARTY_HOUSES: Final = words("national party congressional senatorial governors attorneys caucus")
RANKS: Final = words(
    "former acting interim then deputy senior junior assistant associate executive managing general vice chief lead "
    "longtime long-time top retired newly elected outgoing incoming ex co founding ranking principal founding "
    "first second special visiting adjunct emeritus national regional global state federal press police fire "
    "district prime foreign treasury defense defence majority minority interior attorney lieutenant lt major maj "
    "shadow additional joint"
)
OFFICES: Final = words(
    "press police fire district prime foreign treasury defense defence majority minority interior attorney "
    "lieutenant lt major maj state city vice deputy chief executive managing general assistant associate senior"
)
MODIFIERS: Final = words(
    "additional joint shadow home rider tenant student parent consumer worker voter patient youth veteran disability "
    "internet housing climate anti-surveillance community"
)
"""Before a noun of office, with a capital for whatever reason, and never the name of a house."""
FORCES: Final = words("navy army marine marines air force coast guard u.s us royal national")
GENERIC_OWNERS: Final = words(
    "city county state town village council board committee commission department police fire planning school "
    "district parliament company group campaign cabinet"
)
SECOND_OF_PLACES: Final = words("carolina dakota korea africa wales america sudan yorkshire")
SPEAKS_FOR: Final = words("attorney lawyer counsel spokesman spokeswoman spokesperson advocate")
"""Whose client says who they are: an attorney for the plaintiffs."""
BODIES: Final = words(
    "council board committee commission department panel parliament senate house assembly legislature union "
    "association delegation caucus coalition cabinet party agency authority force taskforce tribunal court jury "
    "faculty"
)
PORTFOLIOS: Final = words(
    "state defense defence justice education labor labour commerce transportation energy agriculture housing health "
    "finance trade interior treasury war transport defence"
)
DEMONYMS: Final = PARTIES | words(
    "u.s us uk u.k eu e.u american british "
    "french german russian chinese canadian mexican israeli iranian european african indian japanese korean italian "
    "spanish australian irish scottish welsh belgian dutch danish swedish norwegian finnish polish czech greek turkish "
    "austrian swiss hungarian ukrainian brazilian argentine egyptian nigerian kenyan pakistani south north black "
    "roman latino hispanic muslim christian jewish catholic asian-american african-american"
)
TEAMS: Final = words("campaign administration team transition government")
HOUSE_NOUNS: Final = (
    TEAMS | BODIES | words("division family unit office desk lab center centre school group firm company")
)
TAILS: Final = words("emeritus emerita elect designate general")
NO_PART: Final = words(  # of a role: words of grammar, and verbs whose form does not tell
    "a an the this that these those of at for with in from to on by as about against over under after before than "
    "like between among into through including near around and or but nor so yet if when while where why how who "
    "whom whose which what i he she it they we you me him them us his its her their our my your is are was were be "
    "been being am has have had do does did will would can could shall should may might must not no also then still "
    "even just only too very here there now never always often both each every any all some many most several "
    "another such other others once again ago yesterday today tomorrow because although though since until during "
    "without within via per not said say says told tell tells wrote write came come went go goes got get gave give "
    "took take made make met meet saw see left leave led leads ran run won win lost lose beat held hold found find "
    "brought bring bought buy sold sell sent send spoke speak stood stand sat sit thought think knew know kept keep "
    "began begin felt feel heard hear paid pay put let set cut hit read became become chose choose drew draw fell "
    "fall grew grow misled mislead rose rise shot struck swore taught taught threw throw understood wore won "
    "withdrew ask thank call join urge oppose support replace defeat challenge want need try use help let "
    "more less much few own same one two three four five six seven eight nine ten"
)
PARTICIPLES: Final = words(  # with the ending of a verb, and yet words of roles
    "retired elected appointed unelected accused convicted disgraced renowned noted celebrated distinguished "
    "registered licensed self-described self-styled certified embedded united armed california-based noted "
    "london-based veteran-turned leading visiting managing marketing founding acting ranking nursing engineering "
    "banking investing sitting outgoing incoming teaching training planning policing organizing organising "
    "fundraising voting housing advertising publishing accounting purchasing manufacturing mining shipping computing "
    "machine-learning breaking sterling wing sibling presiding supervising commanding consulting contributing "
    "governing editing writing family"
)
PLURALS: Final = words(  # with an ending of plurals and verbs
    "rights affairs sales operations communications news business sports systems services relations resources "
    "communities liberties politics economics physics ethics statistics mathematics public-affairs data-systems "
    "elections veterans records courts schools prisons parks arts cameras products humanities sciences studies "
    "technologies always series u.s us species gas chess access process congress press class mass wireless homeless "
    "campus crisis analysis census status corps networks products strategies materials securities futures markets "
    "partnerships programs projects standards animals women's children's robotics logistics genetics forensics "
    "analytics biometrics graphics athletics acoustics bioethics genomics linguistics"
)
