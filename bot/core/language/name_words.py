"""Words that decide what a run of capital letters is: titles, roles, kinds of organisation, words that are no name."""

from typing import Final


def words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


HE_TITLES: Final = words("mr sir lord king prince congressman councilman chairman spokesman assemblyman alderman")
SHE_TITLES: Final = words(
    "mrs ms miss dame lady madam queen princess congresswoman councilwoman chairwoman spokeswoman assemblywoman "
    "alderwoman first-lady baroness countess duchess"
)
TITLES: Final = (
    HE_TITLES
    | SHE_TITLES
    | words(
        "dr prof professor sen sens senator senators rep reps representative representatives gov govs governor "
        "governors del delegate lt lieutenant gen general col colonel maj major capt captain sgt sergeant cpl adm "
        "admiral cmdr commander det detective insp inspector supt superintendent rev reverend pastor bishop "
        "archbishop cardinal pope imam rabbi judge justice justices president vice-president vice minister premier "
        "chancellor secretary undersecretary ambassador speaker mayor mayors councilmember councilor councillor "
        "supervisor alderperson commissioner commissioners chief sheriff officer deputy attorney attorneys solicitor "
        "prosecutor chair chairperson director executive editor reporter correspondent columnist author economist "
        "analyst spokesperson coach activist advocate lawyer doctor ceo cfo cto coo whip leader assistant associate "
        "prime foreign treasury defense majority minority district state interior acting interim former ex-president "
        "then-president hon honorable msgr fr chancellor host moderator cllr asst constable assemblymember "
        "member mp mep msp"
    )
)
WEAK_TITLES: Final = words(  # of a title only together with one that stands after them
    "vice prime foreign treasury defense majority minority district state interior acting interim former "
    "assistant associate deputy executive lt lieutenant attorney attorneys"
)
ORGANISATION_WORDS: Final = words(
    "inc corp corporation co company companies ltd llc plc group holdings partners labs laboratories technologies "
    "tech systems software solutions department ministry office bureau agency administration authority commission "
    "committee subcommittee council board court courts congress parliament senate house assembly legislature "
    "government union association federation foundation institute institution university college school academy "
    "center centre museum church hospital bank fund trust party campaign caucus coalition alliance network "
    "project initiative society club league movement times post journal news tribune herald gazette guardian "
    "magazine press radio television tv police force army navy service services security intelligence watch "
    "international media studios enterprises industries motors airlines energy electric chamber league lab "
    "watchdog conference forum taskforce organisation organization tribunal nations republicans democrats "
    "airlines airport protection enforcement liberties"
)
PEOPLE_GROUPS: Final = words(
    "roman republican republicans democrat democrats democratic gop american americans british french german "
    "russian chinese canadian mexican israeli iranian european european-american african african-american latino "
    "latinos hispanic muslim muslims christian christians jewish catholic conservative conservatives liberal "
    "liberals labour tory indian japanese korean italian spanish australian south north white black asian texan "
    "californian libertarian"
)
FUNCTION: Final = words(  # never part of a name, wherever they stand with a capital
    "a an the this that these those if when while where why how what who whom whose which whether as at by from "
    "in into off onto out to up with within without after before since until during through because although "
    "though but and or nor so yet he she it they we you i his its their our my your him them us me here there is "
    "are was were be been has have had would could should must do does did not no yes also then still even just "
    "only some any all both each every many most several other another such once later earlier however meanwhile "
    "moreover instead indeed perhaps maybe unlike despite according asked speaking let let's i'm i've i'll i'd "
    "it's that's there's he's she's they're we're you're don't didn't doesn't can't won't isn't what's here's "
    "who's it'll we've they've you've"
)
OPENERS: Final = words(  # no name when they open a sentence: common words that may be parts of names elsewhere
    "for of on over under like critics officials lawmakers police people experts opponents supporters protesters "
    "researchers activists advocates residents voters reporters one two three four five six seven eight nine ten "
    "first second third last next among about above across against along around between beyond near per than via "
    "too very never always often sometimes please thank thanks dear good great new old related read watch follow "
    "click photo image video update updated correction exclusive breaking opinion analysis added given "
    "considering following including based now again today yesterday tomorrow soon well oh more much few will can "
    "may might her"
)
CALENDAR: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas thanksgiving "
    "easter"
)
PLACES: Final = words(
    "america u.s us usa u.k uk eu e.u u.n europe asia africa china russia iran iraq syria israel germany france "
    "britain england scotland wales ireland canada mexico india japan korea australia ukraine turkey egypt spain "
    "italy poland brazil alabama alaska arizona arkansas california colorado connecticut delaware florida georgia "
    "hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota "
    "mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont "
    "virginia washington wisconsin wyoming chicago boston seattle portland oakland detroit philadelphia houston "
    "dallas atlanta denver miami baltimore cleveland london paris berlin moscow beijing tokyo brussels geneva "
    "rome toronto ottawa sydney delhi vietnam cuba venezuela colombia argentina chile peru greece portugal sweden "
    "norway denmark finland hungary austria belgium netherlands switzerland romania bulgaria serbia georgia "
    "lebanon jordan yemen libya sudan ethiopia kenya nigeria somalia pakistan afghanistan bangladesh burma "
    "myanmar thailand philippines indonesia malaysia singapore taiwan cambodia laos nepal haiti jamaica manhattan "
    "brooklyn queens bronx harlem pittsburgh memphis nashville charlotte milwaukee minneapolis phoenix tucson "
    "sacramento ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev "
    "n.h n.j n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn tex vt va wash w.va wis wyo d.c"
)
PLACE_STARTS: Final = words("new north south west east san los las st santa fort saint united")
CORPORATE_ENDS: Final = words("inc corp corporation co ltd llc plc")
GENERIC_FIRSTS: Final = words(
    "national american united house senate state general new north south east west international federal supreme "
    "world department university city county u.s us public committee center institute council republican "
    "democratic white black african european british royal first district super"
)
FIELDS: Final = words(  # what organisations are for and about, beside words that end like "privacy" and "technology"
    "action art arts black border care change childhood children civil consumer crime customs data design digital "
    "drug equal exchange faces families food free freedom fourth future futures good health heritage housing human "
    "justice labor labour law life lives markets media nature now open peace people policy power press reform safe "
    "safer science space speech sport streets trade transport truth voice voices war wealth welfare women work "
    "workers world youth teachers lawyers officers employers engineers journalists scientists streets cities"
)
SMALL_IN_NAMES: Final = words("our your against for without over beyond under to up not all every no with")
"""Small words that have a capital only inside of a name: Defend Our Streets, People Against Cameras."""
_FIELD_ENDS: Final = (
    "tion", "sion", "ity", "ment", "logy", "ics", "acy", "ance", "ence", "ism", "ness", "ship", "ings", "ards", "ties",
    "ices", "rights", "tions", "ures", "ies", "ety",
)  # fmt: skip


def is_field(word: str) -> bool:
    """Whether a word with a capital is a common noun that organisations are named for: Technology, Rights, Change."""
    return word in FIELDS or (word.endswith(_FIELD_ENDS) and word not in PLACES)


COURTESY: Final = words("mr mrs ms miss mx sir madam")  # tell nothing of what somebody does
SUFFIXES: Final = words("jr sr ii iii iv")

ROLE_WORDS: Final = words(  # what people are called by what they do, or by whom they belong to
    "associate assistant sponsor co-sponsor cosponsor co-chair co-director lead planner programmer architect "
    "curator librarian activist actor actress administrator adviser advisor advocate agent aide ambassador "
    "analyst anchor announcer artist attorney auditor aunt author banker billionaire bishop broker brother "
    "businessman businesswoman candidate captain ceo cfo chair chairman chairperson chairwoman chancellor chief "
    "co-founder coach cofounder colonel columnist comedian commander commissioner congressman congresswoman "
    "consultant controller coo coordinator correspondent councilman councilmember councilwoman counsel cousin "
    "critic cto customer daughter dean defendant delegate demonstrator designer detective developer diplomat "
    "director directors doctor economist editor employee engineer entrepreneur ethicist executive expert farmer "
    "father fellow filmmaker founder friend general governor grandfather grandmother head historian host husband "
    "imam inspector investigator investor journalist judge justice lawmaker lawyer leader lecturer lieutenant "
    "lobbyist manager mayor member minister moderator mogul mother narrator negotiator neighbor neighbour nephew "
    "niece nominee nurse officer official ombudsman operator organiser organizer owner partner pastor "
    "photographer physician physicist plaintiff policeman policewoman pollster president principal producer "
    "professor prosecutor protester rabbi regulator reporter representative researcher resident scholar scientist "
    "secretary senator sergeant sheriff singer sister sociologist son specialist spokesman spokespeople "
    "spokesperson spokeswoman staffer strategist student superintendent supervisor supporter survivor teacher "
    "technologist tenant treasurer trustee uncle user veteran victim volunteer voter watchdog whip widow widower "
    "wife witness worker writer"
)
ROLE_NOUN: Final = rf"(?:chief of staff|prime minister|{'|'.join(sorted(ROLE_WORDS, key=len, reverse=True))})"
"""A pattern for one of them."""

HE_ROLES: Final = words(
    "spokesman congressman councilman chairman businessman policeman actor husband father son brother widower "
    "uncle nephew grandfather king prince assemblyman"
)
SHE_ROLES: Final = words(
    "spokeswoman congresswoman councilwoman chairwoman businesswoman policewoman actress wife mother daughter "
    "sister widow aunt niece grandmother queen princess assemblywoman"
)
