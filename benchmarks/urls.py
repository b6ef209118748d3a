"""The product's addresses and the smallest page there is, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from mumpuni.config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello, world\n", content_type="text/plain")


urlpatterns = [path("hello", hello), *urlpatterns]
