"""Statements without their values, to compare what two requests ask of the database."""

import re

VALUES = (
    (re.compile(r"'(?:[^']|'')*'"), "?"),
    (re.compile(r'"s\d+_x\d+"'), "savepoint"),
    (re.compile(r"\b\d+(?:\.\d+)?\b"), "?"),
    (re.compile(r"\(\s*\?(?:,\s*\?)*\)"), "(?)"),
)


def shape_of(sql):
    for pattern, stand_in in VALUES:
        sql = pattern.sub(stand_in, sql)
    return " ".join(sql.split())


def shapes_of(captured):
    return [shape_of(query["sql"]) for query in captured]
