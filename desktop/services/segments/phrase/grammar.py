"""The grammar of one condition over the tokens of a phrase, read as far as it goes."""

from contextlib import suppress
from functools import cache
from typing import Any

from desktop.services.segments.phrase.scanning import Token

GRAMMAR = r"""
start: value | field | happened | system | rank | segment | vague | due | place

value: VALUE SYS?                          -> is_value
     | VALUE FC                            -> is_value
     | FC VALUE                            -> is_value
     | NOT VALUE SYS?                      -> is_not_value
     | NO VALUE SYS?                       -> is_not_value
     | FC NOT VALUE                        -> is_not_value
     | NOT FC VALUE                        -> is_not_value
     | NO FC VALUE                         -> is_not_value
place: PLACE                               -> is_place
     | NOT PLACE                           -> is_not_place
     | FT PLACE                            -> field_place
     | FT NOT PLACE                        -> field_not_place
segment: SEGMENT                           -> in_segment
       | NOT SEGMENT                       -> not_in_segment
vague: VAGUE                               -> vague
     | NOT VAGUE                           -> not_vague
due: DUEW                                  -> due_now
   | NOT DUEW                              -> not_due_now
   | DUEW when                             -> due_when

any_field: FT | FC | FN | FD | FY
field: FT                                  -> is_known
     | FD                                  -> is_known
     | any_field KNOWN                     -> is_known
     | any_field UNKNOWN                   -> is_unknown
     | UNKNOWN any_field                   -> is_unknown
     | NO any_field                        -> is_unknown
     | any_field NOT KNOWN                 -> is_unknown
     | FT TEXTOP texts                     -> text
     | FT NOT TEXTOP texts                 -> not_text
     | FN cmp FN?                          -> number
     | cmp FN                              -> number_first
     | FN NOT cmp FN?                      -> not_number
     | FN BETWEEN YEAR AND num             -> years_as_numbers
     | FN                                  -> some
     | FY                                  -> yes
     | NOT FY                              -> not_yes
     | FD when                             -> day
     | FD NOT when                         -> not_day
     | NOT FD when                         -> not_day
     | NO FD when                          -> not_day
     | FD VAGUETIME                        -> day_lately
     | NOT FD VAGUETIME                    -> not_day_lately
     | NO FD VAGUETIME                     -> not_day_lately
     | FD SOON                             -> day_soon
     | DUEW SOON                           -> due_soon
     | EXPIRED                             -> expired
     | NOT EXPIRED                         -> not_expired
     | EXPIRED when                        -> ended
     | amount SINCE FD                     -> day_since
     | ANNIV when                          -> anniversary
texts: TEXT (OR TEXT)*

happened: ev when?                         -> did
        | NOT ev when?                     -> did_not
        | NO ev when?                      -> did_not
        | NOT when                         -> not_again
        | ev NTIMES when?                  -> counted_times
        | NOT ev NTIMES when?              -> not_counted_times
        | cmp ev when?                     -> counted
        | ev cmp TIMES when?               -> counted_times
        | ev cmp when?                     -> summed
        | NOT ev cmp TIMES when?           -> not_counted_times
        | last ev when                     -> latest
        | FIRST ev when?                   -> first
        | ev when? THEN ev within?         -> sequence
        | ev when? THEN NOT ev within?     -> not_followed
        | ev when? NOTTHEN ev within?      -> not_followed
        | ev when? THEN NO ev within?      -> not_followed
        | ev BY VALUE when?                -> done_by
        | ev SINCETHEN                     -> did_since_then
        | NOT ev SINCETHEN                 -> did_not_since_then
        | NO ev SINCETHEN                  -> did_not_since_then
        | ev VAGUETIME                     -> did_lately
        | NOT ev VAGUETIME                 -> did_not_lately
        | NO ev VAGUETIME                  -> did_not_lately
        | VAGUETIME ev                     -> did_lately_first
        | NOT VAGUETIME ev                 -> did_not_lately_first
ev: EVV | EVN
last: LAST | ROLL
within: WITHIN amount | WITHIN ROLL? amount

system: SYS INSTALLED when                 -> installed
      | INSTALLED when                     -> installed
      | SYS OLDER amount                   -> older
      | SYS NEWER amount                   -> newer
      | VALUE SYS OLDER amount             -> older
      | VALUE SYS NEWER amount             -> newer
      | VALUE SYS INSTALLED when           -> installed
      | VALUE SYS amount OLD               -> aged
      | SYS amount OLD                     -> aged
      | SYS amount OLD ORMORE              -> aged
      | VALUE SYS amount OLD ORMORE        -> aged
      | SYS cmp FN                         -> number_first
rank: end num PERCENT? BY? FN              -> rank
    | end NUMPERCENT BY? FN                -> rank_percent
    | end num PERCENT?                     -> rank_by_what
    | end NUMPERCENT                       -> rank_percent_by_what
!end: TOP | BOTTOM

cmp: GT num | GE num | LT num | LE num | EQ num
   | NUM ORMORE | NUM ORLESS | MONEY ORMORE | MONEY ORLESS
   | YEAR ORMORE | YEAR ORLESS | NUMPLUS
   | BETWEEN NUM AND num | BETWEEN MONEY AND num | NUM TO num | MONEY TO num | NUM | MONEY
num: NUM | YEAR | MONEY

amount: NUM UNIT | NUMPLUS UNIT | UNIT | STRETCH
      | GT NUM UNIT | GT UNIT | GT STRETCH | GE NUM UNIT | GE UNIT | LT NUM UNIT | LT UNIT
      | LE NUM UNIT | EQ NUM UNIT | NUM ORMORE UNIT | NUM UNIT ORMORE | NUM ORLESS UNIT
      | NUM UNIT ORLESS | UNIT ORMORE
point: DAYS | YEAR
when: ROLL NUM UNIT                        -> rolling
    | ROLL NUMPLUS UNIT                    -> rolling
    | ROLL UNIT                            -> rolling
    | ROLL STRETCH                         -> rolling
    | amount                               -> plain
    | amount AGO                           -> ago
    | NEXT NUM UNIT                        -> coming
    | NEXT UNIT                            -> coming
    | WITHIN amount                        -> inside
    | PERIOD                               -> period
    | point                                -> calendar
    | SINCE point                          -> since
    | SINCE PERIOD                         -> since
    | AFTER point                          -> after
    | BEFORE point                         -> before
    | BETWEEN point AND point              -> from_to
    | point TO point                       -> from_to
    | BETWEEN NUM AND NUM UNIT AGO         -> between_ago
    | NUM TO NUM UNIT AGO                  -> between_ago

%declare VALUE FC FT FN FD FY SYS NOT NO KNOWN UNKNOWN TEXTOP TEXT OR AND TO BETWEEN PLACE SEGMENT
%declare VAGUE VAGUETIME DUEW ANNIV EVV EVN TIMES FIRST LAST ROLL THEN BY SINCETHEN INSTALLED OLDER
%declare SOON NOTTHEN NTIMES EXPIRED
%declare NEWER OLD TOP BOTTOM PERCENT NUMPERCENT GT GE LT LE EQ ORMORE ORLESS NUM NUMPLUS YEAR MONEY
%declare UNIT STRETCH AGO NEXT WITHIN PERIOD DAYS SINCE AFTER BEFORE
"""
IDLE = ("FILLER",)


@cache
def _parser() -> Any:
    from lark import Lark  # noqa: PLC0415 - not at the start of the window
    from lark.lexer import Lexer  # noqa: PLC0415

    class Given(Lexer):
        """The tokens are ours already."""

        def __init__(self, _conf: Any) -> None:
            pass

        def lex(self, _state: Any, _parser: Any) -> Any:
            return iter(())

    return Lark(GRAMMAR, parser="lalr", lexer=Given, keep_all_tokens=True)


def longest(tokens: list[Token], at: int) -> list[tuple[Any, int]]:
    """The conditions that begin at a token, as parse trees with where they end, longest first."""
    from lark import Token as Leaf  # noqa: PLC0415
    from lark import UnexpectedToken  # noqa: PLC0415

    reading = _parser().parse_interactive("")
    found: list[tuple[Any, int]] = []
    for place in range(at, len(tokens)):
        token = tokens[place]
        if token.type in IDLE:
            continue
        try:
            reading.feed_token(Leaf(token.type, token))
        except UnexpectedToken:
            break
        with suppress(UnexpectedToken):  # the condition is not over yet
            found.append((reading.copy(deepcopy_values=False).feed_eof(), place + 1))
    return found[::-1]
