"""Commands that ask conditions: count, members, sentence, phrase, check, SQL."""

import json
from typing import Any

from desktop.command_line.command import Call, Command, Result, argument
from desktop.command_line.segment_trees import (
    DEFINITION,
    WHICH,
    WHICH_OR_WORDS,
    read_definition,
    wanted_tree,
)
from desktop.services.segments import counting, saved
from desktop.services.segments.checks import check
from desktop.services.segments.context import Context
from desktop.services.segments.phrase.understanding import understand
from desktop.services.segments.sentence import sentence
from desktop.services.segments.sql_text import as_sql
from desktop.services.segments.tree import to_json


def _count(call: Call) -> Result:
    with call.reading() as db:
        found = counting.count(db, wanted_tree(db, call), call.as_of)
    return {"count": found.count, "of": found.live_total, "as_of": call.as_of}


def _members(call: Call) -> Result:
    with call.reading() as db:
        tree = wanted_tree(db, call)
        found = [
            {"account_no": member.account_no, "name": member.name}
            for member in counting.members(db, tree, call.as_of)
        ]
    return {"count": len(found), "as_of": call.as_of, "members": found}


def _sentence(call: Call) -> Result:
    tree = read_definition(call.arguments.definition)
    with call.reading() as db:
        return {"sentence": sentence(db, tree, call.as_of)}


def _phrase(call: Call) -> Result:
    with call.reading() as db:
        context = Context(db, call.as_of)
        found = understand(context, call.arguments.text, call.as_of)
        told = sentence(context, found.tree, call.as_of) if found.tree else ""
    return {
        "definition": to_json(found.tree) if found.tree else None,
        "sentence": told,
        "used": [{"words": chip.words, "said": chip.said} for chip in found.chips],
        "unused": list(found.unused),
        "corrections": [
            {"from": chip.corrected_from, "to": chip.words}
            for chip in found.chips
            if chip.corrected_from
        ],
        "questions": [
            {"text": one.text, "choices": [choice.label for choice in one.choices]}
            for one in found.questions
        ],
        "remark": found.remark,
    }


def _check(call: Call) -> Result:
    tree = read_definition(call.arguments.definition)
    with call.reading() as db:
        found = check(tree, Context(db, call.as_of))
    return {
        kind: [
            {"path": list(one.path), "code": one.code, "message": one.message}
            for one in getattr(found, kind)
        ]
        for kind in ("errors", "warnings")
    }


def _sql(call: Call) -> Result:
    given = call.arguments
    with call.reading() as db:
        own = saved.stored_tree(db, saved.by_name(db, given.name)) if given.name else None
        tree = own or wanted_tree(db, call)
        return {"sql": as_sql(db, tree, call.as_of), "as_of": call.as_of}


def _members_text(result: dict[str, Any]) -> str:
    lines = [f"{one['account_no'] or '':<10} {one['name']}" for one in result["members"]]
    return "\n".join([*lines, f"{result['count']:,} customers"])


def _phrase_text(result: dict[str, Any]) -> str:
    lines = [result["sentence"]] if result["sentence"] else []
    lines += [f"Read “{one['from']}” as “{one['to']}”." for one in result["corrections"]]
    lines += [f"{one['text']} {'; '.join(one['choices'])}." for one in result["questions"]]
    unused = ", ".join(f"“{word}”" for word in result["unused"])
    lines += [f"Not used: {unused}."] if unused else []
    lines += [result["remark"]] if result["remark"] else []
    if result["definition"]:
        lines.append(json.dumps(result["definition"], ensure_ascii=False))
    return "\n".join(lines) or "Say in words who is meant."


def _check_text(result: dict[str, Any]) -> str:
    lines = [
        f"{kind[:-1].capitalize()}: {one['message']}"
        for kind in ("errors", "warnings")
        for one in result[kind]
    ]
    return "\n".join(lines) or "Nothing to remark."


COMMANDS = (
    Command(
        "segment count",
        "how many customers, exactly",
        _count,
        lambda result: f"{result['count']:,} of {result['of']:,} customers",
        WHICH_OR_WORDS,
    ),
    Command("segment members", "who they are", _members, _members_text, WHICH_OR_WORDS),
    Command(
        "segment sentence",
        "a definition in plain words",
        _sentence,
        lambda result: str(result["sentence"]),
        (DEFINITION,),
    ),
    Command(
        "segment phrase",
        "words as a definition, with what was not clear",
        _phrase,
        _phrase_text,
        (argument("text", metavar="TEXT", help="aerobic, not serviced in 6 months"),),
        failed=lambda result: result["definition"] is None,
    ),
    Command(
        "segment check",
        "errors and warnings of a definition",
        _check,
        _check_text,
        (DEFINITION,),
        failed=lambda result: bool(result["errors"]),
    ),
    Command(
        "segment sql",
        "the statement that selects the members",
        _sql,
        lambda result: str(result["sql"]),
        WHICH,
    ),
)
