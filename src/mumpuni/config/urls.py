"""Every address of the product; each app brings its own, with its own prefix."""

from django.urls import URLPattern, URLResolver, include, path

from mumpuni.config import health
from mumpuni.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", api.urls),
    path("akun/", include("mumpuni.people.signin_urls")),
    path("aturan/", include("mumpuni.config.rules_pages.urls")),
]
for _app in ("ui", "audit", "exchange", "people", "standards", "training", "assessment", "certification"):
    urlpatterns.append(path("", include(f"mumpuni.{_app}.urls")))

handler400 = "mumpuni.ui.errors.bad_request"
handler403 = "mumpuni.ui.errors.permission_denied"
handler404 = "mumpuni.ui.errors.not_found"
handler500 = "mumpuni.ui.errors.server_error"
