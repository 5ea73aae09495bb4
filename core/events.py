"""What the kernel itself records."""

from core import audit

for event, sentence in (
    ("core.file_stored", "上传了一份图片材料"),
    ("core.file_deleted", "删除了一份图片材料"),
    ("core.file_moved", "调整了图片材料的顺序"),
    ("core.file_opened", "查看了一份图片材料"),
):
    audit.register(event, sentence, keys=("spec", "owner"))
