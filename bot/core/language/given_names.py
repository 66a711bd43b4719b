"""Common given names of English-language news, by the pronoun that usually goes with them.

A modest list: a name that is missing costs a cue, never a wrong speaker. Names used for anybody are in `EITHER`.
"""

from typing import Final


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


MALE: Final = _names(
    """
    aaron abdul abraham adam adrian ahmed al alan albert alejandro alexander alfred ali allen alvin amir anderson
    andre andreas andres andrew andy angelo anthony antonio antonin arjun arnold arthur arun asif austin barack
    barry bart ben benjamin bernard bernie bert bill billy bob bobby boris brad bradley brandon brendan brent brett
    brian bruce bryan byron caleb calvin carl carlos cedric cesar chad charles charlie chester chris christian
    christopher chuck clarence clark claude clay clayton cliff clifford clint clyde cody colin conor cory craig curt
    curtis cyrus dale damon dan daniel danny dante darrell darren darryl daryl dave david dean deepak dennis derek
    derrick diego dirk dmitry dominic don donald doug douglas duane duncan dustin dwayne dwight earl ed eddie edgar
    edmund eduardo edward edwin eli elias elijah elliott emanuel emmanuel enrique eric erik ernest gene ernie ethan
    eugene evan evgeny fabian felipe felix fernando floyd francisco frank franklin fred frederick gabriel gareth
    garrett gary gavin geoff geoffrey george gerald gerard giovanni glen glenn gordon graham grant greg gregg
    gregory guillermo gus guy hank hans harold harry harvey hassan hector henry herbert herman horace howard hugh
    hugo ian ibrahim igor imran isaac ismail ivan jack jacob jake jamal james jared jason javier jay jed jeff
    jeffery jeffrey jeremiah jeremy jerome jerry jesus jim jimmy joaquin joe joel joey johan john johnnie johnny jon
    jonah jonathan jorge jose joseph josh joshua josé juan julian julio justin kareem karl keith ken kenneth kent
    kevin khalid khizr kirk klaus kofi kumar kurt kyle lamar lance larry lars lawrence leo leon leonard leroy levi
    lewis liam lloyd logan lonnie lorenzo lou louis lucas luis luke luther lyle malcolm manuel marc marcel marco
    marcus mario marius mark marshall martin marty marvin mateo matt matthew maurice max maxwell mehmet mel melvin
    michael miguel mike milton mitch mitchell mitt mohamed mohammad mohammed muhammad murray nate nathan nathaniel
    neal ned neil nelson nicholas nick nicolas nigel nikolai noah norm norman oliver omar orlando oscar otto owen
    pablo patrick paul pavel pedro perry pete peter phil philip phillip pierre preston quentin rafael rahul raj
    rajesh ralph ramon randall randy raul ravi ray raymond reggie rex ricardo rich richard rick ricky rob robert
    roberto rod roderick rodney rodrigo roger roland ron ronald ross roy ruben rudolph rudy rupert russ russell ryan
    salvador sam samir samuel sanjay santiago saul scott sean sebastian sergei sergey sergio seth shane shaun
    sheldon sherrod simon spencer stan stanley stefan stephen steve steven stewart stuart sundar sunil suresh tariq
    ted terence terrence theodore thom thomas tim timothy todd tom tommy tony travis trevor tristan troy tyler
    tyrone vernon victor vijay vince vincent vinod vladimir wade wallace walter warren wayne wendell wesley wilbur
    wilfred will william willie winston woody xavier yusuf zach zachary zack
    """
)

FEMALE: Final = _names(
    """
    abby abigail adriana agnes aisha alana alexandra alexandria alice alicia alison allison alyssa amanda amber
    amelia amina amy ana angela angelica anita ann anna anne annette annie anya april ariana ariel astrid audrey ava
    barbara beatrice becky belinda bernadette bernice beth betsy betty bettina beverly bianca bonnie brenda bridget
    brittany brooke camila camille candace carla carly carmen carol carole caroline carolyn carrie catherine cathy
    cecilia celeste charlene charlotte chelsea cheryl chloe christie christina christine cindy claire clara claudia
    colleen connie constance corinne cristina crystal cynthia daisy danielle daphne darlene dawn debbie deborah
    debra deirdre delia denise diana diane dianne dina dolores donna dora doris dorothy edith eileen elaine eleanor
    elena elisa elise elisabeth eliza elizabeth ella ellen elsa emilia emily emma erica erika erin esther eva eve
    evelyn faith fatima felicia fiona florence frances francesca frida gabriela gabrielle gail georgia geraldine
    gina ginger gladys glenda gloria grace greta gretchen gwen hannah harriet hazel heather heidi helen helena
    hillary holly hope ida ilhan imani ines ingrid irene iris isabel isabella ivanka jacqueline jana jane janelle
    janet janice jasmine jeanette jeanne jen jenna jennifer jenny jessica jill jo joan joanna joanne jocelyn jodi
    josephine joy joyce juanita judith judy julia juliana julie juliet june kamala kara karen kate katherine
    kathleen kathryn kathy katie katrina kayla kayleigh khadija kimberly kirsten kristen kristin kristina laila
    lakshmi lara latoya laura lauren laurie layla leah leila lena letitia lillian lily linda lisa liz lois lola
    loretta lori lorraine louise lucia lucy lydia lynn mabel madeleine madison maggie mallory mandy marcia margaret
    maria mariam marianne marie marilyn marina marissa marjorie marlene marsha martha mary maureen maxine maya mazie
    megan meghan melania melanie melinda melissa mercedes mia michele michelle mildred miriam molly mona monica
    muriel myra nadia nancy naomi natalie natasha nell nicola nicole nikki nina noelle nora norma olga olivia paige
    pam pamela patricia patsy patti patty paula pauline peggy penelope phyllis pia polly priscilla priya rachel
    ramona rebecca regina renee rhonda rita roberta rochelle rosa rosalind rose rosemary roxanne ruth sabrina sally
    samantha sandra sara sarah selena serena sharon sheila shelley sheri sherry shirley sofia sonia sonya sophia
    sophie stella stephanie sue susan susana susanne suzanne svetlana sylvia tamara tammy tanya tara tasha teresa
    tessa thelma theresa tiffany tina tonya trisha tulsi ursula valerie vanessa vanita vera veronica vicki victoria
    viola violet virginia vivian wanda wendy wilma yasmin yolanda yvette yvonne zoe
    """
)

EITHER: Final = _names(
    """
    alex alexis andrea angel ashley avery bailey blair blake cameron carey casey chandra charley corey courtney
    dakota dana devin devon drew elliot even francis frankie gale hayden hilary hunter jackie jaime jamie jan jean
    jesse jody jordan jules kai kelly kelsey kendall kerri kerry kim lee leigh leslie lindsey loren mackenzie marion
    meredith morgan noel pat payton quinn reese riley robbie robin ronnie rory rowan sage sandy sasha shannon shawn
    shelby shelly sidney skyler stacey stacy stevie sydney tatum taylor terry toby tracey tracy whitney
    """
)

GIVEN: Final = MALE | FEMALE | EITHER
