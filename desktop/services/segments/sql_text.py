"""The statement of a tree as text to read: every value in its place, a line for each condition."""

import re
from datetime import date

from sqlalchemy.orm import Session

from desktop.services import facts
from desktop.services.segments.compile import statement
from desktop.services.segments.context import Context
from desktop.services.segments.nodes import AnyNode

STEP = "    "
_WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|[^\s()'"]+|\s+""")
_NEW_LINE = ("FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "JOIN", "LEFT")
_CONDITION = ("AND", "OR")


def as_sql(db: Session, node: AnyNode, as_of: date) -> str:
    """The one statement that selects the members, in the words of this office's database."""
    facts.for_day(db, as_of)
    made = statement(node, Context(db, as_of))
    plain = made.compile(dialect=db.get_bind().dialect, compile_kwargs={"literal_binds": True})
    return formatted(str(plain)) + ";"


def formatted(sql: str) -> str:
    """The same words with a line for each part; what stands in quotes stays as it is."""
    lines, line = [], ""
    inside: list[str] = []  # for each bracket that is open, the word after it
    words = [word if word.strip() else " " for word in _WORD.findall(sql.strip())]
    for place, word in enumerate(words):
        statements = sum(1 for opened in inside if opened == "SELECT")
        in_statement = not inside or inside[-1] == "SELECT"
        begins = word in _NEW_LINE or (word in _CONDITION and not _is_between(words, place))
        if begins and in_statement and not _goes_on(words, place):
            lines.append(line.rstrip())
            line = STEP * (statements + (word in _CONDITION))
        if word == "(":
            inside.append(next((one for one in words[place + 1 :] if one != " "), ""))
            if inside[-1] == "SELECT":
                lines.append(f"{line}(")
                line = STEP * (statements + 1)
                continue
        elif word == ")" and inside and inside.pop() == "SELECT":
            lines.append(line.rstrip())
            line = STEP * (statements - 1)
        line = line + word if line.strip() or word != " " else line
    return "\n".join([*(one for one in lines if one.strip()), line.rstrip()])


def _is_between(words: list[str], place: int) -> bool:
    """Whether an AND belongs to a BETWEEN: no other AND stands after that."""
    for word in reversed(words[:place]):
        if word in _CONDITION or word in _NEW_LINE:
            return False
        if word == "BETWEEN":
            return True
    return False


def _goes_on(words: list[str], place: int) -> bool:
    """Whether a word is the second of a pair, as in LEFT JOIN."""
    before = [word for word in words[:place] if word != " "][-1:]
    is_function = words[place] == "LEFT" and words[place + 1] == "("
    return is_function or before in (["LEFT"], ["OUTER"])
