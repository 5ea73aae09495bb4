"""What the audit log may say about messages, their texts and notices."""

from core import audit
from messaging.enums import Channel
from messaging.event_register import events

audit.register("messaging.preferences_changed", "更改了消息提醒方式", keys=("choices",))
audit.register("messaging.text_changed", "修改了消息文本（{code}，{channel}）", keys=("version",))
audit.register("messaging.text_restored", "恢复了消息文本的默认内容（{code}，{channel}）", keys=("version",))
audit.register("messaging.text_tried", "给自己试发了一条消息（{code}，{channel}）")
audit.register("messaging.notice_drafted", "起草了业务通知")
audit.register("messaging.notice_changed", "修改了业务通知草稿", keys=("version",))
audit.register("messaging.notice_discarded", "删除了业务通知草稿")
audit.register("messaging.notice_moved", "办理了业务通知（{move}）", keys=("from_state", "to_state"))
audit.register("messaging.delivery_retried", "重新发送了一条没有送达的消息（{template}）")

LABELS = {code: one.label for code, one in events().items()}
for changed in ("changed", "restored", "tried"):
    audit.put_in_words(f"messaging.text_{changed}", "code", LABELS)
    audit.put_in_words(f"messaging.text_{changed}", "channel", dict(Channel.choices))
audit.put_in_words("messaging.delivery_retried", "template", LABELS)
