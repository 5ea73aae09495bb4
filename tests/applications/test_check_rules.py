"""The rules of 体检: every vector of the table, and no rule without its function."""

import csv
import json
from pathlib import Path

import pytest

from applications.services.check_rules import check_rules, return_reasons
from applications.services.checks.table import JUDGES

with (Path(__file__).parent / "data" / "check_vectors.csv").open(encoding="utf-8", newline="") as file:
    VECTORS = list(csv.DictReader(file))
MECHANICAL = {rule.id for rule in check_rules().values() if rule.is_mechanical}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_vector(vector):
    rule = check_rules()[vector["rule_id"]]
    assert JUDGES[rule.id](rule.parameters, json.loads(vector["input"])) is (vector["expected"] == "pass")


def test_every_mechanical_rule_has_its_function_and_no_function_lacks_its_rule():
    assert set(JUDGES) == MECHANICAL


def test_every_rule_has_a_vector_that_passes_and_one_that_fails():
    seen = {(vector["rule_id"], vector["expected"]) for vector in VECTORS}
    wanted = {(rule, verdict) for rule in MECHANICAL - {"BD-01"} for verdict in ("pass", "fail")}
    assert seen == wanted


def test_the_table_holds_all_rules_and_reasons():
    ids = list(check_rules())
    assert sum(one.startswith("JX-") for one in ids) == 58
    assert sum(one.startswith("TH-") for one in ids) == 41
    assert all(rule.severity in ("blocker", "warning") for rule in check_rules().values())
    assert all(rule.topic and rule.sentence.endswith("。") for rule in check_rules().values())


def test_reasons_of_a_return_are_those_of_the_kind_and_the_reader():
    employer = {rule.id for rule in return_reasons("recognition", "employer")}
    office = {rule.id for rule in return_reasons("recognition", "office")}
    assert "TH-01" in employer
    assert "TH-38" in office - employer
    assert not {"TH-30", "TH-36"} & office


@pytest.mark.parametrize(
    ("rule_id", "facts", "good"),
    [
        ("JX-04", {"id_no": "450103199013010016", "today": "2026-11-21"}, False),
        ("JX-04", {"id_no": "450103209001010016", "today": "2026-11-21"}, False),
        ("JX-10", {"date": "2026-11", "today": "2026-11-21"}, True),
        ("JX-10", {"date": "2026-12", "today": "2026-11-21"}, False),
        ("JX-11", {"rows": [["2015-07", "2018-06"]]}, True),
        ("JX-14", {"birth": "1990-01", "edu": "小学", "grad": "2001-06"}, True),
        ("JX-25", {"w": 420, "h": 531}, True),
        ("JX-25", {"w": 430, "h": 531}, False),
        ("JX-42", {"series": "05", "year": 2026, "others": [["05", 2026]]}, True),
        ("JX-50", {"field": "别的", "chars": 9999}, True),
        ("JX-51", {"years": 12, "work_start": "2015-07", "today": "2026-11-21"}, True),
        ("JX-51", {"years": 13, "work_start": "2015-07", "today": "2026-11-21"}, False),
    ],
)
def test_at_the_edges(rule_id, facts, good):
    assert JUDGES[rule_id](check_rules()[rule_id].parameters, facts) is good
