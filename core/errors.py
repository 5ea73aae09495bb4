"""What a person may read when something is not done; anything else is a fault and must crash."""


class Refused(Exception):
    """The rules say no. The text is a Chinese sentence for the person."""

    status = 409


class Stale(Refused):
    """Somebody saved faster; `current` is the row as it stands now (or its version)."""

    def __init__(self, current=None, sentence="这份内容刚刚在别的窗口保存过，请对照后再保存。"):
        super().__init__(sentence)
        self.current = current


class Busy(Refused):
    """Another transaction holds the row for longer than a person should wait."""

    status = 503

    def __init__(self, sentence="正在处理，请稍候再试。"):
        super().__init__(sentence)


class TooMany(Refused):
    """A limit is reached; `retry_after` says in how many seconds the next attempt counts."""

    status = 429

    def __init__(self, sentence="操作过于频繁，请稍后再试。", *, retry_after):
        super().__init__(sentence)
        self.retry_after = retry_after
