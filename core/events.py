"""What the kernel itself records."""

from core import audit

audit.register("core.file_opened", "查看了一份图片材料", keys=("spec", "owner"), discloses=True)
for event, sentence in (
    ("core.file_stored", "上传了一份图片材料"),
    ("core.file_deleted", "删除了一份图片材料"),
    ("core.file_moved", "调整了图片材料的顺序"),
    ("core.file_adjusted", "裁剪、旋转或调亮了一份图片材料"),
):
    audit.register(event, sentence, keys=("spec", "owner"))

for event, sentence in (
    ("core.document_stored", "上传了一份附件"),
    ("core.document_deleted", "删除了一份附件"),
):
    audit.register(event, sentence, keys=("owner",))
