"""The numbers beside what was understood: readings of questions, and who never did it at all."""

from datetime import date

from sqlalchemy.orm import Session

from desktop.services.segments import counting, edits
from desktop.services.segments.context import Context
from desktop.services.segments.phrase.understanding import Chip, Question, Understood
from desktop.services.segments.sentence import sentence


def with_counts(db: Session, found: Understood, as_of: date) -> Understood:
    """The same with counts of all readings, and with the blanks that each condition takes in."""
    questions = tuple(_counted(db, question, as_of) for question in found.questions)
    return found._replace(questions=questions, chips=_with_blanks(db, found, as_of))


def _counted(db: Session, question: Question, as_of: date) -> Question:
    choices = tuple(
        one._replace(
            customers=None
            if one.tree is None or one.is_open
            else counting.count(db, one.tree, as_of).count
        )
        for one in question.choices
    )
    return question._replace(choices=choices)


def _with_blanks(db: Session, found: Understood, as_of: date) -> tuple[Chip, ...]:
    if found.tree is None:
        return found.chips
    context = Context(db, as_of)
    counts = counting.node_counts(db, found.tree, as_of)
    shown = []
    for chip in found.chips:
        number = counts.get(chip.path)
        node = edits.node_at(found.tree, chip.path)
        said = sentence(context, node, as_of, {(): number.blanks if number else None})
        shown.append(chip._replace(said=said.removesuffix(".")))
    return tuple(shown)
