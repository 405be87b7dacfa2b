/**
 * Given names that are common among adults in Britain, without accents: those of the ONS's and NRS's historical tables of baby names
 * (1944 to 1994) that are familiar, and names usual in Wales, Scotland, Ireland and in communities from elsewhere. Drawn up by hand
 * and left short on purpose: a name that is not here raises no alarm, and one that is also a word or a place (Rose, Grace, Chester) would raise a false one.
 */
const COMMON = `
aaron adam adrian aidan alan alasdair alastair albert alec alex alexander alfred alistair allan andrew angus anthony antony arthur
barry benjamin bernard brian bruce calum callum cameron charles christian christopher clive colin connor craig cyril damian daniel
darren david dean dennis derek desmond dominic donald douglas duncan edward edwin eric ernest euan eugene evan ewan fergus francis
frank frederick gareth gary gavin geoffrey george gerald gerard gilbert glenn gordon graeme graham gregory guy hamish harold harry
henry herbert hugh iain ian jack jacob james jamie jason jeffrey jeremy jonathan john jordan joseph joshua julian justin karl
keith kenneth kevin kieran kyle lawrence lee leonard leslie lewis liam louis luke malcolm marcus mark martin matthew maurice
michael mitchell nathan neil nicholas nigel norman oliver owen patrick paul peter philip raymond richard robert robin roderick
roger ronald rory ross roy rupert russell ryan samuel scott sean sebastian shaun sidney simon stanley stephen steven stuart
terence thomas timothy toby trevor tristan victor vincent walter warren wayne wilfred william zachary
abigail agnes aileen alexandra alice alison amanda amelia amy andrea angela anita ann anna annabel anne annette annie audrey
barbara beatrice bernadette beryl beth bethany betty beverley brenda bridget carol carole caroline catherine charlotte cheryl
chloe christina christine claire clare colleen daphne dawn deborah debra denise diana diane donna doreen doris dorothy edith eileen
elaine eleanor elizabeth ellen elsie emily emma erica esther eva evelyn felicity fiona frances gail gemma georgina geraldine
gillian glenda gwen hannah harriet hazel heather helen hilary irene isabel isobel jacqueline jane janet janice jayne jean jemima
jennifer jenny jessica jill joan joanna joanne josephine joyce judith julia julie karen kate katherine kathleen kathryn katie kelly
kerry kim kirsty laura lauren leanne lesley linda lindsay lisa lorna lorraine louise lucy lydia lynda lynn lynne madeleine maureen
margaret maria marian marie marion marjorie mary maxine melanie melissa michelle miriam moira molly monica morag muriel nadia nancy
naomi natalie natasha nicola nora olivia pamela patricia paula pauline penelope penny philippa phyllis rachel rebecca rhona
rosemary rosalind rosie ruth sally samantha sandra sara sarah sharon sheila shirley shona sonia sophie stacey stella stephanie
susan susanna suzanne sylvia tanya teresa theresa tina tracey tracy ursula valerie vanessa vera veronica victoria vivien wendy
yvonne yvette zoe
aled alun angharad anwen arwel bethan branwen bronwen bryn caradoc carys catrin ceri cerys dafydd delyth dewi dilys dylan eifion
eirlys eleri elin eluned emlyn emrys euros ffion gareth geraint gethin glenys glyn gwenda gwenllian gwilym gwyn gwyneth heledd
huw hywel idris ieuan ifan ifor iestyn iolo iwan llinos lowri mair mared meinir meleri menna meurig morfudd myfanwy nerys
nia non olwen osian rhian rhiannon rhodri rhydian rhys sian sioned tegwen tomos tudur
aoife brendan caitlin ciara ciaran conor declan deirdre diarmuid eamon eilidh eoin fergal fionnuala grainne mairead mhairi
niamh niall oisin orla padraig roisin ruaridh seamus siobhan sinead
agnieszka aleksandra andrzej anna barbara beata bogdan dariusz dorota ewa grzegorz iwona jacek jadwiga jakub jan janusz joanna
katarzyna krystyna krzysztof lukasz maciej magdalena malgorzata marcin marek mariusz marta mateusz monika pawel piotr rafal
slawomir stanislaw tomasz urszula wojciech zbigniew
aamir aaliyah abdul abdullah adeel adnan ahmed aisha ajay akhtar ali amina amir amit amjad anil anita anjali arjun asif asma ayesha
azhar bilal bushra deepa deepak faisal farah farhan farida farooq fatima fatema ghulam gurpreet habib hamza haroon harjit harpreet
hassan hussein ibrahim imran iqbal irfan ismail jasvinder jaswinder javed jyoti kamal kamran kashif kavita khalid kiran kuldeep
lakshmi madhu mahmood manjit maryam meena mohammed mohamed muhammad mukesh mumtaz mustafa nadeem naveed nazia neha nisha nusrat
omar parminder parveen pooja pradeep priya qasim rajesh rajinder rakesh ramesh rashid razia rehana ritu rizwan rukhsana sadia
saima sajid saleem salma samina sandeep sanjay satnam shabana shahid shahida shazia shirin sukhdev sukhvinder sunil sunita suresh
tahir tariq usha usman vijay vikram waqar waseem yasmin yasir yusuf zahid zainab
adebayo ade akosua ama amara babatunde chidi chinedu chioma ebony emeka folake funmi ifeoma kofi kwabena kwame ngozi nkechi
olu oluwaseun segun temitope tunde yaw yetunde
`;

/** Forms of one name, a line each: whoever has one of them may well write with another. */
const FORMS = `
abigail abby abi gail
alan allan allen al
albert bert bertie al
alexander alexandra alex alec alasdair alastair alistair alasdair sandy sandra lex aleksandra ola sasha
alfred alf alfie fred
alice ali alys
alison ali allie
amanda mandy
andrew andy drew andrzej andreas
angela angie
ann anne anna annie nan nancy anya ania hannah annette anita
anthony antony tony anton
arthur art
barbara barb babs basia
beatrice bea trixie
benjamin ben benny
bernard bernie
bethan beth bethany elizabeth
brian bryan
catherine katherine kathryn catrin kate katie kathy cathy kat cat kitty kath kay cat katarzyna kasia caitlin catriona trina
charles charlie chas chuck carol
charlotte charlie lottie
christopher chris kit christian krzysztof topher
christine christina chris chrissie tina krystyna
claire clare clara
daniel dan danny daniela danielle
david dave davy dafydd dai dewi davey
deborah debra debbie deb debs
dennis denis den denise
diana diane di
donald don donnie
dorothy dot dottie dolly
edward ed eddie ted teddy ned edwin
eleanor ellie nell nora elen ellen helen elin elena
elizabeth elisabeth liz lizzie beth betty betsy eliza lisa elsie bess libby elspeth lisbeth
emily em emma millie
evelyn eve evie eva
florence flo florrie
frances francis fran frank franny frankie
frederick fred freddie freddy
geoffrey jeffrey geoff jeff
george georgina georgia georgie
gerald gerard gerry jerry ged
gillian jill gill gilly
gregory greg grzegorz
gwendolen gwen gwenda gwenllian gwenno
harold harry hal
harriet hattie harry
henry harry hal hank
hugh huw hughie
isabel isobel isabella bella izzy isla
jacqueline jackie jacqui jacky
jacob jake jakub kuba
james jim jimmy jamie jem hamish seamus
jane janet janey jean jayne sian jan sioned sheena
janet jan jannette
jennifer jenny jen jenni
jessica jess jessie
joan joanna joanne jo siwan asia johanna
jonathan jon jonny jonathon john johnny
john jack johnny jon jan ian iain sean ioan evan ieuan ifan owen shaun
joseph joe joey josef yusuf jozef
josephine jo josie
joshua josh
judith judy jude
julia julie jules juliet
kenneth ken kenny
kimberley kim
lawrence laurence larry laurie loz
leonard len lenny leo
leslie lesley les
lewis louis lou louise
lillian lily lil
linda lynda lyn lynn lynne lindy
lucy lucia lucinda
madeleine maddy maddie
magdalena magda
malcolm mal
malgorzata gosia margaret
margaret maggie meg megan peggy peg marge margot mags greta rita mared marged margery marjorie mair
martin marty marcin
mary maria marie marian marion molly polly mair mairi mhairi moira maureen may mae
matthew matt mateusz mat
maurice mo morris
michael mike mick mickey mikey mihangel micky
michelle shell chelle
mohammed mohamed muhammad mohammad mohamad mohamud mo md
nathan nathaniel nat nate
nicholas nick nicky nico nic
nicola nicky nikki nic
oliver olly ollie
pamela pam
patricia pat trish patsy tricia patti paddy
patrick pat paddy padraig rick
penelope penny pen
peter pete piotr pedr
philip phillip phil philippa pippa pip
rachel rachael rach rae
raymond ray
rebecca becky bex becca beccy
richard rich rick dick ricky rik richie dickie
robert rob bob robbie bobby robin bert
roderick rod roddy
roger rog
ronald ron ronnie
rosemary rose rosie rosalind ros roz romy
samuel samantha sam sammy
sarah sara sal sally sadie
sean shaun shawn
sidney sydney sid syd
simon si
sophie sophia sofia soph
stanley stan
stephen steven steve stevie stef steffan
stephanie steph stevie
stuart stewart stu
susan sue susie suzanne susanna suzie sukie zuzanna
sylvia sylvie
terence terry tel
teresa theresa tess tessa terri
thomas tom tommy tomos twm tomasz tam
timothy tim timmy
tracey tracy trace
valerie val
veronica ronnie vera
victoria vicky vicki tori vic
victor vic
vincent vince vinny
vivien vivian viv
walter wally walt
wilfred wilf
william will bill billy willie bil wil gwilym liam wills
winifred win winnie
zachary zac zack zak
`;

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

const GIVEN_NAMES: ReadonlySet<string> = new Set(words(COMMON));

const GROUPS = FORMS.trim().split('\n').map(words);
const FORMS_OF: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(GROUPS.flat())].map((name) => [
    name,
    [...new Set(GROUPS.filter((group) => group.includes(name)).flat())],
  ]),
);

/** Whether a word, in plain lower-case letters, is a given name and hardly anything else. */
export function isGivenName(word: string): boolean {
  return GIVEN_NAMES.has(word);
}

/** Every form of a name, itself included: robert, bob, rob … */
export function formsOf(name: string): readonly string[] {
  return FORMS_OF.get(name) ?? [name];
}

/** Whether people have a word, in plain lower-case letters, for a first name, in full or in another form; it may be a family name as well. */
export function isFirstName(word: string): boolean {
  return GIVEN_NAMES.has(word) || FORMS_OF.has(word);
}
