"""Any picture a person may send comes out small, upright and bare; anything else is refused with a reason."""

import io
import random
import resource
import zipfile

import pytest
from PIL import Image

from core.adjustments import Adjustment
from core.images import ImageRefused, ImageTooLarge, normalise, size_words
from core.uploads import UploadSpec
from tests.core.pictures import (
    COMMENT,
    GPS_WORDS,
    PORTRAIT,
    SEEDS,
    SPEC,
    encoded,
    exif_with_gps,
    jpeg,
    photograph,
    png_header,
    scene,
    sixteen_bit_png,
)

ANY = dict.fromkeys(range(1, 9))


def opened(picture):
    return Image.open(io.BytesIO(picture.content))


def near(pixel, colour):
    wanted = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}[colour]
    return all(abs(a - b) < 40 for a, b in zip(pixel, wanted, strict=True))


def assert_upright(image):
    assert near(image.getpixel((5, 5)), "red")
    assert near(image.getpixel((image.width - 5, 5)), "lime")
    assert near(image.getpixel((5, image.height - 5)), "blue")
    assert near(image.getpixel((image.width - 5, image.height - 5)), "white")


@pytest.mark.parametrize("kind", SEEDS)
def test_every_usual_kind_becomes_a_bare_upright_jpeg(kind):
    picture = normalise(SEEDS[kind](), SPEC)
    image = opened(picture)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (picture.width, picture.height))
    assert (picture.width, picture.height) == (640, 480)
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert_upright(image)


def test_nothing_but_the_picture_is_kept():
    source = photograph()
    assert GPS_WORDS.encode() in source.getvalue()
    assert COMMENT in source.getvalue()
    picture = normalise(source, SPEC)
    for content in (picture.content, picture.thumbnail):
        for trace in (GPS_WORDS.encode(), COMMENT, b"Exif", b"ICC ", b"\xff\xfe"):
            assert trace not in content.split(b"\xff\xda")[0]
        assert not dict(Image.open(io.BytesIO(content)).getexif())


def turned(orientation):
    """The scene as a camera held in another way stores it: showing it by its Exif gives the scene again."""
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = scene()
    return image if orientation == 1 else image.transpose(Image.Transpose(undo[orientation]))


@pytest.mark.parametrize("orientation", ANY)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_a_turned_picture_is_put_upright(kind, orientation):
    source = encoded(turned(orientation), kind, exif=exif_with_gps(orientation))
    picture = normalise(source, SPEC)
    assert (picture.width, picture.height) == (640, 480)
    assert_upright(opened(picture))


@pytest.mark.parametrize("orientation", ANY)
def test_a_turned_heic_is_put_upright(orientation):
    source = encoded(turned(orientation), "HEIF", exif=exif_with_gps(orientation).tobytes(), quality=95)
    assert_upright(opened(normalise(source, SPEC)))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_broken_exif_block_does_not_cost_the_picture():
    source = jpeg(exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\x00" * 20)
    assert_upright(opened(normalise(source, SPEC)))


def test_transparency_becomes_white():
    for mode, nothing in (("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))):
        source = encoded(Image.new(mode, (100, 100), nothing), "PNG")
        assert near(opened(normalise(source, SPEC)).getpixel((50, 50)), "white")
    keyed = encoded(Image.new("RGB", (100, 100), (1, 2, 3)), "PNG", transparency=(1, 2, 3))
    assert near(opened(normalise(keyed, SPEC)).getpixel((50, 50)), "white")


def test_sixteen_bit_grey_keeps_its_shades():
    image = opened(normalise(sixteen_bit_png(), SPEC))
    assert abs(image.getpixel((20, 20))[0] - 0x20) < 6
    assert abs(image.getpixel((300, 20))[0] - 0xE0) < 6


def test_of_an_animation_the_first_frame_is_taken():
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue")]
    source = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert near(opened(normalise(source, SPEC)).getpixel((25, 25)), "red")


def test_a_large_noisy_photograph_is_shrunk_within_both_limits():
    noise = Image.effect_noise((3000, 2000), 120).convert("RGB")
    spec = UploadSpec("small", "小图", max_bytes=30 * 1024, pixels=1200)
    picture = normalise(encoded(noise, "JPEG", quality=95), spec)
    assert len(picture.content) <= spec.max_bytes
    assert max(picture.width, picture.height) <= spec.pixels
    assert abs(picture.width / picture.height - 1.5) < 0.02


def test_a_small_picture_is_not_blown_up():
    picture = normalise(encoded(scene(120, 80), "PNG"), SPEC)
    assert (picture.width, picture.height) == (120, 80)


def test_the_thumbnail_is_small():
    thumbnail = Image.open(io.BytesIO(normalise(jpeg(), SPEC).thumbnail))
    assert thumbnail.size == (240, 180)


def test_a_portrait_of_other_proportions_is_kept_with_a_hint():
    assert normalise(encoded(scene(420, 540), "JPEG"), PORTRAIT).hints == ()
    wide = normalise(encoded(scene(450, 350), "JPEG"), PORTRAIT)
    assert ["35:45" in hint.sentence for hint in wide.hints] == [True]
    assert (wide.width, wide.height) == (450, 350)


def test_a_limit_nothing_can_meet_is_said():
    with pytest.raises(ImageRefused, match="没能压缩到"):
        normalise(jpeg(), UploadSpec("tiny", "小图", max_bytes=100))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04" + b"\0" * 40, "Word、Excel 文件或压缩包"),
        (b"GIF89a" + b"\0" * 40, "GIF 动图"),
        (b"BM" + b"\0" * 60, "BMP 图片"),
        (b"II*\x00" + b"\0" * 60, "TIFF 图片"),
        (b"  <svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "网页或 SVG 图形"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 40, "视频"),
        (b"MZ" + b"\0" * 60, "程序"),
        (b"just some text", "不是照片，或者已经损坏"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "损坏"),
    ],
)
def test_what_is_no_picture_is_named(content, word):
    with pytest.raises(ImageRefused, match=word) as refused:
        normalise(io.BytesIO(content), SPEC)
    assert "JPG、PNG、WebP 或 HEIC" in str(refused.value) or "损坏" in str(refused.value)
    assert refused.value.status == 422


def test_an_empty_file_is_refused():
    with pytest.raises(ImageRefused, match="空的"):
        normalise(io.BytesIO(b""), SPEC)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "heic"])
def test_a_picture_cut_off_is_refused(kind):
    whole = SEEDS[kind]().getvalue()
    with pytest.raises(ImageRefused, match="损坏"):
        normalise(io.BytesIO(whole[: len(whole) * 6 // 10]), SPEC)


@pytest.mark.parametrize("size", [(40_000, 40_000), (9_000, 9_000), (6_400, 6_400)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    with pytest.raises(ImageRefused, match="像素太多"):
        normalise(png_header(*size), SPEC)


def test_a_webp_may_have_fewer_pixels_than_others():
    wide = Image.new("L", (5_001, 4_000))
    assert normalise(encoded(wide, "JPEG"), SPEC).width == SPEC.pixels
    with pytest.raises(ImageRefused, match="超过 2000 万"):
        normalise(encoded(wide, "WEBP", quality=1, method=0), SPEC)


def test_too_many_bytes_are_refused_with_413():
    spec = UploadSpec("small", "小图", accept_bytes=1000)
    with pytest.raises(ImageTooLarge, match="超过 1 KB") as refused:
        normalise(jpeg(), spec)
    assert refused.value.status == 413


@pytest.mark.parametrize("side", [1, 299])
def test_a_picture_that_nobody_can_read_is_refused(side):
    spec = UploadSpec("page", "证明", pixels=2400, least_side=300)
    for size in ((side, 640), (640, side)):
        with pytest.raises(ImageRefused, match=f"只有 {size[0]}×{size[1]} 像素，短边至少要 300 像素"):
            normalise(encoded(scene(*size), "PNG"), spec)
    assert normalise(encoded(scene(300, 300), "PNG"), spec).width == 300
    with pytest.raises(ImageRefused, match=r"只有 216×2400 像素.*长的截图请分成几张"):
        normalise(encoded(Image.new("L", (1080, 12_000)), "PNG"), spec)
    with pytest.raises(ImageRefused, match=r"裁剪以后只有 .*请把框放大"):
        normalise(encoded(scene(600, 600), "PNG"), spec, Adjustment(crop=(0, 0, 0.4, 0.4)))


def test_a_format_outside_the_list_is_refused():
    with pytest.raises(ImageRefused, match="请上传 JPG 照片"):
        normalise(encoded(scene(), "PNG"), UploadSpec("jpg", "照片", formats=("JPEG",)))


def test_of_a_polyglot_only_the_picture_is_kept():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("evil.html", "<script>alert(1)</script>")
    picture = normalise(io.BytesIO(jpeg().getvalue() + archive.getvalue()), SPEC)
    assert b"PK\x03\x04" not in picture.content
    assert b"evil.html" not in picture.content


def mutants(count):
    """Seeds with bytes flipped, cut, doubled or filled, always the same ones."""
    dice = random.Random(20261121)  # noqa: S311 - the same mutants each time
    wholes = [make().getvalue() for make in SEEDS.values()]
    for number in range(count):
        data = bytearray(wholes[number % len(wholes)])
        for _ in range(dice.choice((1, 3, 10, 60))):
            place = dice.randrange(min(len(data), dice.choice((64, 700, len(data)))))
            match dice.randrange(4):
                case 0:
                    data[place] = dice.randrange(256)
                case 1:
                    data[place : place + 4] = dice.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"))
                case 2:
                    del data[place : place + dice.randrange(1, 200)]
                case _:
                    data[place:place] = data[place : place + dice.randrange(1, 200)]
            data = data or bytearray(b"\0")
        yield bytes(data)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_two_hundred_mutants_neither_crash_nor_swell():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes = {"kept": 0, "refused": 0}
    for data in mutants(200):
        try:
            picture = normalise(io.BytesIO(data), SPEC)
        except ImageRefused:
            outcomes["refused"] += 1
        else:
            outcomes["kept"] += 1
            assert len(picture.content) <= SPEC.max_bytes
            assert opened(picture).size == (picture.width, picture.height)
    assert min(outcomes.values()) > 20, outcomes
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 200 * 1024


def test_sizes_are_said_as_people_write_them():
    assert [size_words(count) for count in (10, 512 * 1024, 20 * 1024 * 1024, 3_355_444)] == [
        "1 KB",
        "512 KB",
        "20 MB",
        "3.2 MB",
    ]
