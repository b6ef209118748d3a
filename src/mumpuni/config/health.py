"""Two addresses for those who watch the server: does it live, and can it serve."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

# A worker says every 10 seconds that it lives.
SILENCE = timedelta(seconds=60)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, else 503. The worker is told, but pages do without one."""
    state = {"database": "ok", "migrations": "ok", "worker": "ok"}
    try:
        if waiting := unapplied_migrations():
            state |= {"migrations": f"{len(waiting)} unapplied", "worker": "unknown"}
        elif not worker_lives():
            state["worker"] = "absent"
    except DatabaseError:
        state = {"database": "unreachable", "migrations": "unknown", "worker": "unknown"}
    ready = state["database"] == state["migrations"] == "ok"
    return JsonResponse(state, status=200 if ready else 503)


def unapplied_migrations() -> list[str]:
    """Names of the migrations that this version brings and the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def worker_lives() -> bool:
    """Whether a worker has said within the last minute that it lives."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - SILENCE).exists()
