"""Every address of the product; each app brings its own, with its own prefix."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("akun/", include("allauth.urls")),
]
for _app in ("ui", "audit", "exchange", "people", "standards", "training", "certification"):
    if (settings.PACKAGE / _app / "urls.py").exists():
        urlpatterns.append(path("", include(f"mumpuni.{_app}.urls")))
