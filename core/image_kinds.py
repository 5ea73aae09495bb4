"""What a file that is no picture looks like, told by its first bytes."""

# First bytes of what people upload by mistake: (offset, bytes, what it looks like).
STRANGERS = (
    (0, b"%PDF", "PDF"),
    (0, b"PK\x03\x04", "Word、Excel 文件或压缩包"),
    (0, b"\xd0\xcf\x11\xe0", "旧版 Word、Excel 文件"),
    (0, b"GIF8", "GIF 动图"),
    (0, b"BM", "BMP 图片"),
    (0, b"II*\x00", "TIFF 图片"),
    (0, b"MM\x00*", "TIFF 图片"),
    (0, b"Rar!", "压缩包"),
    (0, b"7z\xbc\xaf", "压缩包"),
    (0, b"MZ", "程序"),
    (0, b"<", "网页或 SVG 图形"),
    (4, b"ftypavif", "AVIF 图片"),
    (4, b"ftyp", "视频"),
)
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
FORMAT_WORDS = {"JPEG": "JPG", "PNG": "PNG", "WEBP": "WebP", "HEIF": "HEIC"}


def not_a_picture(data: bytes, formats: tuple[str, ...]) -> str:
    """Return the sentence that says what `data` seems to be, and which of `formats` are wanted."""
    *others, last = (FORMAT_WORDS[name] for name in formats if name != "PDF")
    wanted = f"请上传 {'、'.join(others)} 或 {last} 照片" if others else f"请上传 {last} 照片"
    if "PDF" in formats:
        wanted = f"{wanted}，也可以上传 PDF"
    kind = _looks_like(data)
    if kind:
        return f"这个文件看起来是 {kind}，不能当照片用。{wanted}"
    return f"这个文件不是照片，或者已经损坏。{wanted}"


def _looks_like(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return ""
    start = data[:64].lstrip()
    return next((kind for offset, magic, kind in STRANGERS if start[offset:].startswith(magic)), "")
