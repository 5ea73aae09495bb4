"""A telephone photo through the upload road against bare Pillow, and memory: python -m bench.upload."""

import argparse
import io
import os
import random
import resource
import shutil
import statistics
import tempfile
import time
import uuid
from pathlib import Path
from types import SimpleNamespace

from bench.servers import Servers

WARM_UP = 5
MEGABYTE = 1024 * 1024
PHOTO_BYTES = 3 * MEGABYTE


def photo():
    """A JPEG of about 3 MB and twelve million pixels, held sideways: shapes, shades and a sensor's noise."""
    from PIL import Image, ImageChops, ImageDraw  # noqa: PLC0415 - as late as Django

    chance = random.Random(4)  # noqa: S311 - a drawing
    image = Image.linear_gradient("L").resize((4000, 3000)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(400):
        x, y, size = chance.randrange(4000), chance.randrange(3000), chance.randrange(20, 400)
        draw.ellipse((x, y, x + size, y + size), fill=tuple(chance.randrange(256) for _ in range(3)))
    image = ImageChops.add(image, Image.effect_noise(image.size, 9).convert("RGB"), offset=-128)
    exif = Image.Exif()
    exif[0x0112] = 6
    best = b""
    for quality in range(60, 96, 2):
        target = io.BytesIO()
        image.save(target, "JPEG", quality=quality, exif=exif)
        best = min(best or target.getvalue(), target.getvalue(), key=lambda one: abs(len(one) - PHOTO_BYTES))
    return best


def bare(content):
    """The yardstick: open, put upright, save."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as late as Django

    with Image.open(io.BytesIO(content)) as image:
        ImageOps.exif_transpose(image).save(io.BytesIO(), "JPEG")


def timed(act, content):
    """Seconds of processor time of this process."""
    began = time.process_time()
    act(content)
    return time.process_time() - began


def resident():
    """Megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / MEGABYTE


def compare(store, content, samples):
    """Both sides in turn, shuffled in every round; medians without the warm-up."""
    sides, times = {"bare": bare, "ours": store}, {"bare": [], "ours": []}
    for _ in range(samples + WARM_UP):
        for name in random.sample(sorted(sides), 2):
            times[name].append(timed(sides[name], content))
    ours, yardstick = (1000 * statistics.median(times[name][WARM_UP:]) for name in ("ours", "bare"))
    print(
        f"{len(content) / MEGABYTE:.1f} MB photo, CPU p50: ours {ours:.0f} ms, bare Pillow {yardstick:.0f} ms"
    )
    print(f"ratio {ours / yardstick:.2f} (aim at most 1.5)")


def repeat(store, content, uploads):
    """Memory after each tenth of the uploads."""
    every, seen = max(1, uploads // 10), []
    for number in range(1, uploads + 1):
        store(content)
        if number % every == 0:
            seen.append(resident())
            print(f"{number:6,} uploads: {seen[-1]:.0f} MB")
    print(f"from the first tenth to the last: {seen[-1] - seen[0]:+.1f} MB")


def road():
    """The upload road of the platform: normalise, write to disk, row and audit entry."""
    import django  # noqa: PLC0415 - needs the environment of the servers

    django.setup()
    from core import uploads  # noqa: PLC0415 - needs Django

    spec = uploads.register_spec(uploads.UploadSpec("bench", "照片", max_count=1_000_000, max_bytes=MEGABYTE))
    actor = SimpleNamespace(user=None, capacity="applicant", membership=None)

    def store(content):
        uploads.store(
            io.BytesIO(content),
            name="a.jpg",
            spec=spec,
            owner_kind="bench",
            owner_id=uuid.uuid4(),
            actor=actor,
        )

    return store


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=40, help="timed uploads of each side")
    parser.add_argument("--uploads", type=int, default=1_000, help="uploads whose memory is watched")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="gxzc-bench-"))
    home.chmod(0o711)
    servers = Servers(home)
    try:
        servers.start()
        servers.create("bench_upload")
        servers.python("bench_upload", "manage.py", "migrate")
        os.environ.update(servers.environment("bench_upload") | {"GXZC_FILES": str(home / "files")})
        store, content = road(), photo()
        compare(store, content, options.samples)
        repeat(store, content, options.uploads)
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
