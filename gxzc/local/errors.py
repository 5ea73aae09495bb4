"""The one error a person on the command line reads."""

import errno


class CannotStart(Exception):
    """Something outside the program stands in the way; str() is one Chinese sentence saying what to do."""


DISK_FULL = "磁盘空间不足，请清理出至少 500 MB 后重新运行。"


def explain(error):
    """Return the sentence for an operating system error at start-up, or None when it has no known cause."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"没有写入 {error.filename} 的权限，请换一个用户，或用环境变量 GXZC_STATE 指定可写的目录。"
    return None
