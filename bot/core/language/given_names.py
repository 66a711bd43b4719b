"""Common given names of English-language news, by the pronoun that usually goes with them.

A modest list: a name that is missing costs a cue, never a wrong speaker. Names used for anybody are in `EITHER`.
"""

from typing import Final


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


MALE: Final = _names(
    """
    adrián álvaro andré andrés ángel césar elías germán gonzalo iván jesús joaquín josé julián martín nicolás óscar
    ramón raúl rené rubén sebastián tomás víctor
    adebayo amadou amos anders anselm babak babatunde burak callum chidi chinedu ciaran clemens connor damian darius
    demetrius desmond efrain emeka emre ephraim ezekiel femi fergus finn gerardo gunnar gustavo habib hadi haruto henk
    hisham ibrahima javad jeroen ji-woo jiho joost karim kojo kwabena layth mikkel min-jun nabil nikhil obinna oluwaseun
    otis ousmane pieter qasim seun sipho theo thiago tiago tunde uchenna waleed walid willem xiaoming zoltan
    aaron abdul abhishek abraham adam adrian ahmed aiden akira al alan albert alec alejandro alexander alfred ali
    allen alvaro alvin amir amit anderson andre andreas andrei andres andrew andy angelo anil anthony antoine
    antonin antonio arjun arnaud arnold arthur arun ashok asif austin barack barry bart bashar bashir ben benjamin
    benoit bernard bernie bert bilal bill billy bjorn bob bobby boris boyd brad bradley brandon brendan brent brett
    brian brock bruce bryan bryce byron caleb calvin carl carlos casper cedric cesar chad charles charlie chester
    chris christian christopher chuck clarence clark claude clay clayton cliff clifford clint clyde cody colin conor
    cory craig curt curtis cyrus dale damon dan daniel danny dante darnell darrell darren darryl daryl dave david
    dean deepak dennis derek derrick didier diego dieter dimitri dirk dmitry dominic don donald doug douglas duane
    duncan dustin dwayne dwight eamon earl ed eddie edgar edmund eduardo edward edwin eli elias elijah elliott elon
    emanuel emilio emmanuel emmett enrique enzo eric erick erik ernest ernie esteban ethan eugene evan evgeny ezra
    fabian faisal farid felipe felix fernando floyd francisco frank franklin françois fred frederick fredrik gabriel
    gareth garrett gary gautam gavin gene geoff geoffrey george gerald gerard gideon giles gilles giovanni giuseppe
    glen glenn gordon graham grant greg gregg gregory guillermo gunther gus guy haider hakeem hamid hank hans harish
    harold harry harvey hassan hector heinrich henry herbert herman hiram hiroshi hollis horace howard hugh hugo
    hussein ian ibrahim ignacio igor imran irwin isaac isaiah ismail ivan jack jacob jair jake jamaal jamal james
    jared jaroslaw jarvis jason javier jay jeb jed jeff jeffery jeffrey jens jeremiah jeremy jermaine jerome jerry
    jesus jian jim jimmy joachim joao joaquin joe joel joey johan john johnnie johnny jon jonah jonas jonathan jorge
    jose joseph josh joshua josé juan julian julio justin jérôme jörg jürgen kareem karl karsten kazuo keith ken
    kenji kenneth kent kevin khaled khalid khizr kirk klaus kofi krishna kumar kunal kurt kwame kyle lachlan lamar
    lamont lance larry lars lawrence leandro leo leon leonard leroy levi lewis liam lionel lloyd logan lonnie
    lorenzo lou louis lowell luc luca lucas ludwig luigi luis lukas luke luther lyle magnus mahmoud malcolm malik
    manish manuel marc marcel marco marcus mario marius mark marshall martin marty marvin mateo mateusz mathias matt
    matteo matthew maurice maurizio max maxwell mehdi mehmet mel melvin merrick michael mick miguel mihai mike
    mikhail milan milo milton mitch mitchell mitt mohamed mohammad mohammed mohan mort muhammad mukesh murray
    mustafa myron nate nathan nathaniel naveen neal ned neil nelson newt nicholas nick nicolas nicolás nigel niklas
    nikolai nils nitin noah nolan norm norman olaf oliver omar orlando orrin osama oscar otto owen pablo paolo
    pascal patricio patrick paul pavel pedro percy perry pete peter phil philip phillip pierre piotr prakash pranav
    preston quentin quincy radek rafael rahm rahul rainer raj raja rajesh rajiv ralf ralph ramesh ramon rand randall
    randy rashid raul ravi ray raymond raúl reggie reginald reinhard rene rex rhett ricardo rich richard rick ricky
    rob robert roberto rod roderick rodney rodrigo roger rohan rohit roland rolf ron ronald ross roy ruben rudolph
    rudy rufus rupert russ russell ryan saeed salman salvador sam sami samir samuel sandeep sanjay santiago satya
    saul scott sean sebastian sergei sergey sergio seth seymour shane shaun sheldon sherrod sherwood shinzo
    siddharth silas simon sonny spencer stan stanley stefan stephane stephen sterling steve steven stewart stuart
    stéphane sundar sunil suresh sven søren tad tanner tarek tariq tayyip ted terence terrell terrence thabo thad
    thaddeus theodore thierry thom thomas thorsten thurgood tim timothy tobias todd tom tomas tommy tomás tony
    travis trent trevor trey tristan troy tucker tyler tyrone ulysses umar uri vaclav valery vernon victor vijay
    vikram viktor vinay vince vincent vinod virgil vivek vladimir volodymyr wade wallace walter warner warren wayne
    wendell wesley wilbur wiley wilfred will willard william willie winston wolfgang woodrow woody xavier yair yann
    yuri yusuf yves zach zachary zack zane zeke ziad
    """
)

FEMALE: Final = _names(
    """
    ángela belén chloë inés lucía maría mónica renée rocío sofía ursula verónica zoë
    abena ada adaeze alba alisha amira aminata ananya anneke annika antonia aretha asha aylin ayse azadeh beatriz bella
    bertha brigid brigitte catalina chiamaka chiara consuelo dalia darya dinah dorothea eithne eleni elif enid eunice
    farah fatou femke fernanda folake galina gemma gita giulia hatice ifeoma imogen irina jacinta jamila jelena jemima
    jimena kezia kiara leonie lila lina linh lotte ludmila maartje maeve manuela mariama meena mei mei-ling moira
    monique ngozi niamh nneka oona phoebe pilar rhea rima rocio saira sakura sanne saoirse selma seo-yeon shanice
    shreya solange soo-jin tanisha thandiwe thea thuy valentina wilhelmina ximena yara zadie zeynep
    aaliyah abby abigail adele aditi adriana agatha agnes aileen ainsley aisha aisling alana alejandra alessandra
    alexandra alexandria alice alicia alina alison allison alma althea alyssa amal amanda amara amber amelia amina
    amy amélie ana anastasia angela angelica anika anita anjali ann anna annabel anne annette annie antoinette anya
    aparna april ariana ariel arlene asma astrid audrey ava ayanna ayesha barbara beatrice becky belinda bernadette
    bernice beth betsy bettina betty beverly bianca birgit blanca blanche bonnie brenda brianna bridget bridgette
    britta brittany bronwyn brooke caitlin camila camilla camille candace candice cara carina carla carly carmen
    carol carole caroline carolyn carrie cassandra catherine cathy cecilia celeste celia charlene charlotte
    charmaine chelsea cheryl chloe christie christina christine ciara cindy claire clara claudette claudia cleo
    colleen connie constance cordelia cori corinne cristina crystal cynthia dagmar daisy danica daniela danielle
    daphne darcy darlene dawn deanna debbie deborah debra deirdre delia delores denise desiree diana diane dianna
    dianne dina divya dolores donna dora doris dorothy ebony edith eileen elaina elaine eleanor elena elin elisa
    elisabeth elise eliza elizabeth elke ella ellen ellie eloise elsa elvira emilia emily emma erica erika erin
    esperanza estelle esther eva eve evelyn faith fatima fatma felicia fiona flora florence frances francesca freya
    frida gabriela gabrielle gail gayle genevieve georgia georgina geraldine gina ginger gisele gladys glenda gloria
    grace greta gretchen guadalupe gwen gwendolyn hala hanna hannah harriet hattie hazel heather heba heidi heike
    helen helena helga henrietta hilda hillary holly hope huda hélène ida ilana ilhan ilse iman imani indira ines
    ingrid irene iris isabel isabella ivana ivanka ivy jacinda jaclyn jacqueline jada jana jane janelle janet janice
    jasmine jayne jeanette jeanne jeannie jen jenna jennifer jenny jessica jill jillian jo joan joanna joanne
    jocelyn jodi johanna jolene josefina josephine joy joyce juana juanita judith judy julia juliana julie juliet
    june jutta kaitlin kaitlyn kamala kara karen karin karina karla karolina katarzyna kate katharine katherine
    kathleen kathryn kathy katie katja katrina kavita kayla kayleigh keisha kellyanne kerstin khadija kimberly
    kirsten kirstjen krista kristen kristin kristina kristy kyra laila lakshmi lana lara larissa latisha latoya
    laura lauren laurie layla leah leila lena leona leticia letitia lidia lilian liliana lillian lily linda lisa
    livia liz lois lola lorena loretta lori lorna lorraine louise lucia luciana lucie lucille lucy luisa luz lydia
    lynda lynette lynn lynne mabel madeleine madeline madison magda maggie maia malala mallory mandy mara marcela
    marcia margaret margarita margot margrethe maria mariam mariana marianne maribel marie marilyn marina marine
    marisol marissa marjorie marla marlene marsha marta martha mary maryam mathilde matilda maura maureen mavis
    maxine maya mazie meera megan meghan melania melanie melinda melissa melody mercedes mette mia michele michelle
    mildred mimi minnie miranda miriam molly mona monica muriel myra myrna nadia nadine nancy naomi natalie natasha
    nathalie neha nell nia nicola nicole nikki nina nisha noelle noor nora norma océane odette olga olive olivia
    ophelia oprah padma paige paloma pam pamela patricia patsy patti patty paula pauline pearl peggy penelope penny
    petra philippa phyllis pia piper polly portia priscilla priya rachel ramona rania raquel rashida rebecca regina
    renata renee rhoda rhonda rita roberta rochelle rosa rosalie rosalind rosalyn rosanna rose roseanne rosemary
    rosie rowena roxana roxanne ruth sabina sabine sabrina sadie sally salma samantha samira sana sandra sara sarah
    savannah selena serena shabana sharice sharon shauna sheila shelley sheri sherry shirin shirley shivani sigrid
    silke simone sinead siobhan sofia soledad solveig sonia sonja sonya sophia sophie stefanie stella stephanie sue
    sunita susan susana susannah susanne suzanne suzette svetlana sybil sylvia sylvie tabitha tamara tamika tammy
    tanya tara tasha tatiana teresa tessa thelma theodora theresa tiffany tina tonya tracie trina trisha trudy tulsi
    ulrike uma ursula usha valerie valérie vandana vanessa vanita vera veronica vicki vicky victoria vilma viola
    violet virginia vivian véronique wanda wendy wilma winifred xiomara yael yasmin yasmine yesenia yolanda yvette
    yvonne zahra zainab zara zelda zoe zora élise
    """
)

EITHER: Final = _names(
    """
    ade arden arlo bola deniz dominique jodie jude kiran liv minh nikita nour patrice tendai tolu wei yuki
    alex alexis andrea angel ashley avery bailey blair blake cameron carey casey chandra charley corey courtney
    dakota dana devin devon drew elliot even francis frankie gale hayden hilary hunter jackie jaime jamie jan jean
    jess jesse jody jordan jules kai kelly kelsey kendall kerri kerry kim lee leigh leslie lindsey loren mackenzie
    marion
    meredith morgan noel pat payton quinn reese riley robbie robin ronnie rory rowan sage sandy sasha shannon shawn
    shelby shelly sidney skyler stacey stacy stevie sydney tatum taylor terry toby tracey tracy whitney
    """
)

GIVEN: Final = MALE | FEMALE | EITHER
