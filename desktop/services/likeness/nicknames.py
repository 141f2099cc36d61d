"""Short forms of first names, as they stand on customer lists of the United States."""

_FORMS = """
abigail abby gail; abraham abe; albert al bert; alexander alex al sandy xander
alexandra alex sandra; alfred al fred; alice ali; amanda mandy; andrew andy drew; angela angie
ann anna anne annie nan nancy; anthony tony; antonio tony; arthur art; barbara barb babs barbie
benjamin ben benny; bernard bernie; beverly bev; bradley brad; calvin cal; carolyn carol carrie
caroline carol carrie; cassandra cassie; catherine cathy kathy kate cate
charles charlie chuck chas; charlotte charlie lottie; chester chet; christina chris christy tina
christine chris christy; christopher chris kit topher; clarence clare; clifford cliff
clinton clint; cynthia cindy; daniel dan danny; danielle dani; david dave davey
deborah debbie deb debra; dennis denny; diana diane di; donald don donny; dorothy dot dottie
douglas doug; edward ed eddie ted ned; edwin ed eddie; eleanor ellie nell nora
elizabeth liz beth betty betsy lisa eliza libby; ellen ellie nell; emily em; ernest ernie
eugene gene; evelyn evie; florence flo; frances fran frankie; francis frank
francisco frank pancho; franklin frank; frederick fred freddy rick; gabriel gabe
geoffrey geoff jeff; george geo; gerald jerry gerry; gilbert gil bert; gordon gord; gregory greg
guillermo bill; harold hal harry; harriet hattie; harry hal; helen nell; henry hank harry
herbert herb bert; howard howie; hubert bert; isabella bella izzy; jacob jake; jacqueline jackie
james jim jimmy jamie; janet jan; janice jan; jason jay; jeffrey jeff; jennifer jen jenny
jeremy jerry; jerome jerry; jessica jess jessie; jesus chuy; joan joanie; john johnny jack jon
jonathan jon johnny; jose joe pepe; joseph joe joey; joshua josh; josephine jo josie
juanita nita; judith judy; julia julie; katherine kathy kate katie kay kathryn
kathleen kathy kate; kathryn kathy kate kay; kenneth ken kenny; kimberly kim; larry lawrence
lawrence larry; leonard len lenny leo; leroy roy; leslie les; lewis lew lou; lillian lil lilly
linda lindy; louis lou louie; louise lou; lucille lucy; luther lu; lynn lynne; madeline maddie
manuel manny; marcus marc mark; margaret maggie meg peggy marge margie rita; maria mary
marilyn marie; marjorie marge margie; marshall marsh; martha marty; martin marty; marvin marv
mary molly polly; matthew matt; maurice maury; maxwell max; melissa missy mel lissa; melvin mel
michael mike mick mickey mikey; michelle shelly; mildred millie; milton milt; mitchell mitch
nancy nan; natalie nat; nathan nate; nathaniel nate nat; nicholas nick; nicole nikki
norman norm; oliver ollie; oscar ossie; pamela pam; patricia pat patty trish tricia
patrick pat paddy; paul paulie; pauline polly; peter pete; philip phil; phillip phil
phyllis phyl; priscilla cilla; rachel rae; ralph ralphie; randall randy; randolph randy
raymond ray; rebecca becky becca; reginald reggie reg; richard dick rick rich ricky
robert bob bobby rob robbie bert; roberta bobbie; roderick rod rick; rodney rod; roger rog
roland rollie; ronald ron ronny ronnie; rosemary rose; russell russ; ruth ruthie; samantha sam
samuel sam sammy; sandra sandy; sarah sally sara; sharon shari; shirley shirl; sidney sid
stanley stan; stephanie steph; stephen steve; steven steve; stuart stu; susan sue susie suzy
suzanne sue susie; sylvester sly; terrence terry; teresa terry tess; theresa terry tess
theodore ted teddy theo; thomas tom tommy; timothy tim timmy; tobias toby; tracy tracey
valerie val; vernon vern; victor vic; victoria vicky vicki tori; vincent vince vinny
virginia ginny ginger; vivian viv; wallace wally; walter walt wally; wendell wendy; wesley wes
wilbur will; willard will; william bill billy will willie; winifred winnie; woodrow woody
yolanda yoli; yvonne vonnie; zachary zach zack
"""


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    lines = (part.split() for line in _FORMS.strip().splitlines() for part in line.split(";"))
    for number, words in enumerate(lines):
        for word in words:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_GROUPS = _groups()
_NONE: frozenset[int] = frozenset()


def is_short_form(one: str, other: str) -> bool:
    """Whether two first names may be one: Bob and Robert, Pat and Patricia."""
    groups = _GROUPS.get(one, _NONE)
    return bool(groups) and not groups.isdisjoint(_GROUPS.get(other, _NONE))


def family(name: str) -> str:
    """One word for all the forms of a first name, for finding; the name itself where unknown."""
    groups = _GROUPS.get(name)
    return f"~{min(groups)}" if groups else name
