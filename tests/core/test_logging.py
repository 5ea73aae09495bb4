"""No ID number, mobile or address reaches a log line, however it was written."""

import io
import logging

import pytest

from core.context import RequestContext, current
from core.logging import MaskPersonalData

SECRETS = ["450102199003070016", "45010219900307001X", "450102900307001", "13977112233", "weixiulan"]


@pytest.fixture
def written():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(MaskPersonalData())
    handler.setFormatter(logging.Formatter("%(request_id)s %(message)s"))
    logger = logging.getLogger("test.masking")
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_starred_in_message_arguments_and_traceback(written, secret):
    logger, stream = written
    text = f"{secret}@example.cn" if secret.isalpha() else secret
    logger.warning("在消息里：" + text)
    logger.warning("在参数里：%s %r", text, {"nested": [text]})
    try:
        raise ValueError(text)
    except ValueError:
        logger.exception("出错")
    assert secret not in stream.getvalue()
    assert "ValueError" in stream.getvalue()


def test_the_last_four_stay_for_the_one_who_must_find_it(written):
    logger, stream = written
    logger.warning("证件 %s", "450102199003070016")
    assert "**************0016" in stream.getvalue()


@pytest.mark.parametrize(
    "text", ["20261121104207", "¥12345678901", "d41d8cd98f00b204e9800998ecf8427e", "第 12345 号"]
)
def test_other_digits_stay(written, text):
    logger, stream = written
    logger.warning(text)
    assert text in stream.getvalue()


def test_one_record_is_one_line(written):
    logger, stream = written
    logger.warning("%s", "姓名\r\n2026-01-01 伪造的一行")
    assert len(stream.getvalue().splitlines()) == 1


def test_wrong_arguments_are_still_written(written):
    logger, stream = written
    logger.warning("%d", "450102199003070016")
    assert "450102199003070016" not in stream.getvalue()
    assert "0016" in stream.getvalue()


def test_the_request_is_named(written):
    logger, stream = written
    token = current.set(RequestContext(request_id="abc123"))
    logger.warning("一行")
    current.reset(token)
    assert stream.getvalue().startswith("abc123 ")
