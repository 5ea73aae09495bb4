"""Whether the process lives, and whether it can serve: asked by probes, before any other middleware."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

DATABASE_DOWN = "数据库连接不上"
MIGRATIONS_MISSING = "数据库结构还没有更新到最新"
REDIS_DOWN = "消息队列（Redis）连接不上"


class HealthMiddleware:
    """Answers /healthz and /readyz for any host name and without redirect, session or log-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = ANSWERS.get(request.path)
        return answer() if answer else self.get_response(request)


def healthz():
    """Answer 200 as long as the process can answer at all."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz():
    """Answer 200 when migrations, database and Redis are there; else 503 and what is missing."""
    missing = {**database_faults(), **redis_faults()}
    return JsonResponse(
        {"ready": not missing, "missing": missing},
        status=503 if missing else 200,
        headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )


def database_faults():
    """Return the fault of the database, by key; empty when all migrations are applied."""
    try:
        executor = MigrationExecutor(connection)
        unapplied = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return {"database": DATABASE_DOWN}
    finally:
        connection.close_if_unusable_or_obsolete()
    return {"migrations": f"{MIGRATIONS_MISSING}（还差 {len(unapplied)} 步）"} if unapplied else {}


def redis_faults():
    """Return the fault of Redis, by key; empty when it answers."""
    limits = {"socket_timeout": settings.REDIS_TIMEOUT, "socket_connect_timeout": settings.REDIS_TIMEOUT}
    client = redis.Redis.from_url(settings.REDIS_URL, **limits)
    try:
        client.ping()
    except redis.RedisError:
        return {"redis": REDIS_DOWN}
    finally:
        client.close()
    return {}


ANSWERS = {"/healthz": healthz, "/readyz": readyz}
