"""The one error a person on the command line reads."""

import errno

import psycopg2


class CannotStart(Exception):
    """Something outside the program stands in the way; str() is one Chinese sentence saying what to do."""

    prefix = "无法启动"


class HasStopped(CannotStart):
    """As above, after everything had been running."""

    prefix = "平台已停止"


NO_SPACE = "No space left on device"
DISK_FULL = "磁盘空间不足，请清理出至少 500 MB 后重新运行。"


def explain(error):
    """Return the sentence for what went wrong at start-up, or None when it has no known cause."""
    if isinstance(error, CannotStart):
        return str(error)
    causes = list(chain(error))
    if any(disk_is_full(cause) for cause in causes):
        return DISK_FULL
    return next(filter(None, map(explain_one, causes)), None)


def chain(error):
    """Yield the error, what it came from, and so on."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def disk_is_full(error):
    """Return whether the system, or PostgreSQL, says that no room is left."""
    return getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or NO_SPACE in str(error)


def explain_one(error):
    """Return the sentence for one error without regard to its causes, or None."""
    if isinstance(error, PermissionError) or getattr(error, "errno", None) == errno.EROFS:
        return f"没有写入 {error.filename} 的权限，请换一个用户，或用环境变量 GXZC_STATE 指定可写的目录。"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return f"{error.filename} 不是目录，请用环境变量 GXZC_STATE 指定另一个目录。"
    if isinstance(error, psycopg2.errors.InsufficientPrivilege):
        return f"数据库用户的权限不够，请按 docs/operations.md 建立两个角色。（{first_line(error)}）"
    if isinstance(error, psycopg2.OperationalError):
        return f"数据库连接不上，请检查 DATABASE_URL 指定的服务器。（{first_line(error)}）"
    return None


def first_line(error):
    """Return the first line of what PostgreSQL said."""
    return str(error).strip().partition("\n")[0]
