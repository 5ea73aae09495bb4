"""The pages of a PDF become pictures in order; what is hostile, locked or too long is refused."""

import io
import time

import pytest
from PIL import Image

from core.images import ImageRefused, normalise_all
from core.pdf_pages import Limits, PdfRefused, pages_of
from core.uploads import UploadSpec
from tests.core.test_images import near

SPEC = UploadSpec("paper", "毕业证书", max_count=5, max_bytes=200 * 1024, pixels=800)
COLOURS = ("red", "lime", "blue", "white")


def pdf(colours=COLOURS):
    """A PDF with a page of each colour, as scanners make it."""
    first, *others = (Image.new("RGB", (420, 594), colour) for colour in colours)
    target = io.BytesIO()
    first.save(target, "PDF", save_all=True, append_images=others, resolution=72)
    return target.getvalue()


def written(objects, trailer=b""):
    """A PDF of these objects, the first of which is the catalogue."""
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return content + head + table + end % (len(objects) + 1, trailer, len(content))


def drawn(stream, box=b"0 0 200 200"):
    """A PDF of one page with these marks."""
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R>>" % box,
            b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    )


def test_each_page_becomes_a_picture_in_order():
    pictures = normalise_all(io.BytesIO(pdf()), SPEC, most=4)
    shown = [Image.open(io.BytesIO(picture.content)) for picture in pictures]
    assert [near(image.getpixel((100, 100)), colour) for image, colour in zip(shown, COLOURS, strict=True)]
    assert {max(image.size) for image in shown} == {800}


def test_more_pages_than_places_are_refused_with_both_numbers():
    with pytest.raises(ImageRefused, match="有 4 页，这里还能传 3 张") as refused:
        normalise_all(io.BytesIO(pdf()), SPEC, most=3)
    assert refused.value.status == 422


def test_where_no_pdf_is_wanted_it_is_named():
    with pytest.raises(ImageRefused, match="看起来是 PDF"):
        normalise_all(io.BytesIO(pdf()), UploadSpec("jpg", "照片", formats=("JPEG",)), most=1)


def test_a_page_of_any_size_is_drawn_as_large_as_asked():
    for box in (b"0 0 14400 14400", b"0 0 1 1", b"0 0 10 14000"):
        (page,) = pages_of(drawn(b"", box), most=1, longest=800)
        assert max(Image.open(io.BytesIO(page)).size) == pytest.approx(800, abs=1)


LOCKED = written(
    [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"],
    b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
)
HOSTILE = {
    "cut short": (pdf()[:700], "没有传完整或已经损坏"),
    "only a name": (b"%PDF-1.7\n" + b"\0" * 200, "已经损坏"),
    "no pages": (written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]), "已经损坏"),
    "locked": (LOCKED, "加了密码"),
}


@pytest.mark.parametrize(("content", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_drawn_is_refused(content, words):
    with pytest.raises(PdfRefused, match=words):
        pages_of(content, most=3, longest=800)


def test_a_page_that_takes_for_ever_is_given_up():
    endless = b"0.5 w " + b"0 0 m 200 13 7 200 190 3 c 3 199 200 0 99 1 c S " * 400_000
    began = time.monotonic()
    with pytest.raises(PdfRefused, match="展开以后太大"):
        pages_of(drawn(endless), most=1, longest=3000, limits=Limits(seconds=1))
    assert time.monotonic() - began < 15


def test_memory_and_output_are_bounded():
    for limits in (Limits(memory=60 * 1024 * 1024), Limits(bytes=1000)):
        with pytest.raises(PdfRefused, match="没能"):
            pages_of(pdf(), most=4, longest=3000, limits=limits)
