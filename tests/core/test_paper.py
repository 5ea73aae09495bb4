"""Papers as PDF: the font is embedded, the words can be read back, the scans are on their pages."""

import io
import re
import tracemalloc

import pypdfium2
import pytest
from PIL import Image

from core.paper import measures
from core.paper.blocks import Facts, Grid, Heading, Opinion, Picture, Prose, Scan, Sheet, Signed
from core.paper.fonts import missing, printable
from core.paper.writing import write

FOOT = "校验码 7K3M-9QXD-2HVA-8PWT"


def printed(*blocks, **more):
    target = io.BytesIO()
    written = write(Sheet("职称评审表", blocks, foot=FOOT, **more), target)
    assert written.size == len(target.getvalue())
    return written, target.getvalue()


def texts(content):
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def scan(folder, number=0, size=(300, 400), mode="RGB"):
    path = folder / f"{number}.jpg"
    Image.effect_noise(size, 80).convert(mode).save(path, quality=90)
    return Picture(path, *size, caption=f"学历证书 第 {number} 张")


def test_every_block_can_be_read_back_and_every_page_is_numbered():
    rows = [[f"{year}-07", "广西大学", "土木工程"] for year in range(1950, 2010)]
    written, content = printed(
        Heading("1 基本信息"),
        Facts(
            [("姓名", "韦桂兰"), ("单位", "钦州市第一中学"), ("<住址>", "民族大道 100 号 & 一楼 <东>" * 3)]
        ),
        Grid(("毕业时间", "学校", "专业"), rows, (1, 2, 2)),
        Prose(["本人参加工作以来，完成采样与报告。"]),
        Opinion("单位意见", "同意推荐。"),
        Signed(["钦州市职改办"]),
        subtitle="申报号 PS-2026-000001",
    )
    pages = texts(content)
    assert written.pages == len(pages) == 3
    whole = "".join(pages)
    for words in (
        "职称评审表",
        "PS-2026-000001",
        "韦桂兰",
        "100 号 & 一楼 <东>",
        "2009-07",
        "同意推荐。",
        "钦州市职改办",
    ):
        assert words in whole
    for number, page in enumerate(pages, start=1):
        assert f"第 {number} 页 共 3 页" in page
        assert FOOT in page
    # The head of a table is repeated where it goes on.
    assert sum("毕业时间" in page for page in pages) == 2


def test_the_font_is_embedded_and_names_of_rare_characters_are_whole():
    _, content = printed(Facts([("姓名", "喆堃𬭎𠅤"), ("曾用名", "张𠀀")]))
    [page] = texts(content)
    assert "喆堃𬭎𠅤" in page
    assert "张〔U+20000〕" in page
    assert "字库里没有下列字" in page
    assert b"/FontFile2" in content
    assert set(re.findall(rb"/BaseFont /(?:[A-Z]+\+)?(\S+)", content)) == {b"GXZCSerifSC-Regular"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\u200b\u202ec", "abc"),
        ("e\u0301", "é"),
        ("甲\u00a0乙\r\n丙", "甲 乙\n丙"),
        ("🙂", "〔U+1F642〕"),
        ("Nguye\u0302\u0303n Thị Ánh Tuyết", "Nguyễn Thị Ánh Tuyết"),
        ("古丽•买买提", "古丽•买买提"),
        ("张\ue000\U0002ebf0", "张〔U+E000〕〔U+2EBF0〕"),
    ],
    ids=["unseen", "composed", "blanks", "emoji", "vietnamese", "bullet", "newest"],
)
def test_what_is_printed_is_what_can_be_seen(text, shown):
    assert printable(text) == shown


def test_a_long_name_below_the_title_stays_clear_of_the_square_code():
    name = "广西壮族自治区" * 7
    _, content = printed(
        Prose(["正文"]), subtitle=name, address="https://zgb.example.cn/papers/7K3M9QXD2HVA8PWT/"
    )
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        text = page.get_textpage()
        words = text.get_text_range()
        place = words.index(name[:7])
        right = max(text.get_charbox(place + n)[2] for n in range(len(name)))
        assert right < page.get_width() - measures.SIDE - measures.SQUARE


def test_what_the_font_lacks_is_known_before_it_is_printed():
    assert missing("韦𠀀兰𠀀\n") == ["𠀀"]


def test_scans_stand_on_pages_of_their_own_as_they_lie_on_disk(tmp_path):
    pictures = [scan(tmp_path, 1), scan(tmp_path, 2, (500, 200), "L")]
    told = []
    target = io.BytesIO()
    sheet = Sheet("职称评审表", [Prose(["正文"]), *(Scan(one) for one in pictures)], foot=FOOT)
    written = write(sheet, target, told.append)
    assert (written.pages, told) == (3, [1, 2])
    for one in pictures:
        assert one.path.read_bytes() in target.getvalue()
    with pypdfium2.PdfDocument(target.getvalue()) as document:
        for place, one in enumerate(pictures, start=1):
            assert one.caption in document[place].get_textpage().get_text_range()
            drawn = document[place].render(scale=0.5).to_pil().convert("L")
            # Noise is nowhere white: the picture is drawn, not only named.
            assert sum(drawn.histogram()[:200]) > 0.2 * drawn.width * drawn.height


def test_a_picture_that_is_gone_is_said_to_be(tmp_path):
    _, content = printed(Scan(Picture(tmp_path / "none.jpg", 300, 400, "学历证书")))
    assert "这张图片暂时取不到" in texts(content)[1]


def test_a_row_longer_than_a_page_goes_on_on_the_next():
    written, content = printed(
        Grid(("内容",), [["很长的一段话。" * 600]]), Facts([("经过", "一二三四五。" * 600)])
    )
    assert written.pages > 3
    assert "".join(texts(content)).replace("\n", "").count("很长的一段话。") > 500


def test_drafts_are_marked_on_every_page_and_lists_may_lie_on_their_side():
    _, content = printed(Grid(("姓名",), [["韦桂兰"]] * 60), mark="草稿", is_landscape=True)
    pages = texts(content)
    assert len(pages) > 1
    assert all("草稿" in page for page in pages)
    with pypdfium2.PdfDocument(content) as document:
        width, height = document[0].get_size()
    assert width > height


class Sink:
    """Takes everything and keeps nothing."""

    def write(self, content):
        return len(content)


def test_memory_does_not_grow_with_the_scans(tmp_path):
    picture = scan(tmp_path, size=(1400, 1800))
    assert picture.path.stat().st_size > 1_000_000

    def peak(count):
        tracemalloc.start()
        write(Sheet("职称评审表", [Scan(picture)] * count), Sink())
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)
    assert peak(60) < peak(2) + 5_000_000
